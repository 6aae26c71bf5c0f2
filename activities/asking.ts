/**
 * Asks the bank for what it has not answered when the run that sent it has ended, for as long as it takes: the list of
 * its results, and now and then each debit by its key. After the bank's days such a debit becomes a task of the center's
 * supervisors as well. No answer is no refusal, however long.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { databaseFault } from '../src/db/database-fault.ts';
import type { Tx } from '../src/db/pool.ts';
import { settleItems } from '../src/db/runs.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { addDays, dateAt } from '../src/domain/calendar.ts';
import { ANSWER_DAYS } from '../src/ledger/debits.ts';
import {
  centersWaiting,
  keysWaiting,
  openUnanswered,
  openUnbookable,
} from '../src/ledger/unanswered.ts';
import { isResult } from './outside/bank-answer.ts';
import { BANK_ITEMS_MAX, type BankClient } from './outside/bank.ts';
import { bookResults, takeResults, type ResultDeps } from './runs/collection-results.ts';

export interface AskingDeps extends Omit<ResultDeps, 'bank'> {
  readonly bank: Pick<BankClient, 'results' | 'findInstructions'>;
}

interface Asking {
  /** Instant (ms). */
  readonly at: number;
  readonly signal: AbortSignal;
  /** By their keys, too. */
  readonly byKey: boolean;
}

export interface AskingBook {
  readonly passed: (done: number) => void;
  readonly failed: (error: unknown) => void;
}

const EVERY_MS = 15_000;
/** The list tells everything; each by its key is asked for in case it does not. */
const BY_KEY_EVERY_MS = 10 * 60_000;
const TIMEOUT_MS = 15_000;
/** Of the list, in a pass. */
const PAGES = 50;

/** Asks every few seconds until it is stopped. @returns stops after the page in hand */
export function runAsking(
  deps: AskingDeps,
  book: AskingBook,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    let byKeyFrom = 0;
    while (!signal.aborted) {
      const byKey = performance.now() >= byKeyFrom;
      if (byKey) byKeyFrom = performance.now() + BY_KEY_EVERY_MS;
      await askUnanswered(deps, { at: businessNow(), signal, byKey }).then(
        book.passed,
        book.failed,
      );
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/**
 * Of every center that waits; one whose bank does not answer keeps no other waiting.
 *
 * @returns how many answers were taken, and debits given to a person
 * @throws what the first center that failed met, once the others are done
 */
export async function askUnanswered(deps: AskingDeps, asking: Asking): Promise<number> {
  let done = 0;
  const failed: unknown[] = [];
  for (const { center, isCollecting } of await centersWaiting(deps.pool)) {
    const ways = [
      // Whether the bank answers or not, and whatever is collected meanwhile, its days go by.
      () => giveToPersons(deps.pool, { center, at: asking.at }),
      // One reads it at a time: two would book the same page against each other.
      ...(isCollecting ? [] : [() => takeList(deps, center, asking)]),
      // The list may stand still; each by its key does not.
      ...(asking.byKey ? [() => askByKey(deps, center, asking)] : []),
    ];
    for (const way of ways) {
      try {
        done += await way();
      } catch (error) {
        failed.push(error);
      }
    }
  }
  if (failed.length > 0) throw failed[0];
  return done;
}

async function takeList(deps: AskingDeps, center: string, asking: Asking): Promise<number> {
  let done = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const taken = await takeResults(deps, { run: { center }, ...asking }, TIMEOUT_MS);
    if (taken === 0) break;
    done += taken;
  }
  return done;
}

async function askByKey(deps: AskingDeps, center: string, { at, signal }: Asking): Promise<number> {
  let done = 0;
  let after = '';
  for (;;) {
    const keys = await keysWaiting(deps.pool, { center, after, limit: BANK_ITEMS_MAX });
    after = keys.at(-1) ?? '';
    if (after === '') return done;
    const because = `asked/${center}/${after}/${String(at)}`;
    const call = { key: because, timeoutMs: TIMEOUT_MS, signal };
    const answers = await deps.bank.findInstructions(keys, call);
    const results = answers.filter(isResult);
    done += await bookAnswers(deps, { center, at, results, because });
  }
}

type Answers = Parameters<typeof bookResults>[2];

/**
 * All together; where one is in the way, each by itself, so that no answer keeps another from being booked.
 *
 * @returns how many were booked
 * @throws an outage, which is no word about an answer
 */
async function bookAnswers(deps: AskingDeps, answers: Answers): Promise<number> {
  const { results } = answers;
  if (results.length === 0) return 0;
  try {
    await committed(deps.pool, (tx) => bookResults(tx, deps, answers));
    return results.length;
  } catch (error) {
    unlessOutage(error);
  }
  let booked = 0;
  for (const result of results) {
    try {
      await committed(deps.pool, (tx) => bookResults(tx, deps, { ...answers, results: [result] }));
      booked += 1;
    } catch (error) {
      unlessOutage(error);
      await giveUnbookable(deps.pool, { ...answers, key: result.key });
    }
  }
  return booked;
}

function unlessOutage(error: unknown): void {
  if (databaseFault(error) !== null) throw error;
}

/** The bank has answered; what is in the way of its answer somebody is to find out, and it is asked again. */
async function giveUnbookable(
  pool: pg.Pool,
  { center, at, key }: Pick<Answers, 'center' | 'at'> & { readonly key: string },
): Promise<void> {
  await committed(pool, async (tx) => {
    const given = await openUnbookable(tx, { center, key, on: dateAt(at), at });
    if (given === null) return;
    const settled = [{ n: given.n, state: 'failed', outcome: 'unbookable' }] as const;
    if (given.waits) await settleItems(tx, given.run, { settled, at });
  });
}

function committed<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, { isolation: 'read committed' });
}

/** The items fail where everybody sees them, and the debits become tasks; an answer still counts. */
async function giveToPersons(
  pool: pg.Pool,
  { center, at }: { readonly center: string; readonly at: number },
): Promise<number> {
  const on = dateAt(at);
  const hadBefore = addDays(on, -ANSWER_DAYS);
  return committed(pool, async (tx) => {
    const late = await openUnanswered(tx, { center, hadBefore, on, at });
    for (const [run, ones] of Map.groupBy(late, (one) => one.run)) {
      const settled = ones
        .filter(({ waits }) => waits)
        .map(({ n }) => ({ n, state: 'failed', outcome: 'unanswered' }) as const);
      await settleItems(tx, run, { settled, at });
    }
    return late.length;
  });
}
