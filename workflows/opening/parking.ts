/**
 * 需处理: an outside system gave no usable answer. The case waits with what failed, the safe moves
 * as a task, and a next attempt by itself.
 */
import type { CheckRecord, WaitSpec } from '../../src/cases/change.ts';
import type { System } from '../engine/outside.ts';
import { checking } from './intake.ts';
import { asking, openingOf, type Opening, type OpeningDesk, type OpeningDraft } from './state.ts';

const MINUTE_MS = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

export interface Failure {
  readonly system: System;
  /** Code of the fault. */
  readonly fault: string;
}

export function parked(
  { notes }: Opening,
  failures: readonly Failure[],
  heard: readonly CheckRecord[],
): OpeningDraft {
  const systems = failures.map(({ system }) => system);
  const retryAt = Date.now() + notes.prepared.patience.retryMinutes * MINUTE_MS;
  const faults = failures.map(({ system, fault }) => ({ system, fault }));
  const detail = { faults, retryAt };
  return {
    step: 'park',
    notes: { ...notes, parked: { systems, retryAt }, entered: null },
    events: [...answeredEvents(heard), { kind: 'case-parked', public: detail }],
    stage: { at: 'needs attention', detail },
    checks: heard,
    waits: { close: 'all', open: [parkedWait(systems, retryAt)] },
    tasks: {
      close: 'all',
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

/** Asked again as a new question: a system that had answered uselessly would repeat itself. */
export function tryingAgain(opening: Opening): OpeningDraft {
  return checking(asking(opening, opening.notes.parked?.systems ?? []));
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
