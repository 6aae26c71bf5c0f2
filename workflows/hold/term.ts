/** The term of a hold: a reminder before it ends, a task when it is over, a further order that extends it. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { startOf } from '../../src/domain/calendar.ts';
import { assessRenewal, reminderOn } from '../../src/policy/holds.ts';
import { steadily } from '../engine/commit.ts';
import { recordOf } from '../engine/decisions.ts';
import {
  DONE_WITH,
  endOf,
  inForce,
  LOOK_DAYS,
  mustBeGranted,
  ofKind,
  paper,
  type ActOf,
  type HoldDesk,
  type HoldDraft,
} from './state.ts';

/** Working days for a renewal that is due, counted from the reminder. */
const RENEWAL_DAYS = 5;

/** Waits for the next day that matters of a hold in force. */
export async function awaitTerm(desk: HoldDesk): Promise<void> {
  const { until, reminded } = desk.notes();
  const seen = desk.version();
  if (until === null) {
    await desk.changed(seen, null);
    return;
  }
  const over = endOf(until);
  const next = reminded ? over : startOf(reminderOn(until));
  if (await desk.changed(seen, next)) return;
  if (desk.today() > until) await desk.advance(() => expire(desk), seen);
  else await desk.advance(() => remind(desk), seen);
}

function remind(desk: HoldDesk): HoldDraft {
  const notes = { ...desk.notes(), reminded: true };
  const { kind, until } = notes;
  return {
    step: 'remind',
    notes,
    events: [{ kind: 'hold-term-ending', public: { hold: kind, until } }],
    tasks: { open: [{ kind: 'renew-hold', role: 'supervisor', workingDays: RENEWAL_DAYS }] },
  };
}

/** Over, and still held: somebody has to extend or to release it. */
function expire(desk: HoldDesk): HoldDraft {
  const notes = desk.notes();
  const { kind, until } = notes;
  return {
    step: 'expire',
    notes,
    events: [{ kind: 'hold-term-over', public: { hold: kind, until } }],
    stage: { at: 'expired', detail: { hold: kind, until } },
    waits: { close: 'all', open: [ofKind(notes, waitFor('hold-over', null))] },
    tasks: {
      close: DONE_WITH,
      open: [{ kind: 'end-hold', role: 'supervisor', workingDays: LOOK_DAYS }],
    },
  };
}

/** Keeps money in for longer: it counts at once. @throws ApplicationFailure */
export async function renew(desk: HoldDesk, { content }: ActOf<'renew'>): Promise<HoldDraft> {
  const before = desk.notes();
  const { account, kind } = before;
  const { orderNumber: document, file, reason } = content;
  const newUntil = content.holdUntil;
  const found = await steadily(({ lookAtHeld }) =>
    lookAtHeld({ center: desk.center, account, document }),
  );
  const facts = {
    ...{ on: desk.today(), until: before.until, newUntil },
    known: found?.known ?? false,
  };
  const decision = assessRenewal(facts);
  mustBeGranted(decision, '');
  const notes = { ...before, until: newUntil, reminded: false };
  return {
    ...inForce(notes),
    step: 'renew',
    decisions: [recordOf(decision, facts)],
    events: [
      {
        kind: 'hold-renewed',
        public: { hold: kind, until: newUntil },
        content: { reason, document, before: before.until },
      },
    ],
    effects: [{ name: 'renew-hold', params: { account, document, until: newUntil, file } }],
    documents: paper(notes, 'renewed', document),
  };
}
