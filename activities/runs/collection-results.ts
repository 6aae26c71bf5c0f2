/**
 * What the bank answers to debits, booked once each by its key: paid, refused, paid otherwise than
 * told, taken back. An answer counts whenever it comes, also after its run has ended.
 */
import { createHash } from 'node:crypto';
import { runEvent, settleItems } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { coverMonths, insertSuspense } from '../../src/ledger/contributions.ts';
import {
  debitsAnswered,
  endDebits,
  moveCursor,
  readCursor,
  type DebitAnswered,
} from '../../src/ledger/debits.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { takeBack } from '../../src/ledger/recall.ts';
import type { BankResult } from '../outside/bank-answer.ts';
import { wakeChanges } from '../wake-changes.ts';
import { tellOfAnswers, type AnswerTold } from './collection-notices.ts';
import { isNews, outcomeOf, type Outcome, type RetryGap } from './collection-outcomes.ts';
import type { RunDeps, Working } from './kind.ts';
import { retryGapOf } from './retry-gap.ts';
import { sideBySide } from './side-by-side.ts';

/** What asking the bank for results takes, in a run or beside all of them. */
export type ResultDeps = Pick<RunDeps, 'pool' | 'personKeys' | 'offices'> & {
  readonly bank: Pick<RunDeps['bank'], 'results'>;
};

interface Asking extends Pick<Working, 'at' | 'signal'> {
  readonly run: Pick<Working['run'], 'center'>;
}

/** @returns how many results were taken; 0: the bank has no more now */
export async function takeResults(
  deps: ResultDeps,
  { run: { center }, at, signal }: Asking,
  timeoutMs: number,
): Promise<number> {
  const list = 'results';
  const from = await readCursor(deps.pool, center, list);
  const page = await deps.bank.results(
    { center, batch: null, after: from },
    { key: `results/${center}/${from}`, timeoutMs, signal },
  );
  if (page.items.length === 0) return 0;
  const because = `${list}/${center}/${from}`;
  // A page that was booked in part is read again, and what is booked of it is found by its key.
  await sideBySide(
    lanesOf(page.items).map((results) =>
      committed(deps, (tx) => bookResults(tx, deps, { center, at, results, because })),
    ),
  );
  await committed(deps, (tx) => moveCursor(tx, { center, list }, { from, to: page.next }));
  return page.items.length;
}

function committed<T>({ pool }: Pick<RunDeps, 'pool'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, { isolation: 'read committed' });
}

/** Transactions that book a page side by side: what the database has processors for. */
const LANES = 2;

/** Of an instruction's key what all attempts at one due have in common. */
const dueIn = ({ key }: BankResult) => key.replace(/\/\d+$/, '');

/** What is said of one due stays together, in its order, whatever attempt it was. */
function lanesOf(results: readonly BankResult[]): readonly (readonly BankResult[])[] {
  const byDue = [...Map.groupBy(results, dueIn).values()];
  return [...Map.groupBy(byDue.entries(), ([n]) => n % LANES).values()].map((lane) =>
    lane.flatMap(([, some]) => some),
  );
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
  const booking = { center, at };
  const retryGap = await retryGapOf(deps, center);
  const all: Booked[] = [];
  for (const turn of inTurns(debits)) {
    all.push(...(await book(tx, turn, { ...booking, retryGap })));
  }
  const booked = [...asTheyEnded(all).values()];
  const untold = await tellOfAnswers(tx, deps, { ...booking, answers: answersOf(booked) });
  const keys = results.map(({ key }) => key);
  await wakeChanges(tx, deps.personKeys, { accounts: await accountsOf(tx, keys), because });
  // The row of the run comes last: whoever books beside this waits for no more than the end of it.
  await settleRuns(tx, booked, { ...booking, untold });
  const ours = await serialsOf(tx, keys);
  for (const result of debits) {
    if (result.state !== 'returned') continue;
    // Of one that the bank carried out twice it takes back the other: that stands in suspense, to be returned there.
    const isOther = ours.get(result.key) !== undefined && ours.get(result.key) !== result.serial;
    if (!isOther) await takeBack(tx, result, { ...booking, retryGap });
  }
}

/** The bank's number of what was booked of each. */
async function serialsOf(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await tx.query<{ key: string; serial: string }>({
    name: 'serials-of-debits',
    text: 'select key, serial from debit where key = any ($1) and serial is not null',
    values: [keys],
  });
  return new Map(rows.map(({ key, serial }) => [key, serial]));
}

async function accountsOf(tx: Tx, keys: readonly string[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ account: string }>({
    name: 'accounts-of-debits',
    text: 'select distinct account from debit where key = any ($1)',
    values: [keys],
  });
  return rows.map(({ account }) => account);
}

/**
 * What a page says of one due more than once, of one attempt or of two, is booked one after the other: the second sees
 * what the first came to.
 */
function inTurns(results: readonly BankResult[]): readonly (readonly BankResult[])[] {
  const turns: BankResult[][] = [];
  for (const said of Map.groupBy(results, dueIn).values()) {
    for (const [n, result] of said.entries()) (turns[n] ??= []).push(result);
  }
  return turns;
}

/** By instruction, how it ended of what a page says more than once: nobody is told what was taken back at once. */
function asTheyEnded(booked: readonly Booked[]): ReadonlyMap<string, Booked> {
  const ended = booked.filter(({ outcome }) => outcome.end !== undefined);
  return new Map(ended.map((one) => [one.result.key, one]));
}

interface Booking {
  readonly center: string;
  readonly at: number;
}

/** An answer that was not booked before, with what it came to. */
interface Booked {
  readonly result: BankResult;
  /** Null: no instruction of ours. */
  readonly debit: DebitAnswered | null;
  readonly outcome: Outcome;
  /** Number of its journal; null: it has none. */
  readonly journal: string | null;
}

async function book(
  tx: Tx,
  results: readonly BankResult[],
  { center, at, retryGap }: Booking & { readonly retryGap: RetryGap },
): Promise<readonly Booked[]> {
  const known = await debitsAnswered(
    tx,
    center,
    results.map(({ key }) => key),
  );
  const fresh = results.filter((result) => {
    const debit = known.get(result.key);
    return !debit || isNews(result, debit);
  });
  const assessed = fresh.map((result) => {
    const debit = known.get(result.key) ?? null;
    return { result, debit, outcome: outcomeOf(result, debit, retryGap) };
  });
  const journals = assessed.flatMap(({ outcome: { journal } }) => (journal ? [journal] : []));
  const numbers = new Map(
    (await recordJournals(tx, center, journals)).map(({ key, journal }) => [key, journal]),
  );
  const booked = assessed.map((one): Booked => {
    const { journal } = one.outcome;
    return { ...one, journal: journal ? (numbers.get(journal.key) ?? null) : null };
  });
  await write(tx, { center, at }, booked);
  return booked;
}

/** After the journals: their numbers belong to what is written with them. */
async function write(tx: Tx, { center, at }: Booking, booked: readonly Booked[]): Promise<void> {
  await coverMonths(
    tx,
    booked.flatMap(({ outcome: { months }, journal }) =>
      months && journal !== null ? [{ ...months, journal }] : [],
    ),
  );
  await insertSuspense(
    tx,
    center,
    booked.flatMap(({ outcome: { suspense }, journal }) =>
      suspense && journal !== null ? [{ ...suspense, journal }] : [],
    ),
  );
  await endDebits(
    tx,
    booked.flatMap(({ outcome: { end }, journal }) => (end ? [{ ...end, journal }] : [])),
    at,
  );
}

function answersOf(booked: readonly Booked[]): readonly AnswerTold[] {
  return booked.flatMap(({ result, debit, outcome: { end }, journal }) =>
    end && debit ? [{ result, debit, end, journal: journal ?? '' }] : [],
  );
}

/** What became of the items of every run that is answered, and one line of the trail for each. */
async function settleRuns(
  tx: Tx,
  booked: readonly Booked[],
  { center, at, untold }: Booking & { readonly untold: ReadonlySet<string> },
): Promise<void> {
  const ofRuns = booked.flatMap(({ debit, outcome: { item, end }, journal }) => {
    const isUntold = debit !== null && untold.has(debit.account);
    return item ? [{ run: item.run, settled: { ...item.settled, journal }, end, isUntold }] : [];
  });
  for (const [run, ones] of Map.groupBy(ofRuns, (one) => one.run)) {
    await settleItems(tx, run, { settled: ones.map(({ settled }) => settled), at });
    const keys = ones.map(({ end }) => `${end?.key} ${end?.state}`).join('\n');
    const digest = createHash('sha256').update(keys).digest('hex');
    const count = (state: string) => ones.filter(({ end }) => end?.state === state).length;
    const told = {
      ...{ paid: count('paid'), refused: count('refused'), other: count('to-suspense') },
      // Their money is booked; the notice of it could not be written.
      untold: ones.filter(({ isUntold }) => isUntold).length,
    };
    await runEvent(tx, { id: run, center }, { kind: 'run-chunk', at, told: { ...told, digest } });
  }
}
