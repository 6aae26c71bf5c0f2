/** Instructions to pay (付款指令) as the books keep them: found, locked, marked before they leave. */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { Db, Tx } from '../db/pool.ts';

export type PayoutState = 'ready' | 'sent' | 'paid' | 'refused' | 'returned';

export interface PayoutRow {
  readonly id: string;
  readonly key: string;
  readonly caseId: string;
  readonly n: number;
  readonly center: string;
  readonly person: string;
  readonly account: string;
  readonly amount: Yuan;
  readonly card: string;
  readonly cardLast4: string;
  readonly state: PayoutState;
  readonly runOn: PlainDate;
  readonly moved: Yuan | null;
  /** The bank's number of the payment; null: none was told. */
  readonly serial: string | null;
  readonly reason: string | null;
  readonly bookedOn: PlainDate | null;
  readonly wrappedKey: string | null;
  /** false: to whom the sealed card names. */
  readonly toHolder: boolean;
  /** Number of the court's order, when it is a deduction (依法扣划); null: it is none. */
  readonly order: string | null;
}

const PAYOUT = `o.id, o.key, o.case_id as "caseId", o.n, o.center, o.person, o.account,
  o.amount::text as amount, o.card, o.card_last4 as "cardLast4", o.state, o.run_on as "runOn",
  o.moved::text as moved, o.serial, o.reason, o.booked_on as "bookedOn", p.wrapped_key as "wrappedKey",
  o.to_holder as "toHolder",
  (select d.document from hold_deduction d where d.payout = o.id) as "order"
  from payout o join person p on p.id = o.person`;

export async function findPayout(db: Db, key: string): Promise<PayoutRow | null> {
  const { rows } = await db.query<PayoutRow>({
    name: 'find-payout',
    text: `select ${PAYOUT} where o.key = $1`,
    values: [key],
  });
  return rows[0] ?? null;
}

export async function lockPayout(tx: Tx, key: string): Promise<PayoutRow | null> {
  const { rows } = await tx.query<PayoutRow>({
    name: 'lock-payout',
    text: `select ${PAYOUT} where o.key = $1 for no key update of o`,
    values: [key],
  });
  return rows[0] ?? null;
}

/** The newest of a case; null: it has none. */
export async function latestPayout(db: Db, caseId: string): Promise<PayoutRow | null> {
  const { rows } = await db.query<PayoutRow>({
    name: 'latest-payout',
    text: `select ${PAYOUT} where o.case_id = $1 order by o.n desc limit 1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

/** Those of a case that were paid and not given back, in their order. */
export async function paidPayouts(db: Db, caseId: string): Promise<readonly PayoutRow[]> {
  const { rows } = await db.query<PayoutRow>({
    name: 'paid-payouts',
    text: `select ${PAYOUT} where o.case_id = $1 and o.state = 'paid' order by o.n`,
    values: [caseId],
  });
  return rows;
}

/** From here on it may have left: it is asked for before it is sent again. */
export async function markLeaving(db: Db, keys: readonly string[]): Promise<void> {
  await db.query({
    name: 'payout-leaving',
    text: `update payout set state = 'sent' where key = any ($1) and state = 'ready'`,
    values: [keys],
  });
}
