/**
 * What the bank answered for an instruction to pay (付款指令), in the books: paid, not paid, given back.
 *
 * Every journal has the instruction's key, so that an answer that is told twice is booked once. What the
 * bank moved otherwise than it was told to is booked as it moved it: the rest is the person's again, what
 * is too much is owed (应收个人款).
 */
import type { PlainDate } from '../domain/calendar.ts';
import { compare, exact, negated, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { timestamp, type Tx } from '../db/pool.ts';
import { insertSuspense } from './contributions.ts';
import { deductBack, deductionHeld } from './deductions.ts';
import { recordJournals, type Journal, type Line, type Recorded } from './journals.ts';
import { overpaidIn, recoverByReturn } from './overpaid.ts';
import type { PayoutRow } from './payout-rows.ts';
import { reservedOf, settleWithdrawal, type Reserved } from './withdrawals.ts';

export interface Paid {
  readonly moved: Yuan;
  readonly serial: string;
  readonly bookedOn: PlainDate;
  /** Instant (ms). */
  readonly at: number;
}

/** 付讫. The money was the person's until the bank's day: interest runs to it. */
export async function bookPaid(tx: Tx, payout: PayoutRow, paid: Paid): Promise<void> {
  const { moved, serial, bookedOn, at } = paid;
  const reserved = await reservedOf(tx, payout.key);
  const base = { by: 'payout', caseId: payout.caseId };
  const redated = redate(payout, reserved, bookedOn);
  const taken = compare(moved, payout.amount) < 0 ? moved : payout.amount;
  const payment: Journal = {
    ...base,
    ...{ key: `payment/${payout.key}`, kind: 'payment', valueDate: bookedOn, document: serial },
    lines: [
      { book: 'in-payment', amount: negated(taken) },
      { book: 'bank', amount: taken },
    ],
  };
  await recordJournals(tx, payout.center, [...redated, payment]);
  await bookDifference(tx, payout, { ...paid, reserved });
  await setAnswered(tx, payout, { state: 'paid', moved, serial, bookedOn, at });
  await settleWithdrawal(tx, payout.caseId, 'paid', bookedOn);
}

/** The debit moves to the bank's day, whatever was held meanwhile: the money was taken before. */
function redate(
  { key, caseId, account, amount }: PayoutRow,
  reserved: readonly Reserved[],
  bookedOn: PlainDate,
): readonly Journal[] {
  const on = reserved[0]?.on ?? bookedOn;
  if (on === bookedOn) return [];
  const base = { by: 'payout', caseId };
  const back = backLines(account, reserved);
  const again = back.map((line) => ({
    ...line,
    amount: negated(line.amount),
    carried: negated(line.carried),
  }));
  return [
    {
      ...{ ...base, key: `redated/${key}/back`, kind: 'release', valueDate: on },
      lines: whole({ book: 'in-payment', amount: negated(amount) }, back),
    },
    {
      ...{ ...base, key: `redated/${key}`, kind: 'reserve-moved', valueDate: bookedOn },
      lines: whole({ book: 'in-payment', amount }, again),
    },
  ];
}

type Back = Extract<Line, { book: 'personal' }> & { readonly carried: Yuan };

/** Into the sources and the parts from which it was taken. */
function backLines(account: string, reserved: readonly Reserved[]): readonly Back[] {
  return reserved.map(({ source, amount, carried }) => ({
    ...{ book: 'personal', account, source, amount, carried },
  }));
}

export function whole(first: Line, others: readonly Line[]): Journal['lines'] {
  const [second, ...rest] = others;
  if (!second) throw new Error('a payment of nothing');
  return [first, second, ...rest];
}

/** Paid too little: the rest is the person's again. Too much: it is owed, and somebody recovers it. */
async function bookDifference(
  tx: Tx,
  payout: PayoutRow,
  { moved, serial, bookedOn, at, reserved }: Paid & { readonly reserved: readonly Reserved[] },
): Promise<void> {
  const more = exact(moved).minus(payout.amount);
  if (more.isZero()) return;
  const base = { by: 'payout', caseId: payout.caseId, valueDate: bookedOn };
  const amount = yuan(more.abs().toFixed(2));
  if (more.isNegative()) {
    const { source } = reserved.at(-1) ?? { source: 'flexible' as const };
    const lines: Journal['lines'] = [
      { book: 'in-payment', amount: negated(amount) },
      { book: 'personal', account: payout.account, source, amount },
    ];
    const key = `rest/${payout.key}`;
    await recordJournals(tx, payout.center, [{ ...base, key, kind: 'release', lines }]);
    if (payout.order !== null) await deductBack(tx, payout.id, amount);
    return;
  }
  const [recorded] = await recordJournals(tx, payout.center, [
    {
      ...{ ...base, key: `overpayment/${payout.key}`, kind: 'overpayment', document: serial },
      lines: [
        { book: 'bank', amount },
        { book: 'receivable', amount: negated(amount) },
      ],
    },
  ]);
  await raise(tx, recorded, { account: payout.account, amount, cause: 'overpaid', at });
}

interface Owed {
  readonly account: string;
  readonly amount: Yuan;
  readonly cause: 'overpaid' | 'fraud';
  readonly at: number;
}

export async function raise(tx: Tx, recorded: Recorded | undefined, owed: Owed): Promise<void> {
  if (!recorded) throw new Error('what is owed has a journal');
  await tx.query({
    name: 'raise-receivable-of-payout',
    text: 'select raise_receivable($1, $2, $3, $4, $5)',
    values: [recorded.journal, owed.account, owed.amount, owed.cause, timestamp(owed.at)],
  });
}

/** 未付: no money moved, so that it stands in the account as though it had never left. */
export async function bookRefused(
  tx: Tx,
  payout: PayoutRow,
  refused: {
    readonly reason: string;
    readonly bankCode: string;
    readonly bookedOn: PlainDate;
    readonly at: number;
  },
): Promise<void> {
  const reserved = await reservedOf(tx, payout.key);
  const { key, caseId, account, amount, center } = payout;
  const journal: Journal = {
    ...{ key: `release/${key}`, kind: 'release', by: 'payout', caseId },
    valueDate: reserved[0]?.on ?? refused.bookedOn,
    lines: whole({ book: 'in-payment', amount: negated(amount) }, backLines(account, reserved)),
  };
  await recordJournals(tx, center, [journal]);
  if (payout.order !== null) await deductBack(tx, payout.id, amount);
  const { at, reason, bankCode, bookedOn } = refused;
  await setAnswered(tx, payout, { state: 'refused', moved: null, reason, bankCode, bookedOn, at });
  await settleWithdrawal(tx, payout.caseId, 'released', bookedOn);
}

export interface Returned {
  readonly amount: Yuan;
  readonly returnSerial: string;
  readonly returnedOn: PlainDate;
  readonly reason: string;
  readonly bankCode: string;
  /** Instant (ms). */
  readonly at: number;
}

export interface BookedReturn {
  readonly into: 'account' | 'suspense';
  /** What of it came there. */
  readonly amount: Yuan;
  /** What of it pays what the bank had paid too much; null: nothing. */
  readonly recovered: Yuan | null;
}

/**
 * 付后退回: into the account it was taken from, by a journal of its own; of a closed one into suspense, as is
 * what a court took where its hold is over: nothing would keep it. What the bank had paid too much pays
 * what is owed for it.
 */
export async function bookReturned(
  tx: Tx,
  payout: PayoutRow,
  returned: Returned,
): Promise<BookedReturn> {
  const { key, caseId, account, center } = payout;
  const { returnSerial, returnedOn, at } = returned;
  const reserved = await reservedOf(tx, key);
  const more = less(returned.amount, payout.amount);
  const owed = await overpaidIn(tx, { center, key: `overpayment/${key}` }, more);
  const amount = less(returned.amount, owed?.amount ?? ZERO);
  const base = { by: 'payout', caseId, valueDate: returnedOn, document: returnSerial };
  const open = (await isOpen(tx, account)) && (await isKept(tx, payout));
  const into: Line = { book: 'suspense', amount };
  const lines: Line[] = open ? [...splitOver(account, reserved, amount)] : [into];
  if (owed) lines.push({ book: 'receivable', amount: owed.amount });
  const kind = open ? 'payment-return' : 'receipt';
  const [recorded] = await recordJournals(tx, center, [
    {
      ...base,
      key: `return/${key}`,
      kind,
      lines: whole({ book: 'bank', amount: negated(returned.amount) }, lines),
    },
  ]);
  const journal = recorded?.journal ?? '';
  if (payout.order !== null) await deductBack(tx, payout.id, amount);
  if (owed) await recoverByReturn(tx, owed, { journal, at });
  if (!open) {
    const cause = 'payment-returned';
    await insertSuspense(tx, center, [
      { serial: returnSerial, amount, on: returnedOn, cause, account, journal },
    ]);
  }
  await tx.query({
    name: 'payout-returned',
    text: `update payout set state = 'returned', return_serial = $2, returned_on = $3, reason = $4,
             bank_code = $5 where key = $1`,
    values: [key, returnSerial, returnedOn, returned.reason, returned.bankCode],
  });
  await settleWithdrawal(tx, payout.caseId, 'returned', returnedOn);
  return { into: open ? 'account' : 'suspense', amount, recovered: owed?.amount ?? null };
}

export function less(one: Yuan, other: Yuan): Yuan {
  return yuan(exact(one).minus(other).toFixed(2));
}

/** What a court took comes back to the account only under its hold. */
async function isKept(tx: Tx, { id, order }: PayoutRow): Promise<boolean> {
  return order === null || deductionHeld(tx, id);
}

/** What came back, source by source as far as each was drawn on. */
export function splitOver(
  account: string,
  reserved: readonly Reserved[],
  amount: Yuan,
): readonly Line[] {
  let left = exact(amount);
  const lines: Line[] = [];
  for (const { source, amount: drawn } of reserved) {
    const back = left.lessThan(drawn) ? left : exact(drawn);
    if (back.greaterThan(0)) {
      lines.push({ book: 'personal', account, source, amount: yuan(back.toFixed(2)) });
    }
    left = left.minus(back);
  }
  const [first, ...rest] = lines;
  if (!first || left.isZero()) return lines;
  const more = yuan(exact(first.amount).plus(left).toFixed(2));
  return [{ ...first, amount: more }, ...rest];
}

export async function isOpen(tx: Tx, account: string): Promise<boolean> {
  const { rows } = await tx.query<{ state: string }>(
    'select state from account where number = $1 for no key update',
    [account],
  );
  return rows[0]?.state !== 'closed';
}

interface Answered {
  readonly state: 'paid' | 'refused';
  readonly moved: Yuan | null;
  readonly serial?: string;
  readonly bookedOn: PlainDate;
  readonly reason?: string;
  readonly bankCode?: string;
  readonly at: number;
}

async function setAnswered(tx: Tx, { key }: PayoutRow, answered: Answered): Promise<void> {
  const { state, moved, serial = null, bookedOn, reason = null, bankCode = null, at } = answered;
  await tx.query({
    name: 'payout-answered',
    text: `update payout set state = $2, moved = $3, serial = $4, booked_on = $5, reason = $6,
             bank_code = $7, answered_at = $8 where key = $1`,
    values: [key, state, moved, serial, bookedOn, reason, bankCode, timestamp(at)],
  });
}
