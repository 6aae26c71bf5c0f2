/**
 * Works off a collection: batches leave for the bank, each instruction once, and what the bank
 * answers is booked. What may have left is asked for by its key before anything is sent again.
 */
import { createHash } from 'node:crypto';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { besideOthers, inRun, runEvent, settleItems, type Settled } from '../../src/db/runs.ts';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import {
  batchToSend,
  dropFromBatch,
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
import type { Progress, RunDeps, Working } from './kind.ts';
import { sideBySide } from './side-by-side.ts';

/** Each call to the bank. */
const TIMEOUT_MS = 60_000;
/** How long until the bank is asked again. */
const ASK_AGAIN_SECONDS = 20;
/** A bank that has not answered by then is looked after by a person; its answer still counts. */
const ANSWER_DAYS = 3;

export async function collect(working: Working): Promise<Progress> {
  const { deps, run } = working;
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

/** @returns false when every item of the list is planned */
async function planNext({ deps, run, at }: Working): Promise<boolean> {
  const { id, center } = run;
  // Of the day on which it leaves: those of the list may have changed since it was frozen.
  const monthly = limitsByDistrict(await deps.offices.read(), { center, on: dateAt(at) });
  return besideOthers(deps.pool, run, async (tx) => {
    const planned = await planBatch(tx, { run: id, center, limit: BANK_ITEMS_MAX, monthly });
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
  const batch = planned.mayHaveLeft ? planned : await lookedAgain(working, planned);
  if (batch.debits.length === 0) {
    await inRun(deps.pool, run, (tx) => markDelivered(tx, run.id, batch.batch));
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
        items: batch.debits.map((debit) => debitOf(deps, debit)),
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
    await markDelivered(tx, run.id, batch.batch);
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
  const monthly = limitsByDistrict(await deps.offices.read(), { center, on: dateAt(at) });
  const dropped = await inRun(deps.pool, run, async (tx) => {
    const items = await dropFromBatch(tx, { run: id, batch, monthly });
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

async function awaitAnswers({ deps, run, at }: Working): Promise<Progress> {
  const { rows } = await deps.pool.query<{ n: number }>(
    `select n from run_item where run = $1 and verdict = 'due' and state = 'sent' order by n`,
    [run.id],
  );
  if (rows.length === 0) return { kind: 'end' };
  const lastDay = addDays(plainDate(run.business_on), ANSWER_DAYS);
  if (dateAt(at) <= lastDay) return { kind: 'wait', seconds: ASK_AGAIN_SECONDS };
  const settled = rows.map(({ n }) => ({ n, state: 'failed', outcome: 'unanswered' }) as const);
  await inRun(deps.pool, run, (tx) => settleItems(tx, run.id, { settled, at }));
  return { kind: 'end' };
}
