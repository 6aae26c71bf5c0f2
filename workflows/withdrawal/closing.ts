/**
 * 提取并销户: whoever retires, can work no more or settles abroad draws everything; when all is paid, with the
 * interest to the very day, the account closes.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（七）
 */
import type { ExitDelay } from '../../src/cases/exit-facts.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import { compare, ZERO } from '../../src/domain/money.ts';
import { nextMorning } from '../engine/payout.ts';
import { stillDue } from './alarms.ts';
import {
  CLEAN,
  decidedEvent,
  decisionRecord,
  justAnswered,
  lookAgainSoon,
  lookingAt,
  paperOf,
  through,
  type Judged,
  type WithdrawalDraft,
  type WithdrawalNotes,
} from './state.ts';

/** What came between is over after so long. */
const AGAIN_MS = 60_000;

/** Where a case that closes the account goes, when nothing stands against it. */
export function closingOnward(work: Judged): WithdrawalDraft {
  const { notes, prepared } = work;
  const { closing, facts } = prepared;
  const delays = closing?.delays ?? [];
  if (delays.length > 0) return delayed(work, delays);
  const isEmpty = compare(facts.stated.amount, ZERO) === 0;
  if (notes.paid !== true || !isEmpty) return payEverything(work);
  // An account into which a unit is about to pay is not closed.
  return closing?.listed === true ? delayed(work, ['listed']) : close(work);
}

/** What is with the bank, or not yet assigned, is paid together with the rest. */
function delayed(work: Judged, delays: readonly ExitDelay[]): WithdrawalDraft {
  const { desk, notes } = work;
  const at = nextMorning(desk.today());
  const { stage } = lookingAt(notes, at);
  return {
    step: 'delay',
    notes: { ...notes, againAt: at },
    events: notes.againAt === null ? [{ kind: 'exit-delayed', public: { delays } }] : [],
    stage: { ...stage, detail: { delays, retryAt: at } },
    waits: { close: 'all', open: [waitFor('exit-delay', at, { delays })] },
    tasks: { close: 'all' },
  };
}

function orElse(work: Judged): NonNullable<WithdrawalDraft['otherwise']> {
  const again = () => stillDue(lookAgainSoon(work, Date.now() + AGAIN_MS), work.notes);
  return {
    'effect-conflict': again,
    'balance-too-low': again,
    'money-held': again,
    'account-closed': again,
    'action-not-permitted': again,
  };
}

/** What the effects read the books with. */
function known(work: Judged) {
  const { acceptedOn, confirmed, overdue } = work.notes;
  return { acceptedOn, confirmed, overdue, ...justAnswered(work) };
}

/** 准予提取: settled, reserved and instructed in one transaction, by what the books say in it. */
function payEverything(work: Judged): WithdrawalDraft {
  const { notes, decision, prepared, application } = work;
  const n = notes.attempts + 1;
  const payoutBy = through(prepared.payoutUntil);
  const { payoutMend: mendDays } = prepared.facts.figures;
  const { amount } = prepared.facts.stated;
  const restOnly = notes.paid === true;
  const detail = { amount, last4: application.bankCard.number.slice(-4), until: payoutBy.last };
  const { drawn, item } = decision;
  return {
    step: 'pay',
    notes: { ...notes, attempts: n, payoutBy, mendDays, mendBy: null, againAt: null, amount },
    decisions: [decisionRecord(decision)],
    events: [
      decidedEvent(decision),
      restOnly
        ? { kind: 'withdrawal-rest', public: { amount } }
        : { kind: 'withdrawal-granted', public: { amount, drawn, item } },
    ],
    stage: { at: 'paying', detail },
    effects: [{ name: 'reserve-everything', params: { n, restOnly, ...known(work) } }],
    documents: restOnly
      ? []
      : [
          {
            kind: 'withdrawal-decision',
            params: {
              ...paperOf(work),
              acceptedOn: notes.acceptedOn,
              drawn,
              limit: decision.limit,
            },
          },
        ],
    waits: { close: 'all', open: [waitFor('payout', payoutBy.until, detail)] },
    tasks: { close: 'all' },
    otherwise: orElse(work),
  };
}

/** 已付: what was earned since is looked at at once, and then the account closes. */
export function paidAndClosing(
  notes: WithdrawalNotes,
  params: Readonly<Record<string, unknown>> & { readonly moved: string; readonly paidOn: string },
): WithdrawalDraft {
  const { moved: amount, paidOn: on } = params;
  const after: WithdrawalNotes = {
    ...notes,
    paid: true,
    payoutBy: null,
    mendBy: null,
    againAt: null,
  };
  return {
    step: 'paid',
    notes: after,
    events: [{ kind: 'withdrawal-paid', public: { amount, on, closes: true } }],
    ...lookingAt(after, null),
    documents: [{ kind: 'withdrawal-paid', params, notify: 'sms' }],
  };
}

/** 销户: in the very transaction that finds it empty. */
function close(work: Judged): WithdrawalDraft {
  const { desk, notes, decision } = work;
  const closedOn = desk.today();
  return {
    ...CLEAN,
    step: 'close',
    notes: { ...notes, againAt: null },
    decisions: [decisionRecord(decision)],
    events: [
      decidedEvent(decision),
      { kind: 'account-closed', public: { last4: notes.accountLast4, reason: 'withdrawn' } },
    ],
    stage: { at: 'closed', detail: { closedOn } },
    effects: [{ name: 'close-withdrawn', params: known(work) }],
    documents: [
      { kind: 'withdrawal-closed', params: { ...paperOf(work), closedOn }, notify: 'sms' },
    ],
    claim: 'release',
    otherwise: orElse(work),
    outcome: 'closed',
  };
}
