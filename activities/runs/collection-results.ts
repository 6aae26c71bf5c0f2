/**
 * What the bank answers to debits, booked once each by its key: paid, refused, paid otherwise than
 * told, taken back. An answer counts whenever it comes, also after its run has ended.
 */
import { createHash } from 'node:crypto';
import { runEvent, settleItems, type Settled } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { exact } from '../../src/domain/money.ts';
import { BANK_REFUSALS } from '../../src/domain/bank-refusals.ts';
import {
  contributionJournal,
  coverMonths,
  insertSuspense,
  receiptJournal,
  type MonthsPaid,
  type SuspenseEntry,
} from '../../src/ledger/contributions.ts';
import {
  debitsAnswered,
  endDebits,
  moveCursor,
  readCursor,
  type DebitAnswered,
  type DebitEnd,
} from '../../src/ledger/debits.ts';
import { recordJournals, type Journal } from '../../src/ledger/journals.ts';
import { takeBack } from '../../src/ledger/recall.ts';
import type { BankResult } from '../outside/bank-answer.ts';
import { wakeChanges } from '../wake-changes.ts';
import { tellOfAnswers, type AnswerTold } from './collection-notices.ts';
import type { RunDeps, Working } from './kind.ts';
import { retryGapOf } from './retry-gap.ts';

/** @returns how many results were taken; 0: the bank has no more now */
export async function takeResults(
  deps: RunDeps,
  { run: { center }, at, signal }: Working,
  timeoutMs: number,
): Promise<number> {
  const list = 'results';
  const from = await readCursor(deps.pool, center, list);
  const page = await deps.bank.results(
    { center, batch: null, after: from },
    { key: `results/${center}/${from}`, timeoutMs, signal },
  );
  if (page.items.length === 0) return 0;
  await inTransaction(
    deps.pool,
    async (tx) => {
      if (!(await moveCursor(tx, { center, list }, { from, to: page.next }))) return;
      const because = `${list}/${center}/${from}`;
      await bookResults(tx, deps, { center, at, results: page.items, because });
    },
    { isolation: 'read committed' },
  );
  return page.items.length;
}

interface ResultsCome {
  readonly center: string;
  /** Instant (ms). */
  readonly at: number;
  readonly results: readonly BankResult[];
  /** By what they came, as a key. */
  readonly because: string;
}

/**
 * Books results, however they came: each debit once by its key, its holder told and whoever waits for
 * it woken. For a transaction that reads what was committed: rows are locked before they are judged.
 */
export async function bookResults(
  tx: Tx,
  deps: Pick<RunDeps, 'personKeys' | 'offices'>,
  { center, at, results, because }: ResultsCome,
): Promise<void> {
  const debits = results.filter(({ kind }) => kind === 'debit');
  const answers = await book(tx, debits, { center, at, retryGap: await retryGapOf(deps, center) });
  await tellOfAnswers(tx, deps, { center, at, answers });
  const keys = results.map(({ key }) => key);
  await wakeChanges(tx, deps.personKeys, { accounts: await accountsOf(tx, keys), because });
}

async function accountsOf(tx: Tx, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ account: string }>({
    name: 'accounts-of-debits',
    text: 'select distinct account from debit where key = any ($1)',
    values: [keys],
  });
  return rows.map(({ account }) => account);
}

interface Booking {
  readonly center: string;
  readonly at: number;
  readonly retryGap: (on: PlainDate) => number;
}

/** What one answer comes to. */
interface Outcome {
  readonly end?: DebitEnd;
  readonly journal?: Journal;
  readonly months?: Omit<MonthsPaid, 'journal'>;
  readonly suspense?: Omit<SuspenseEntry, 'journal'>;
  readonly item?: { readonly run: string; readonly settled: Settled };
}

/** @returns what was answered for what, for those who are told of it */
async function book(
  tx: Tx,
  results: readonly BankResult[],
  booking: Booking,
): Promise<readonly AnswerTold[]> {
  const { center, at } = booking;
  const known = await debitsAnswered(
    tx,
    center,
    results.map(({ key }) => key),
  );
  // Of one key within a page the first answer that ends it counts; a return comes after it.
  const seen = new Set<string>();
  const fresh = results.filter(({ key }) => {
    const debit = known.get(key);
    if (seen.has(key) || (debit && hasEnded(debit))) return false;
    seen.add(key);
    return true;
  });
  const outcomes = fresh.map((result) => outcomeOf(result, known.get(result.key), booking));
  const journals = await write(tx, outcomes, booking);
  for (const result of results) {
    if (result.state === 'returned') await takeBack(tx, result, { center, at });
  }
  await tellRuns(tx, outcomes, { center, at });
  return fresh.flatMap((result, n): readonly AnswerTold[] => {
    const { end } = outcomes[n] ?? {};
    const debit = known.get(result.key);
    const journal = journals.get(outcomes[n]?.journal?.key ?? '') ?? '';
    return end && debit ? [{ result, debit, end, journal }] : [];
  });
}

function hasEnded({ state }: DebitAnswered): boolean {
  return state !== 'planned' && state !== 'sent';
}

function outcomeOf(
  result: BankResult,
  debit: DebitAnswered | undefined,
  { retryGap }: Booking,
): Outcome {
  if (!debit) return strange(result);
  if (result.state === 'refused') return refusedOf(result, debit, retryGap);
  return paidOf(result, debit);
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
      end: { ...common, state: 'to-suspense', outcome: cause, journal: null },
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
function causeAgainst({ difference }: Moved, debit: DebitAnswered): string | null {
  if (debit.accountState === 'closed') return 'account-closed';
  if (!exact(difference).isZero()) return 'amount-differs';
  return debit.covered || debit.dueState === 'paid' ? 'already-paid' : null;
}

function refusedOf(
  { refusal, bookedOn }: Extract<BankResult, { readonly state: 'refused' }>,
  debit: DebitAnswered,
  retryGap: (on: PlainDate) => number,
): Outcome {
  const { key, run, n, attempts, attemptsMax, graceUntil } = debit;
  const next = addDays(bookedOn, retryGap(bookedOn));
  const again = attempts < attemptsMax && next <= graceUntil;
  const nextOn = again && BANK_REFUSALS[refusal.reason].laterMaySucceed ? next : null;
  return {
    end: {
      ...{ key, state: 'refused', outcome: refusal.reason, serial: null, moved: null },
      ...{ bookedOn, journal: null, nextOn },
    },
    item: { run, settled: { n, state: 'refused', outcome: refusal.reason } },
  };
}

/** Journals first: their numbers belong to what is written with them. @returns the numbers by key */
async function write(
  tx: Tx,
  outcomes: readonly Outcome[],
  { center, at }: Booking,
): Promise<ReadonlyMap<string, string>> {
  const journals = outcomes.flatMap(({ journal }) => (journal ? [journal] : []));
  const recorded = await recordJournals(tx, center, journals);
  const numbers = new Map(recorded.map(({ key, journal }) => [key, journal]));
  const numberOf = ({ journal }: Outcome) => (journal && numbers.get(journal.key)) ?? '';
  await coverMonths(
    tx,
    outcomes.flatMap((one) => (one.months ? [{ ...one.months, journal: numberOf(one) }] : [])),
  );
  await insertSuspense(
    tx,
    center,
    outcomes.flatMap((one) => (one.suspense ? [{ ...one.suspense, journal: numberOf(one) }] : [])),
  );
  await endDebits(
    tx,
    outcomes.flatMap((one) =>
      one.end ? [{ ...one.end, journal: one.journal ? numberOf(one) : null }] : [],
    ),
  );
  for (const [run, ones] of byRun(outcomes)) {
    const settled = ones.flatMap((one) =>
      one.item ? [{ ...one.item.settled, journal: one.journal ? numberOf(one) : null }] : [],
    );
    await settleItems(tx, run, { settled, at });
  }
  return numbers;
}

function byRun(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  return Map.groupBy(
    outcomes.filter(({ item }) => item !== undefined),
    ({ item }) => item?.run ?? '',
  );
}

async function tellRuns(
  tx: Tx,
  outcomes: readonly Outcome[],
  { center, at }: { readonly center: string; readonly at: number },
): Promise<void> {
  for (const [id, ones] of byRun(outcomes)) {
    const keys = ones.map(({ end }) => `${end?.key} ${end?.state}`).join('\n');
    const digest = createHash('sha256').update(keys).digest('hex');
    const count = (state: string) => ones.filter(({ end }) => end?.state === state).length;
    const told = { paid: count('paid'), refused: count('refused'), other: count('to-suspense') };
    await runEvent(tx, { id, center }, { kind: 'run-chunk', at, told: { ...told, digest } });
  }
}
