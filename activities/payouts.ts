/**
 * Brings instructions to pay (付款指令) to the bank and books what it answers.
 *
 * An instruction has one key for ever. Before it leaves, that it may have left is written down; from then
 * on it is asked for by its key, and sent again only when the bank says that it does not know it. No
 * answer is no refusal: the money stays reserved until the bank has said what became of it. After it was
 * paid the bank is asked for some time whether it was given back.
 */
import type pg from 'pg';
import { openJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { insertEvents } from '../src/db/case-writes.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { insertLater, markDelivered, type Outgoing } from '../src/db/outbox.ts';
import { payoutTask } from '../src/db/payout-tasks.ts';
import type { Tx } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { BANK_REFUSALS } from '../src/domain/bank-refusals.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { Fault } from '../src/domain/fault.ts';
import { findPayout, lockPayout, markLeaving, type PayoutRow } from '../src/ledger/payout-rows.ts';
import { bookPaid, bookRefused, bookReturned } from '../src/ledger/payouts.ts';
import { bookAgainReturned, bookPaidAgain } from '../src/ledger/payouts-again.ts';
import { cardholder } from './cardholder.ts';
import { tellOfMoney } from './money-notices.ts';
import { isResult, type BankInstruction, type BankResult } from './outside/bank-answer.ts';
import { deliver, type DeliveringBank } from './outside/bank-delivery.ts';
import type { BankPayout } from './outside/bank.ts';
import { TELL_CASE } from './service-news.ts';

export interface PayoutDeps {
  readonly pool: pg.Pool;
  readonly personKeys: PersonKeys;
  readonly bank: DeliveringBank;
}

const TIMEOUT_MS = 5_000;
const DAY_MS = 86_400_000;
/** How many days after it was paid the bank is asked whether it was given back. */
const WATCH_DAYS = 15;
/** What the person's statement says; a court's, by its order. */
const TEXT = '住房公积金提取';
const DEDUCTION_TEXT = '协助执行扣划';

/** @throws Fault when it is not known yet what became of it: the relay comes back */
export async function deliverPayout(deps: PayoutDeps, row: Outgoing): Promise<void> {
  const payout = await payoutOf(deps, row.key);
  if (payout.state !== 'ready' && payout.state !== 'sent') {
    await inTransaction(deps.pool, (tx) => markDelivered(tx, row.id));
    return;
  }
  const { key, center, runOn } = payout;
  const batch = { center, batch: key, on: runOn, items: [await itemOf(deps, payout)] };
  const { known } = await deliver(
    deps.bank,
    { kind: 'payout', batch },
    {
      mayHaveLeft: payout.state === 'sent',
      timeoutMs: TIMEOUT_MS,
      onLeaving: (keys) => markLeaving(deps.pool, keys),
    },
  );
  await hear(deps, row, known[0]);
}

async function hear(
  { pool, personKeys }: PayoutDeps,
  row: Outgoing,
  answer: BankInstruction | undefined,
): Promise<void> {
  if (!isResult(answer)) throw new Fault('outside-system-unavailable', 'not carried out yet');
  const at = businessNow();
  await inTransaction(pool, async (tx) => {
    if (!(await markDelivered(tx, row.id))) return;
    await bookResult(tx, { personKeys, at }, answer);
  });
}

interface Booking {
  readonly personKeys: PersonKeys;
  /** Instant (ms). */
  readonly at: number;
}

/**
 * Books a result of the bank once, whoever brings it, and tells the case that waits for it.
 *
 * @throws Fault 'outside-answer-unusable' when it is about another kind of instruction
 */
export async function bookResult(tx: Tx, booking: Booking, result: BankResult): Promise<void> {
  const payout = await lockPayout(tx, result.key);
  if (!payout) throw new Fault('not-found', 'no instruction has this key');
  if (result.kind !== 'payout') {
    throw new Fault('outside-answer-unusable', 'the answer is about another instruction');
  }
  // What we told the bank counts, not what it says that it was told: what moved otherwise is booked as it moved.
  const open = payout.state === 'ready' || payout.state === 'sent';
  if (open) await bookFirst(tx, booking, { payout, result });
  else if (result.state !== 'refused' && result.serial !== payout.serial) {
    await bookOther(tx, booking, { payout, result });
    return;
  }
  const isBack = result.state === 'returned' && payout.state !== 'returned';
  if (isBack) await bookBack(tx, booking, { payout, result });
}

/** Another movement than the one that was booked for the instruction: it is owed, until the bank gives it back. */
async function bookOther(
  tx: Tx,
  booking: Booking,
  { payout, result }: Heard<Exclude<BankResult, { state: 'refused' }>>,
): Promise<void> {
  const { amount, serial, bookedOn } = result;
  const { at } = booking;
  await bookPaidAgain(tx, payout, { moved: amount, serial, bookedOn, at });
  if (result.state !== 'returned') return;
  const { returnSerial, returnedOn, refusal } = result;
  const back = { amount, serial, returnSerial, returnedOn, at };
  const booked = await bookAgainReturned(tx, payout, back);
  if (booked === null) return;
  const { into, recovered } = booked;
  const told = {
    ...{ amount, on: returnedOn, code: refusal.reason, into },
    ...(recovered !== null && { recovered }),
  };
  // The case stands as it stood: nothing of what it waits for has changed.
  await writeDown(tx, booking, { payout, event: { kind: 'payout-returned', public: told } });
}

interface Heard<Result = BankResult> {
  readonly payout: PayoutRow;
  readonly result: Result;
}

async function bookFirst(tx: Tx, booking: Booking, { payout, result }: Heard): Promise<void> {
  const { at } = booking;
  const { cardLast4: last4, amount } = payout;
  if (result.state === 'refused') {
    const { refusal, bookedOn } = result;
    await bookRefused(tx, payout, { ...refusal, bookedOn, at });
    const told = { code: refusal.reason, bankCode: refusal.bankCode, last4, amount };
    await tell(tx, booking, { payout, event: { kind: 'payout-refused', public: told } });
    return;
  }
  const { amount: moved, serial, bookedOn, difference } = result;
  await bookPaid(tx, payout, { moved, serial, bookedOn, at });
  const told = { amount: moved, asked: amount, difference, on: bookedOn, last4 };
  await tell(tx, booking, { payout, event: { kind: 'payout-paid', public: told } });
  if (result.state !== 'returned') await watch(tx, booking, { payout, days: 1 });
}

/** 付后退回: the money is in the account again, somebody is to call the person. */
async function bookBack(
  tx: Tx,
  booking: Booking,
  { payout, result }: Heard<Extract<BankResult, { state: 'returned' }>>,
): Promise<void> {
  const { returnSerial, returnedOn, refusal } = result;
  const { at } = booking;
  const { into, amount, recovered } = await bookReturned(tx, payout, {
    ...{ amount: result.amount, returnSerial, returnedOn, ...refusal, at },
  });
  const told = {
    ...{ amount: result.amount, on: returnedOn, code: refusal.reason, into },
    ...(recovered !== null && { recovered }),
  };
  await tell(tx, booking, { payout, event: { kind: 'payout-returned', public: told } });
  const task = payout.order === null ? 'payout-returned' : 'deduction-returned';
  await payoutTask(tx, { caseId: payout.caseId, kind: task, at });
  // The court's money is no matter of the person's card: somebody asks the court.
  if (payout.order !== null) return;
  await tellOfMoney(tx, booking.personKeys, {
    at,
    // The money is booked whatever the paper comes to; the task says that the person is to be called.
    onUnreadable: () => undefined,
    notices: [
      {
        kind: 'payout-returned',
        key: `notice/return/${payout.key}`,
        account: payout.account,
        params: {
          ...{ amount, returnedOn, cardLast4: payout.cardLast4, into },
          reason: BANK_REFUSALS[refusal.reason].title,
          remedy: BANK_REFUSALS[refusal.reason].remedy,
        },
      },
    ],
  });
}

interface Told {
  readonly payout: PayoutRow;
  readonly event: { readonly kind: string; readonly public: object };
}

/** The case looks into the books: the message says nothing. */
async function tell(tx: Tx, booking: Booking, { payout, event }: Told): Promise<void> {
  const { center, caseId, person, key } = payout;
  await writeDown(tx, booking, { payout, event });
  await insertOutbox(tx, {
    ...{ key: `${key}:${event.kind}`, center, caseId, person, kind: TELL_CASE, payload: '' },
  });
}

async function writeDown(tx: Tx, { at }: Booking, { payout, event }: Told): Promise<void> {
  const { center, caseId, person } = payout;
  const actor = { actor: 'system', role: 'system', origin: 'relay', content: null };
  await insertEvents(tx, { center, caseId, person, at }, [{ ...event, ...actor }]);
}

/** Asked again a day later, for as long as money comes back. The key says all: nothing of it is sealed. */
async function watch(
  tx: Tx,
  { at }: Booking,
  { payout, days }: { payout: PayoutRow; days: number },
): Promise<void> {
  if (days > WATCH_DAYS) return;
  const { key: about, center, caseId, person } = payout;
  const key = `${about}/watch/${String(days)}`;
  const due = at + DAY_MS;
  await insertLater(tx, {
    key,
    center,
    caseId,
    person,
    kind: 'payout-watch',
    payload: '',
    at: due,
  });
}

/** Whether what was paid has come back. @throws Fault of the bank's client */
export async function watchPayout(deps: PayoutDeps, row: Outgoing): Promise<void> {
  const { pool, personKeys, bank } = deps;
  const [about = '', days = '0'] = row.key.split('/watch/');
  const payout = await payoutOf(deps, about);
  const call = { key: `watch:${row.key}`, timeoutMs: TIMEOUT_MS };
  const [answer] = await bank.findInstructions([about], call);
  const at = businessNow();
  await inTransaction(pool, async (tx) => {
    if (!(await markDelivered(tx, row.id))) return;
    if (answer?.state === 'returned') await bookResult(tx, { personKeys, at }, answer);
    // What came back may be another movement than the one that is watched.
    if ((await lockPayout(tx, about))?.state === 'returned') return;
    return watch(tx, { personKeys, at }, { payout, days: Number(days) + 1 });
  });
}

async function payoutOf({ pool }: PayoutDeps, key: string): Promise<PayoutRow> {
  const payout = await findPayout(pool, key);
  if (!payout) throw new Fault('not-found', 'the instruction is not there');
  return payout;
}

/**
 * To the card that was stated, in the name of the person as the books know it, or of the heir who was
 * checked or the court that was named: the bank compares.
 */
async function itemOf(
  { pool, personKeys }: PayoutDeps,
  { id, key, person, amount, card, wrappedKey, toHolder, order }: PayoutRow,
): Promise<BankPayout> {
  const own = personKeys.unwrap(person, wrappedKey);
  // Sealed by the effect that reserved the money.
  const stated = openJson(own, place.payoutCard(id), card) as {
    readonly number: string;
    readonly holder: string;
  };
  const { number } = stated;
  const { holder } = toHolder ? await cardholder(pool, person, own) : stated;
  const text = order === null ? TEXT : `${DEDUCTION_TEXT} ${order}`;
  return { key, card: number, holder, amount, text };
}
