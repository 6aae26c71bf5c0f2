/**
 * Money that comes in by itself (来款): each transfer is booked once by the bank's serial number.
 * What bears the number of an account and pays whole months of it is its contribution; everything
 * else stands in suspense until somebody knows whose it is.
 *
 * @source 通知（征求意见稿）（四）（五）
 */
import { setTimeout as delay } from 'node:timers/promises';
import { retirementIn } from '../src/crypto/agreement-terms.ts';
import { sealJson, sealText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import type { Secrets } from '../src/crypto/secrets.ts';
import { centerKey } from '../src/db/center-key.ts';
import { databaseFault } from '../src/db/database-fault.ts';
import { attempt } from '../src/db/savepoint.ts';
import { inTransaction } from '../src/db/transaction.ts';
import type { Tx } from '../src/db/pool.ts';
import type pg from 'pg';
import {
  contributionJournal,
  insertSuspense,
  receiptJournal,
} from '../src/ledger/contributions.ts';
import { holdCursor, moveCursor, readCursor } from '../src/ledger/debits.ts';
import { recordJournals } from '../src/ledger/journals.ts';
import { payableOf } from '../src/ledger/payable.ts';
import { judgePayment } from '../src/policy/voluntary-payment.ts';
import type { Offices } from './offices.ts';
import type { BankTransfer } from './outside/bank-answer.ts';
import type { BankClient } from './outside/bank.ts';

export interface IncomingDeps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly offices: Offices;
  readonly bank: BankClient;
  readonly signal: AbortSignal;
}

const LIST = 'incoming';
const TIMEOUT_MS = 15_000;

const EVERY_MS = 15_000;

export interface IncomingBook {
  readonly passed: (done: number) => void;
  readonly failed: (error: unknown) => void;
}

/** Looks every few seconds until it is stopped. @returns stops after the page in hand */
export function runIncoming(
  deps: Omit<IncomingDeps, 'signal'>,
  book: IncomingBook,
): { readonly stop: () => Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const loop = async () => {
    while (!signal.aborted) {
      await takeIncomingTransfers({ ...deps, signal }).then(book.passed, book.failed);
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
 * Takes a page of what came in at every center; one whose page cannot be had or booked keeps nobody else waiting.
 *
 * @returns how many transfers were booked
 * @throws what the first center that failed met, once the others are done
 */
export async function takeIncomingTransfers(deps: IncomingDeps): Promise<number> {
  const { rows } = await deps.pool.query<{ code: string }>('select code from center order by code');
  let booked = 0;
  const failed: unknown[] = [];
  for (const { code } of rows) {
    try {
      booked += await takePage(deps, code);
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return booked;
}

async function takePage(deps: IncomingDeps, center: string): Promise<number> {
  const from = await readCursor(deps.pool, center, LIST);
  const page = await deps.bank.incoming(
    { center, after: from },
    { key: `incoming/${center}/${from}`, timeoutMs: TIMEOUT_MS, signal: deps.signal },
  );
  if (page.items.length === 0) return 0;
  await inTransaction(
    deps.pool,
    async (tx) => {
      if (!(await moveCursor(tx, { center, list: LIST }, { from, to: page.next }))) return;
      for (const transfer of page.items) await bookTransfer(tx, deps, { center, transfer });
    },
    { isolation: 'read committed' },
  );
  return page.items.length;
}

export interface Came {
  readonly center: string;
  readonly transfer: BankTransfer;
}

/** What booking needs, however it came to be known. */
type Booking = Pick<IncomingDeps, 'secrets' | 'offices'>;

/** One that the bank told by itself: whoever asks the bank meanwhile waits, or is waited for. */
export async function bookTold(tx: Tx, deps: Booking, came: Came): Promise<void> {
  await holdCursor(tx, { center: came.center, list: LIST });
  await bookTransfer(tx, deps, came);
}

/**
 * One by one: the second of one person sees what the first has paid. Whoever calls holds the cursor
 * of the center, so that nothing is looked up while it is being booked.
 */
async function bookTransfer(tx: Tx, deps: Booking, { center, transfer }: Came): Promise<void> {
  const { serial, amount, bookedOn: on, virtualAccount } = transfer;
  // Interest on the deposit is nobody's that has an account: the statement shows it, and the reconciliation
  // proposes its posting.
  if (transfer.kind === 'interest') return;
  if (await isBooked(tx, center, serial)) return;
  // The money is there, whatever its account comes to: it never keeps what came after it from being booked.
  const tried = await attempt(tx, () => contribute(tx, deps, { center, transfer }), ofTheAccount);
  const cause = 'fault' in tried ? tried.fault.cause : tried.value;
  if (cause === null) return;
  const account = await knownAccount(tx, center, virtualAccount);
  const key = `receipt/${serial}`;
  const journal = receiptJournal({ key, account: '', amount, on, serial, by: 'incoming' });
  const [recorded] = await recordJournals(tx, center, [journal]);
  await insertSuspense(tx, center, [
    { serial, amount, on, cause, account, journal: recorded?.journal ?? '' },
  ]);
  await keepNote(tx, deps, { center, transfer });
}

/** What is wrong with this account alone; an outage is everybody's, and ends the page. */
function ofTheAccount(error: unknown): { readonly cause: string } | null {
  return databaseFault(error) === null ? { cause: 'account-refused' } : null;
}

/** @returns null when it was booked as contribution, else the cause for which it stands in suspense */
async function contribute(tx: Tx, deps: Booking, came: Came): Promise<string | null> {
  const { center, transfer } = came;
  const { serial, amount, bookedOn: on, virtualAccount } = transfer;
  const judged = await judge(tx, deps, came);
  if (typeof judged === 'string') return judged;
  const paid = { account: virtualAccount ?? '', amount, on, serial, by: 'incoming' };
  const journal = contributionJournal({ ...paid, key: `payment/${serial}` });
  const [recorded] = await recordJournals(tx, center, [journal]);
  await tx.query('select cover_months(row($1, $2, $3, $4)::paid_months, $5, $6, $7)', [
    ...[virtualAccount, judged.from, judged.to, judged.months],
    ...[amount, on, recorded?.journal],
  ]);
  return null;
}

/** Who paid, and what the payer wrote, helps whoever looks for the owner; it may name anybody. */
async function keepNote(tx: Tx, { secrets }: Booking, { center, transfer }: Came) {
  const { serial, text, payer: name = null, payerAccount: account = null } = transfer;
  const key = await centerKey(tx, secrets.center, center);
  const isTold = name !== null || account !== null;
  await tx.query(
    'update suspense_item set note = $3, payer = $4 where center = $1 and serial = $2',
    [
      ...[center, serial, sealText(key, place.suspenseNote(center, serial), text)],
      isTold ? sealJson(key, place.suspensePayer(center, serial), { name, account }) : null,
    ],
  );
}

async function isBooked(tx: Tx, center: string, serial: string): Promise<boolean> {
  const { rowCount } = await tx.query(`select from journal where center = $1 and key in ($2, $3)`, [
    center,
    `receipt/${serial}`,
    `payment/${serial}`,
  ]);
  return (rowCount ?? 0) > 0;
}

async function knownAccount(tx: Tx, center: string, number: string | null) {
  const { rows } = await tx.query<{ number: string }>(
    'select number from account where number = $1 and center = $2',
    [number, center],
  );
  return rows[0]?.number ?? null;
}

/** The months it pays, or the cause for which it stands in suspense. */
async function judge(tx: Tx, { secrets, offices }: Booking, { center, transfer }: Came) {
  const { virtualAccount, amount, bookedOn } = transfer;
  if (virtualAccount === null) return 'no-virtual-account';
  await tx.query('select 1 from account where number = $1 for no key update', [virtualAccount]);
  const { figures } = await offices.read();
  const paid = { center, account: virtualAccount, on: bookedOn, figures };
  const facts = await payableOf(tx, { ...paid, retiresOn: retirementIn(secrets) });
  if (facts === null) return 'account-unknown';
  if (typeof facts === 'string') return facts;
  const judged = judgePayment(facts, amount);
  return judged.outcome === 'accepted' ? judged : judged.code;
}
