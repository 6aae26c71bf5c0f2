/** 待单位封存: the unit still pays the account; its news, or the last day, ends the wait. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { deadlineOf } from '../engine/days.ts';
import type { Moved } from '../engine/wait-moves.ts';
import { checking } from '../opening/intake.ts';
import { refuse } from '../opening/outcomes.ts';
import {
  hasPassed,
  inDays,
  noting,
  openingOf,
  type Notes,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from '../opening/state.ts';

/** The wait begins once; what is looked at again meanwhile does not lengthen it. */
export function waitForUnit(opening: Opening, code: string): OpeningDraft {
  const { desk, notes } = opening;
  const begun = notes.unitBy ?? null;
  if (hasPassed(begun)) return expired(opening);
  const deadline = begun ?? inDays(desk.today(), notes.prepared.figures.sealWaitDays);
  const { last, until } = deadline;
  const detail = { code, until: last };
  const params = { until: last, last4: notes.books?.last4 ?? '' };
  return {
    step: 'await-unit',
    notes: { ...notes, unitBy: deadline },
    events: begun === null ? [{ kind: 'unit-seal-awaited', public: detail }] : [],
    stage: { at: 'awaiting unit', detail },
    documents: begun === null ? [{ kind: 'unit-seal-awaited', params, notify: 'sms' }] : [],
    waits: { close: 'all', open: [waitFor('unit-seal', until, detail)] },
    tasks: { close: 'all' },
  };
}

function expired(opening: Opening): OpeningDraft {
  const reasons = [{ code: 'unit-seal-expired', clause: 'liaoning-3' }] as const;
  return refuse(noting(opening, { unitBy: null }), reasons);
}

/** 改期: the last day became another one. */
export function unitSealMovedTo(notes: Notes, lastOn: PlainDate): Moved<Notes> {
  return { notes: { ...notes, unitBy: deadlineOf(lastOn) } };
}

/** Until the unit has told, or its last day is over: the books say which, and they are asked first. */
export async function awaitUnit(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  const until = desk.notes().unitBy?.until ?? null;
  if (await desk.changed(seen, until)) return;
  await desk.advance(async () => (await sealed(desk)) ?? expired(openingOf(desk)), seen);
}

/** Something happened to an account of the person: it is looked whether the unit has sealed this one. */
export async function unitNews(desk: OpeningDesk): Promise<void> {
  if (desk.version() === 0 || desk.stage() !== 'awaiting unit') return;
  await desk.advance(() => (desk.stage() === 'awaiting unit' ? sealed(desk) : null), null);
}

/** Goes on to the checks: what was answered meanwhile may be too old, and is asked again. */
async function sealed(desk: OpeningDesk): Promise<OpeningDraft | null> {
  const { look } = desk.business;
  const opening = openingOf(desk);
  const known = look === null ? opening : await look(opening);
  if (known.notes.books?.account?.state === 'normal') return null;
  return {
    ...checking(noting(known, { unitBy: null })),
    step: 'unit-sealed',
    events: [{ kind: 'unit-seal-found' }],
  };
}
