/** What an answer of the bank to a debit comes to: paid, refused, paid otherwise than told. Nothing is read or written here. */
import { BANK_REFUSALS } from '../../src/domain/bank-refusals.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import type { Settled } from '../../src/db/runs.ts';
import {
  contributionJournal,
  receiptJournal,
  type MonthsPaid,
  type SuspenseEntry,
} from '../../src/ledger/contributions.ts';
import type { DebitAnswered, DebitEnd } from '../../src/ledger/debits.ts';
import type { Journal } from '../../src/ledger/journals.ts';
import type { BankResult } from '../outside/bank-answer.ts';

/** What one answer comes to. */
export interface Outcome {
  readonly end?: DebitEnd;
  readonly journal?: Journal;
  readonly months?: Omit<MonthsPaid, 'journal'>;
  readonly suspense?: Omit<SuspenseEntry, 'journal'>;
  readonly item?: { readonly run: string; readonly settled: Settled };
}

/** Days until the bank is asked again for what it refused on a day, of a list that was made for another. */
export type RetryGap = (days: {
  readonly refusedOn: PlainDate;
  readonly listedOn: PlainDate;
}) => number;

/** Nothing of it was booked before. One that was taken out of its batch has not left; were it answered, that counts. */
const UNANSWERED = ['planned', 'sent', 'dropped'];

/**
 * Whether an answer says what is not in the books yet. Besides the first one that is money which moved after all
 * though it had been refused, or moved once more under another serial number: it is there, whatever was said before.
 */
export function isNews(result: BankResult, { state, serial }: DebitAnswered): boolean {
  if (UNANSWERED.includes(state)) return true;
  return result.state !== 'refused' && result.serial !== serial;
}

/** What the bank moved once more, by what the debit had come to: why it stands in suspense. */
const ONCE_MORE: Readonly<Record<string, string>> = {
  paid: 'already-paid',
  'to-suspense': 'moved-again',
  returned: 'moved-after-recall',
};

/** @param debit null: no instruction of ours */
export function outcomeOf(
  result: BankResult,
  debit: DebitAnswered | null,
  retryGap: RetryGap,
): Outcome {
  if (!debit) return strange(result);
  if (result.state === 'refused') return refusedOf(result, debit, retryGap);
  const onceMore = ONCE_MORE[debit.state];
  return onceMore === undefined
    ? paidOf(result, debit)
    : toSuspense(result, debit.account, onceMore);
}

type Moved = Extract<BankResult, { readonly serial: string }>;

/** The bank moved what we did not tell it to: the money is there, and belongs to nobody we know. */
function strange(result: BankResult): Outcome {
  if (result.state === 'refused') return {};
  return toSuspense(result, null, 'unknown-instruction');
}

function toSuspense(
  { serial, amount, bookedOn: on }: Moved,
  account: string | null,
  cause: string,
): Pick<Outcome, 'journal' | 'suspense'> {
  const key = `receipt/${serial}`;
  return {
    journal: receiptJournal({ key, account: '', amount, on, serial, by: 'collection' }),
    suspense: { serial, amount, on, cause, account },
  };
}

function paidOf(result: Moved, debit: DebitAnswered): Outcome {
  const cause = causeAgainst(result, debit);
  const { serial, amount, bookedOn: on } = result;
  const common = { key: debit.key, serial, moved: amount, bookedOn: on, nextOn: null };
  const { account, run, n } = debit;
  if (cause !== null) {
    return {
      ...toSuspense(result, account, cause),
      // Asked again once the money is settled: what came is not what the holder owed.
      end: { ...common, nextOn: on, state: 'to-suspense', outcome: cause, journal: null },
      item: { run, settled: { n, state: 'failed', outcome: cause } },
    };
  }
  const { coversFrom, coversTo, months } = debit;
  return {
    journal: contributionJournal({
      ...{ key: `contribution/${debit.key}`, account, amount, on, serial, run, by: 'collection' },
    }),
    months: { account, from: coversFrom, to: coversTo, months, amount, on },
    end: { ...common, state: 'paid', outcome: 'paid', journal: null },
    item: { run, settled: { n, state: 'done', outcome: 'paid', moved: amount } },
  };
}

/** Why money that came in is not simply the contribution it was meant as. */
function causeAgainst({ amount }: Moved, debit: DebitAnswered): string | null {
  if (debit.accountState === 'closed') return 'account-closed';
  // What we told the bank counts, not what it says it was told.
  if (!exact(amount).equals(debit.amount)) return 'amount-differs';
  return debit.covered || debit.dueState === 'paid' ? 'already-paid' : null;
}

function refusedOf(
  { refusal, bookedOn }: Extract<BankResult, { readonly state: 'refused' }>,
  debit: DebitAnswered,
  retryGap: RetryGap,
): Outcome {
  const { key, run, n, attempts, attemptsMax, graceUntil } = debit;
  const mayAgain = attempts < attemptsMax && BANK_REFUSALS[refusal.reason].laterMaySucceed;
  const days = { refusedOn: bookedOn, listedOn: plainDate(debit.listedOn) };
  // Asked for only where something follows from it.
  const next = mayAgain ? addDays(bookedOn, retryGap(days)) : null;
  const nextOn = next !== null && next <= graceUntil ? next : null;
  return {
    end: {
      ...{ key, state: 'refused', outcome: refusal.reason, serial: null, moved: null },
      ...{ bookedOn, journal: null, nextOn },
    },
    item: { run, settled: { n, state: 'refused', outcome: refusal.reason } },
  };
}
