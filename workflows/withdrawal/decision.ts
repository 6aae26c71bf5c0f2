/**
 * The decision within three days (条例 25): by the rule alone, or by another person and a supervisor as well;
 * told when the day is near, and put before a supervisor on the day.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  changeMark,
  marksOf,
  RECENT_CHANGE,
  unseenChanges,
} from '../../src/policy/personal-change-watch.ts';
import { refusedAct } from '../engine/desk.ts';
import { withAct } from '../engine/sent-back.ts';
import { stillDue, waitedFor } from './alarms.ts';
import { asking, mustAsk, restsOnOldAnswer } from './asking.ts';
import { closingOnward } from './closing.ts';
import { declined, keptOpen, refuse } from './endings.ts';
import { takeIn } from './intake.ts';
import { pay } from './payment.ts';
import {
  asksAlways,
  decidedEvent,
  decisionRecord,
  judged,
  judgedNow,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
} from './state.ts';

/** Working days in which another person looks, and a supervisor decides: within the three of the law. */
const REVIEW_DAYS = 1;
const APPROVAL_DAYS = 1;

/** 审核中: at once, or when what came between is over. */
export async function decideSoon(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const { againAt } = desk.notes();
  if (againAt !== null && Date.now() < againAt && !(await isOver(desk, againAt))) return;
  await desk.advance(async () => onward(await judgedNow(desk)), seen);
}

/** Where the case goes from here, as the books and the people say; what is due by law stays due until it is decided. */
export function onward(work: Judged): WithdrawalDraft {
  return stillDue(next(work), work.notes);
}

function next(work: Judged): WithdrawalDraft {
  const { notes, decision } = work;
  const { toConfirm, decidedBy, outcome } = decision;
  const isPaid = notes.paid === true;
  if (outcome === 'refused' && restsOnOldAnswer(work)) return asking(work);
  if (outcome === 'refused') return isPaid ? keptOpen(work) : refuse(work);
  if (outcome === 'incomplete') return takeIn(work);
  if (mustAsk(work)) return asking(work);
  // What was changed after the review is looked at as well.
  const isChanged = toConfirm.includes(RECENT_CHANGE);
  // What was earned since everything was paid was decided with it.
  const isDecided = notes.reviewed || isPaid;
  if (isChanged || (!isDecided && (toConfirm.length > 0 || decidedBy !== 'clerk'))) {
    return review(work);
  }
  if (!notes.approved && !isPaid && decidedBy === 'supervisor') return approval(work);
  return notes.closes === true ? closingOnward(work) : pay(work);
}

/** What came between is over; alarms go off meanwhile, but not for what was paid already. */
async function isOver(desk: WithdrawalDesk, againAt: number): Promise<boolean> {
  const seen = desk.version();
  const isPaid = desk.notes().paid === true;
  if (isPaid || !asksAlways()) return !(await desk.changed(seen, againAt));
  return waitedFor(desk, seen, againAt);
}

function review(work: Judged): WithdrawalDraft {
  const { desk, notes, decision } = work;
  const { toConfirm } = decision;
  const codes = toConfirm.length > 0 ? toConfirm : ['amount'];
  const changes = unseenChanges(decision.facts.watch).map(changeMark);
  const detail = {
    ...{ codes, lastOn: notes.clock?.lastOn ?? null },
    ...(changes.length > 0 && { changes }),
  };
  return {
    step: 'review',
    notes: { ...notes, againAt: null, heard: [...(notes.heard ?? []), ...changes] },
    decisions: [decisionRecord(decision)],
    events: [decidedEvent(decision), { kind: 'withdrawal-in-review', public: { codes } }],
    stage: { at: 'in review', detail },
    waits: { close: 'all', open: [waitFor('withdrawal-review', null, detail)] },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'withdrawal-review',
          role: 'reviewer',
          workingDays: REVIEW_DAYS,
          notBy: desk.peopleWith('submitter', 'supplementer', 'card-entered'),
        },
      ],
    },
  };
}

function approval(work: Judged): WithdrawalDraft {
  const { desk, notes, decision } = work;
  const detail = { lastOn: notes.clock?.lastOn ?? null };
  return {
    step: 'approval',
    notes: { ...notes, againAt: null },
    events: [{ kind: 'withdrawal-in-approval', public: { decidedBy: decision.decidedBy } }],
    stage: { at: 'in approval', detail },
    waits: { close: 'all', open: [waitFor('withdrawal-approval', null, detail)] },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'withdrawal-approval',
          role: 'supervisor',
          workingDays: APPROVAL_DAYS,
          notBy: desk.peopleWith('submitter', 'supplementer', 'reviewer'),
        },
      ],
    },
  };
}

/** 复核: confirms what was to be looked at, with what is overdue where a loan is open; or does not. */
export async function reviewed(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'review'>,
): Promise<WithdrawalDraft> {
  const { approve, reason, overdue } = content;
  const before = await judgedNow(desk);
  const { toConfirm, facts } = before.decision;
  const done = {
    kind: 'withdrawal-reviewed',
    public: { approve, codes: toConfirm },
    content: { reason },
  };
  const parties = { reviewer: by.id };
  if (!approve) {
    const draft = declined(before, { why: 'review', reason });
    return { ...draft, step: 'review-decline', parties, events: [done, ...draft.events] };
  }
  if (toConfirm.includes('loan-overdue-unknown') && overdue === undefined) {
    const detail = '请填写核实的贷款逾期金额；没有逾期的填0.00。';
    throw refusedAct({ code: 'input-invalid', detail, pointer: '#/overdue' });
  }
  const notes: WithdrawalNotes = {
    ...desk.notes(),
    reviewed: true,
    confirmed: [...new Set([...desk.notes().confirmed, ...toConfirm, ...marksOf(facts.watch)])],
    overdue: overdue === undefined ? desk.notes().overdue : yuan(overdue),
  };
  const onwards = onward(await judged(desk, before.application, notes));
  return withAct(onwards, { step: 'reviewed', parties, events: [done] });
}

/** 批准. */
export async function approved(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'approve'>,
): Promise<WithdrawalDraft> {
  const notes = { ...desk.notes(), approved: true };
  const { application } = await judgedNow(desk);
  const onwards = onward(await judged(desk, application, notes));
  const done = { kind: 'withdrawal-approved', content: { reason: content.reason } };
  return withAct(onwards, { step: 'approved', parties: { approver: by.id }, events: [done] });
}

/** 不批准. */
export async function declinedBySupervisor(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'decline'>,
): Promise<WithdrawalDraft> {
  const draft = declined(await judgedNow(desk), { why: 'approval', reason: content.reason });
  return { ...draft, parties: { approver: by.id } };
}

/** 待复核、待审批: until somebody decides; told in the morning before the last day, and on the day. */
export async function awaitDecision(desk: WithdrawalDesk): Promise<void> {
  await waitedFor(desk, desk.version(), null);
}
