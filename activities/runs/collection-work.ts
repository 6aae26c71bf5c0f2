/**
 * Works off a collection: batches leave for the bank, each instruction once, and what the bank
 * answers is booked. What may have left is asked for by its key before anything is sent again.
 */
import { createHash } from 'node:crypto';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import {
  besideOthers,
  findRun,
  inRun,
  runEvent,
  settleItems,
  type Settled,
} from '../../src/db/runs.ts';
import { dateAt, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  batchToSend,
  dropFromBatch,
  dropUnreadable,
  isWaitOver,
  markDelivered,
  planBatch,
  type BatchToSend,
  type DebitToSend,
} from '../../src/ledger/debit-batches.ts';
import { BANK_ITEMS_MAX, type BankDebit } from '../outside/bank.ts';
import { deliver } from '../outside/bank-delivery.ts';
import { limitsByDistrict } from './collection-limits.ts';
import { LeavingOnce } from './leaving.ts';
import { takeResults } from './collection-results.ts';
import { UNREADABLE, type Progress, type RunDeps, type Working } from './kind.ts';
import { sideBySide } from './side-by-side.ts';

/** Each call to the bank. */
const TIMEOUT_MS = 60_000;
/** How long until the bank is asked again. */
const ASK_AGAIN_SECONDS = 20;

export async function collect(working: Working): Promise<Progress> {
  const { deps, run } = working;
  if (await failUnreadable(working)) return { kind: 'more' };
  const batch = await batchToSend(deps.pool, run.id);
  if (batch) {
    // While one is on its way the next is made.
    await sideBySide<unknown>([sendBatch(working, batch), planNext(working)]);
    return { kind: 'more' };
  }
  if (await planNext(working)) return { kind: 'more' };
  const taken = await takeResults(deps, working, TIMEOUT_MS);
  if (taken > 0) return { kind: 'more' };
  return awaitAnswers(working);
}

/** Items of a statement. */
const ITEMS = 1_000;

/** @returns false when none of the list is left that could not be opened when it was made */
async function failUnreadable({ deps, run, at }: Working): Promise<boolean> {
  const { rows } = await deps.pool.query<{ n: number }>({
    name: 'unreadable-items',
    text: `select n from run_item where run = $1 and verdict = 'due' and state = 'open'
              and detail ? 'unreadable' order by n limit $2`,
    values: [run.id, ITEMS],
  });
  if (rows.length === 0) return false;
  const settled = rows.map(({ n }) => ({ n, ...UNREADABLE }));
  await inRun(deps.pool, run, (tx) => settleItems(tx, run.id, { settled, at }));
  return true;
}

/** @returns false when every item of the list is planned */
async function planNext({ deps, run, at }: Working): Promise<boolean> {
  const { id, center } = run;
  // Of the day on which it leaves: those of the list may have changed since it was frozen.
  const on = dateAt(at);
  const monthly = limitsByDistrict(await deps.offices.read(), { center, on });
  return besideOthers(deps.pool, run, async (tx) => {
    const planned = await planBatch(tx, { run: id, center, limit: BANK_ITEMS_MAX, on, monthly });
    if (!planned) return false;
    const settled = planned.items.map(({ n, reason }): Settled =>
      reason === null
        ? { n, state: 'sent', outcome: null }
        : { n, state: 'refused', outcome: reason },
    );
    await settleItems(tx, id, { settled, at });
    return true;
  });
}

async function sendBatch(working: Working, planned: BatchToSend): Promise<void> {
  const { deps, run, at, signal } = working;
  const stands = planned.mayHaveLeft ? planned : await lookedAgain(working, planned);
  const { batch, instructions } = await written(working, stands);
  const delivered = { run: run.id, batch: batch.batch, at };
  if (instructions.length === 0) {
    await inRun(deps.pool, run, (tx) => markDelivered(tx, delivered));
    return;
  }
  const leaving = new LeavingOnce(deps, run, batch.batch);
  const { missing } = await deliver(
    leaving.bank(),
    {
      kind: 'debit',
      batch: {
        center: run.center,
        batch: `${run.id}.${batch.batch}`,
        on: plainDate(run.business_on),
        items: instructions,
      },
    },
    {
      mayHaveLeft: batch.mayHaveLeft,
      timeoutMs: TIMEOUT_MS,
      signal,
      // No instruction leaves of a run that was stopped.
      onLeaving: () => leaving.mark(),
    },
  );
  // The bank took a part of it: the rest goes with the next try.
  if (missing.length > 0) return;
  await inRun(deps.pool, run, async (tx) => {
    await markDelivered(tx, delivered);
    const keys = batch.debits.map(({ key }) => key).join('\n');
    const digest = createHash('sha256').update(keys).digest('hex');
    const told = { batch: batch.batch, sent: batch.debits.length, digest };
    await runEvent(tx, run, { kind: 'run-chunk', at, told });
  });
}

/** A batch that was made before may leave on a later day: what does not stand that day stays. */
async function lookedAgain(
  { deps, run, at }: Working,
  { batch, mayHaveLeft, debits }: BatchToSend,
): Promise<BatchToSend> {
  const { id, center } = run;
  const on = dateAt(at);
  const monthly = limitsByDistrict(await deps.offices.read(), { center, on });
  const dropped = await inRun(deps.pool, run, async (tx) => {
    const items = await dropFromBatch(tx, { run: id, batch, on, monthly });
    if (items.length === 0) return items;
    const settled = items.map(({ n, reason }) => {
      return { n, state: 'refused', outcome: reason } as const;
    });
    await settleItems(tx, id, { settled, at });
    return items;
  });
  const gone = new Set(dropped.map(({ n }) => n));
  return { batch, mayHaveLeft, debits: debits.filter(({ n }) => !gone.has(n)) };
}

interface Written {
  /** Without those that were dropped. */
  readonly batch: BatchToSend;
  readonly instructions: readonly BankDebit[];
}

/** What of a batch can be written; the rest is dropped, unless the bank has it from before. */
async function written(working: Working, batch: BatchToSend): Promise<Written> {
  const { deps } = working;
  const opened = batch.debits.map((debit) => {
    return { debit, instruction: readable(() => debitOf(deps, debit)) };
  });
  const instructions = opened.flatMap(({ instruction }) => (instruction ? [instruction] : []));
  const unread = opened.flatMap(({ debit, instruction }) => (instruction ? [] : [debit]));
  const gone = new Set(await droppedOf(working, { batch, unread }));
  const debits = batch.debits.filter((debit) => !gone.has(debit));
  return { batch: { ...batch, debits }, instructions };
}

interface Unread {
  readonly batch: BatchToSend;
  /** Card or key cannot be opened. */
  readonly unread: readonly DebitToSend[];
}

async function droppedOf(
  { deps, run, at, signal }: Working,
  { batch: { batch, mayHaveLeft }, unread }: Unread,
): Promise<readonly DebitToSend[]> {
  if (unread.length === 0) return [];
  const keys = unread.map(({ key }) => key);
  const call = { key: `unread/${run.id}.${String(batch)}`, timeoutMs: TIMEOUT_MS, signal };
  const known = mayHaveLeft ? await deps.bank.findInstructions(keys, call) : [];
  const there = new Set(known.flatMap(({ key, state }) => (state === 'not-known' ? [] : [key])));
  const gone = unread.filter(({ key }) => !there.has(key));
  const items = gone.map(({ n }) => n);
  const settled = items.map((n) => ({ n, ...UNREADABLE }));
  await inRun(deps.pool, run, async (tx) => {
    await dropUnreadable(tx, { run: run.id, batch, items });
    await settleItems(tx, run.id, { settled, at });
  });
  return gone;
}

/** @throws Error when key or card cannot be opened */
function debitOf({ personKeys }: RunDeps, debit: DebitToSend): BankDebit {
  const key = personKeys.unwrap(debit.person, debit.wrappedKey);
  const card = openJson(key, place.card(debit.account), debit.card) as {
    number: string;
    holder: string;
  };
  const { coversFrom, coversTo } = debit;
  const months = coversFrom === coversTo ? coversFrom : `${coversFrom}至${coversTo}`;
  return {
    key: debit.key,
    mandate: debit.bankMandate,
    card: card.number,
    holder: card.holder,
    amount: yuan(debit.amount),
    text: `住房公积金缴存${months}`,
  };
}

/**
 * A list does not wait for the bank beyond its day: others would lose theirs. What is not answered by then is asked for
 * further on (asking.ts), and settled there.
 */
async function awaitAnswers({ deps, run, at }: Working): Promise<Progress> {
  const now = await findRun(deps.pool, run.id);
  if ((now?.sent ?? 0) === 0) return { kind: 'end' };
  const over = await isWaitOver(deps.pool, { run: run.id, on: dateAt(at) });
  return over ? { kind: 'end' } : { kind: 'wait', seconds: ASK_AGAIN_SECONDS };
}
