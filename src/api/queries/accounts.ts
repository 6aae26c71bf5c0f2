/** Accounts of the caller's centers, by opaque id. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';
import { SEAL_AND_HOLDS, type AccountRow } from './persons.ts';

export interface AccountDetailRow extends AccountRow, PersonColumns {
  readonly center: string;
  readonly centralAccount: string | null;
  readonly openedByCase: string | null;
}

export async function findAccount(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<AccountDetailRow | null> {
  const { rows } = await pool.query<AccountDetailRow>(
    `select x.id, x.number, x.state, x.source, x.opened_on as "openedOn", x.sealed_on as "sealedOn",
       x.closed_on as "closedOn", x.close_reason as "closeReason", x.paid_to as "paidTo",
       x.activated_in as "activatedIn", x.center, x.central_account as "centralAccount",
       x.opened_by_case as "openedByCase", ${SEAL_AND_HOLDS}, p.id as person, p.wrapped_key, p.masked
     from account x join person p on p.id = x.person
     where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface PlanRow {
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly fromMonth: string;
}

/** The plan in force and those to come, by their first month. */
export async function plansOf(pool: pg.Pool, account: string): Promise<readonly PlanRow[]> {
  const { rows } = await pool.query<PlanRow>(
    `select monthly_amount as "monthlyAmount", cycle, debit_day as "debitDay",
            from_month as "fromMonth"
       from plan where account = $1 and active order by from_month`,
    [account],
  );
  return rows;
}

export interface AccountAsked {
  /** The printed number, or the opaque id. */
  readonly named: string;
  readonly center: string;
  /** A channel reaches accounts of the openings it brought; null: whoever asks is no channel. */
  readonly broughtBy: string | null;
}

/** The opaque id; null when the center has none such, or the channel did not bring it. */
export async function accountNamed(
  pool: pg.Pool,
  { named, center, broughtBy }: AccountAsked,
): Promise<string | null> {
  const by = named.includes('-') ? 'a.id = $1::uuid' : 'a.number = $1';
  const { rows } = await pool.query<{ id: string }>(
    `select a.id from account a left join "case" c on c.id = a.opened_by_case
      where ${by} and a.center = $2 and ($3::text is null or c.submitted_by = $3)`,
    [named, center, broughtBy],
  );
  return rows[0]?.id ?? null;
}
