/**
 * Deductions by order of a court (依法扣划) in the books: how a hold stands from under which is taken, the
 * deduction beside its instruction to the bank, and what of it was not paid or came back.
 *
 * @source 民事诉讼法 第二百五十三条; JGJ/T 320-2014 A.5 11 提取
 */
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import type { Yuan } from '../domain/money.ts';
import type { HoldKind } from '../domain/vocabulary.ts';
import { constraintOf } from '../db/database-fault.ts';
import type { Db, Tx } from '../db/pool.ts';
import { ledgerFault } from './journals.ts';

export interface DeductionStanding {
  /** The account's number. */
  readonly account: string;
  readonly center: string;
  readonly kind: HoldKind;
  readonly placedOn: PlainDate;
  readonly until: PlainDate | null;
  /** What the hold keeps, in yuan; null: the whole account. */
  readonly held: Yuan | null;
  /** What holds that go before it keep. */
  readonly before: readonly (Yuan | null)[];
  readonly total: Yuan;
  readonly balances: Readonly<Record<'unit' | 'flexible' | 'subsidy', Yuan>>;
  readonly known: boolean;
  readonly underWay: boolean;
}

/** How a hold in force stands that is about to be deducted from; null: it is not in force. */
export async function deductionStanding(
  db: Db,
  { hold, document }: { readonly hold: string; readonly document: string },
): Promise<DeductionStanding | null> {
  const { rows } = await db.query<DeductionStanding>({
    name: 'deduction-standing',
    text: `select a.number as account, a.center, h.kind, h.placed_on as "placedOn", h.until,
                  h.amount::text as held,
                  (select coalesce(jsonb_agg(b.amount::text), '[]') from holds_before(h.id) b)
                    as before,
                  coalesce((select sum(b.amount) from balance b where b.account = a.number), 0.00)
                    as total,
                  (select jsonb_object_agg(s.source, coalesce(b.amount, 0.00)::text)
                     from unnest(array['unit', 'flexible', 'subsidy']) s(source)
                     left join balance b on b.account = a.number and b.source = s.source)
                    as balances,
                  exists (select from hold_deduction d where d.hold = h.id and d.back < d.amount
                            and order_number(d.document) = order_number($2)) as known,
                  exists (select from payout o where o.account = a.number
                            and o.state in ('ready', 'sent')) as "underWay"
             from hold h join account a on a.number = h.account
            where h.id = $1 and h.released_on is null`,
    values: [hold, document],
  });
  return rows[0] ?? null;
}

export interface DeductionOrder {
  readonly document: string;
  readonly orderedOn: PlainDate;
  readonly orderedBy: string;
  /** Who confirmed it. */
  readonly by: string;
}

/**
 * Beside the instruction and its journal: the hold keeps that much less.
 *
 * @throws Fault 'money-held' when an earlier hold keeps it; 'effect-conflict' when the order was carried out
 */
export async function deduct(
  tx: Tx,
  { key, hold }: { readonly key: string; readonly hold: string },
  order: DeductionOrder,
): Promise<void> {
  try {
    await tx.query('select ledger_deduct($1, $2, $3)', [key, hold, JSON.stringify(order)]);
  } catch (error) {
    if (constraintOf(error) === 'hold_deducted_once') {
      throw new Fault('effect-conflict', '该文号的扣划已经办理。', { cause: error });
    }
    throw ledgerFault(error) ?? error;
  }
}

/**
 * What of a deduction was not paid or came back: its hold keeps it again.
 *
 * @returns false when the hold is over, and nothing keeps it
 */
export async function deductBack(tx: Tx, payout: string, amount: Yuan): Promise<boolean> {
  const { rows } = await tx.query<{ kept: boolean }>({
    name: 'deduct-back',
    text: 'select ledger_deduct_back($1, $2) as kept',
    values: [payout, amount],
  });
  return rows[0]?.kept === true;
}

/** Whether the hold of a deduction is still in force. */
export async function deductionHeld(tx: Tx, payout: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'deduction-held',
    text: `select from hold_deduction d join hold h on h.id = d.hold
            where d.payout = $1 and h.released_on is null`,
    values: [payout],
  });
  return rowCount === 1;
}
