/** Receipt and acceptance (收件、受理) of a withdrawal: one notice of what is missing, the start of the clock. */
import type { Actor } from '../../src/cases/case.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { WithdrawalApplication } from '../../src/forms/withdrawal.ts';
import { refusedAct } from '../engine/desk.ts';
import { asking, restsOnOldAnswer } from './asking.ts';
import { ended, refuse } from './endings.ts';
import {
  acceptanceOf,
  asksAlways,
  hasPassed,
  inDays,
  judged,
  lookingAt,
  NEW_NOTES,
  paperOf,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
} from './state.ts';

/** Working days in which a clerk follows up what is missing. */
const FOLLOW_UP_DAYS = 3;

/** The first change: the case with its form, and whatever the rule says of it. */
export async function receive(
  desk: WithdrawalDesk,
  application: WithdrawalApplication,
  by: Actor,
): Promise<WithdrawalDraft> {
  const work = await judged(desk, application, NEW_NOTES);
  const { accountId, accountLast4 } = work.prepared.books;
  const next = takeIn({ ...work, notes: { ...NEW_NOTES, accountLast4, ...drawnIn(work) } });
  const { purpose: reason } = application;
  const { amount } = work.prepared.facts.stated;
  const received = { kind: 'withdrawal-asked', public: { reason, amount }, by };
  return {
    ...next,
    step: 'receive',
    content: { ...application },
    subject: { account: accountId },
    // What is refused at once holds nobody: another case may be what it is refused for.
    ...(next.stage?.at !== 'refused' && { claim: 'take' }),
    events: [received, ...next.events],
    effects: [{ name: 'keep-evidence', params: {} }, ...(next.effects ?? [])],
  };
}

/** What follows from the content as it now is: refused, incomplete, or accepted and to be decided. */
export function takeIn(work: Judged): WithdrawalDraft {
  switch (work.decision.outcome) {
    case 'refused':
      if (restsOnOldAnswer(work)) return wouldBe(work);
      return refuse(accepting(work), work.notes.acceptedOn === null);
    case 'incomplete':
      return incomplete(work);
    case 'granted':
      return accept(work);
  }
}

/** Taken in as though the platform had found nothing: it is asked before anything is refused for a loan. */
function wouldBe(work: Judged): WithdrawalDraft {
  return work.decision.missing.length > 0 ? incomplete(work) : accept(work);
}

/** Remembered where the account closes: no amount need be named. */
function drawnIn({ closes, prepared }: Judged): Pick<WithdrawalNotes, 'amount'> {
  return closes === true ? { amount: prepared.facts.stated.amount } : {};
}

/** Everything is there: from today the law counts, and its text is fixed. */
function accepting(work: Judged): Judged {
  const { desk, notes, prepared } = work;
  if (notes.acceptedOn !== null) return work;
  const { clock } = prepared;
  return { ...work, notes: { ...notes, acceptedOn: desk.today(), supplementBy: null, clock } };
}

function accept(before: Judged): WithdrawalDraft {
  const work = accepting(before);
  const { desk, notes, prepared } = work;
  const on = desk.today();
  const { lastOn } = prepared.clock;
  const { closes } = work;
  const params = { ...paperOf(work), acceptedOn: on, lastOn };
  const told = { acceptedOn: on, lastOn, ...(closes === true && { closes }) };
  const accepted = { ...notes, ...drawnIn(work), ...(closes !== undefined && { closes }) };
  // The platform is asked first; what it answers decides.
  const next = asksAlways()
    ? asking({ ...work, notes: accepted })
    : { notes: accepted, ...lookingAt(accepted, null) };
  return {
    ...next,
    step: 'accept',
    events: [{ kind: 'withdrawal-accepted', public: told }],
    acceptance: acceptanceOf(work),
    // The account is to be closed: from today on nothing is collected.
    ...(closes === true && { effects: [{ name: 'stop-for-withdrawal', params: {} }] }),
    documents: [{ kind: 'withdrawal-accepted', params }],
  };
}

/**
 * One notice names everything at once; a second one goes out only for what the first did not name.
 * The deadline stays the one that was told first.
 */
function incomplete(work: Judged): WithdrawalDraft {
  const { desk, notes, prepared, decision } = work;
  const { missing } = decision;
  const days = prepared.facts.figures.supplementDays;
  const supplementBy = notes.supplementBy ?? inDays(desk.today(), days);
  const { last, until } = supplementBy;
  const isNew = missing.some((gap) => !notes.told.includes(gap));
  const detail = { missing, until: last };
  return {
    step: 'request-supplement',
    notes: { ...notes, supplementBy, told: [...new Set([...notes.told, ...missing])] },
    events: isNew ? [{ kind: 'withdrawal-supplement-asked', public: detail }] : [],
    stage: { at: 'incomplete', detail },
    documents: isNew
      ? [
          {
            kind: 'withdrawal-supplement',
            params: { ...paperOf(work), missing, until: last },
            notify: 'sms',
          },
        ]
      : [],
    waits: { close: 'all', open: [waitFor('withdrawal-supplement', until, detail)] },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'withdrawal-supplement',
          role: 'clerk',
          workingDays: FOLLOW_UP_DAYS,
          ownBranch: true,
        },
      ],
    },
  };
}

/** 补正: the whole application again, with what was missing. */
export async function supplement(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'supplement'>,
): Promise<WithdrawalDraft> {
  const notes = desk.notes();
  if (hasPassed(notes.supplementBy)) {
    const detail = '补正期限已过。';
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: 'regulation-25' });
  }
  const { application } = content;
  const { account } = desk.content() as WithdrawalApplication;
  if (application.account !== account) {
    const detail = '补正不能改换账户，请撤回后重新申请。';
    throw refusedAct({ code: 'input-invalid', detail, pointer: '#/application/account' });
  }
  const before = await judged(desk, application, notes);
  const work = { ...before, notes: { ...notes, ...drawnIn(before) } };
  const next = takeIn(work);
  const { missing } = work.decision;
  return {
    ...next,
    step: 'supplement',
    content: { ...application },
    parties: { 'card-entered': [...new Set([...desk.peopleWith('card-entered'), by.id])] },
    events: [{ kind: 'withdrawal-supplemented', public: { missing } }, ...next.events],
    effects: [{ name: 'keep-evidence', params: {} }, ...(next.effects ?? [])],
  };
}

/** 待补正: until everything is there, or the deadline has passed. */
export async function awaitSupplement(desk: WithdrawalDesk): Promise<void> {
  const seen = desk.version();
  const { supplementBy } = desk.notes();
  if (await desk.changed(seen, supplementBy?.until ?? null)) return;
  await desk.advance(() => ended(desk, 'not-supplied'), seen);
}
