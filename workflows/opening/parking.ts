/**
 * 需处理: an outside system gave no usable answer. The case waits with what failed, the safe moves
 * as a task, and a next attempt by itself.
 */
import { patched } from '@temporalio/workflow';
import type { CheckRecord, WaitSpec } from '../../src/cases/change.ts';
import type { System } from '../engine/outside.ts';
import { checking } from './intake.ts';
import {
  asking,
  hearing,
  isFresh,
  openingOf,
  type Entered,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

export interface Failure {
  readonly system: System;
  /** Code of the fault. */
  readonly fault: string;
}

/** An answer entered by hand waits on while what it answers is still missing: a failed attempt takes nothing away. */
export function parked(
  opening: Opening,
  failures: readonly Failure[],
  heard: readonly CheckRecord[],
): OpeningDraft {
  const { notes } = opening;
  const systems = failures.map(({ system }) => system);
  const retryAt = Date.now() + notes.prepared.patience.retryMinutes * MINUTE_MS;
  const faults = failures.map(({ system, fault }) => ({ system, fault }));
  const detail = { faults, retryAt };
  const entered = stillWaiting(opening, systems);
  return {
    step: 'park',
    notes: { ...notes, parked: { systems, retryAt }, entered },
    events: [
      ...answeredEvents(heard),
      ...(entered ? [] : overtakenEvents(notes.entered)),
      { kind: 'case-parked', public: detail },
    ],
    stage: { at: 'needs attention', detail },
    checks: heard,
    waits: { close: 'all', open: [parkedWait(systems, retryAt)] },
    tasks: {
      close: entered ? ['repair'] : 'all',
      open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
    },
  };
}

export function parkedWait(systems: readonly System[], retryAt: number): WaitSpec {
  return {
    kind: 'parked',
    until: retryAt,
    clause: 'liaoning-14',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '外部系统恢复后立即重试，或凭平台查询结果人工录入',
    detail: { systems },
  };
}

export function answeredEvents(heard: readonly CheckRecord[]) {
  return heard.map(({ system, status }) => ({
    kind: 'check-answered',
    public: { system, status },
  }));
}

/** The entry that a second person may still confirm: what it answers is missing, and it is not too old. */
function stillWaiting(opening: Opening, systems: readonly System[]): Entered | null {
  const { entered } = opening.notes;
  if (!entered || !systems.includes(entered.system)) return null;
  return isFresh(hearing(opening, [{ record: entered.record }]), entered.system) ? entered : null;
}

/** Says that what was entered by hand is not needed, or no longer good for anything. */
export function overtakenEvents(entered: Entered | null) {
  return entered ? [{ kind: 'answer-overtaken', public: { system: entered.system } }] : [];
}

/** Asked again as a new question: a system that had answered uselessly would repeat itself. */
export function tryingAgain(opening: Opening): OpeningDraft {
  const { parked: stuck, entered } = opening.notes;
  const draft = checking(asking(opening, stuck?.systems ?? []));
  if (entered === null || !patched('entered-answers-wait')) return draft;
  return { ...draft, notes: { ...draft.notes, entered }, tasks: { close: ['repair'] } };
}

/** 需处理: until somebody acts or the next attempt is due. */
export async function awaitRepair(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  const stuck = desk.notes().parked;
  if (await desk.changed(seen, stuck?.retryAt ?? null)) return;
  await desk.advance(
    () => ({
      ...tryingAgain(openingOf(desk)),
      step: 'retry',
      events: [{ kind: 'repair-retry', public: { systems: stuck?.systems ?? [] } }],
    }),
    seen,
  );
}
