/** Slips of payments at the counter for the API. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface SlipRow {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly account: string;
  readonly virtualAccount: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly months: number;
  readonly amount: string;
  readonly madeOn: string;
  readonly validTo: string;
  readonly madeBy: string;
  readonly voidedOn: string | null;
  readonly voidedBy: string | null;
  readonly voidReason: string | null;
  readonly paidOn: string | null;
  readonly journal: string | null;
  /** Its payment was reversed. */
  readonly takenBack: boolean;
  readonly version: number;
}

const SLIP = `x.id, d.number, x.center, a.id as account, x.account as "virtualAccount", a.person,
  x.covers_from as "from", x.covers_to as "to", x.months, x.amount, x.made_on as "madeOn",
  x.valid_to as "validTo", x.made_by as "madeBy",
  (x.voided_at at time zone 'Asia/Shanghai')::date as "voidedOn", x.voided_by as "voidedBy",
  x.void_reason as "voidReason", x.paid_on as "paidOn", x.paid_journal as journal,
  exists (select from journal j where j.reverses = x.paid_journal) as "takenBack", x.version
  from payment_slip x join person_document d on d.id = x.id join account a on a.number = x.account`;

/** Of an account, the newest first, 60 at most. */
export async function slipsOf(pool: pg.Pool, account: string): Promise<readonly SlipRow[]> {
  const { rows } = await pool.query<SlipRow>(
    `select ${SLIP} where x.account = $1 order by x.made_at desc, x.id limit 60`,
    [account],
  );
  return rows;
}

/** @returns null: no such slip in the centers that are seen */
export async function findSlip(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<SlipRow | null> {
  const { rows } = await pool.query<SlipRow>(
    `select ${SLIP} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}
