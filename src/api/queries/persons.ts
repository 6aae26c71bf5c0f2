/** Reading persons of the caller's centers, with accounts and open cases. */
import type pg from 'pg';
import type { MoneySource } from '../../ledger/chart.ts';
import type { PersonColumns, Seen } from './cases.ts';
import { CASE_VISIBLE, CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface PersonRow extends PersonColumns {
  readonly center: string;
}

export async function findPerson(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<PersonRow | null> {
  const { rows } = await pool.query<PersonRow>(
    `select x.id as person, x.center, x.wrapped_key, x.masked from person x
     where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface AccountRow {
  readonly id: string;
  readonly number: string;
  readonly state: 'normal' | 'sealed' | 'closed';
  readonly source: 'unit' | 'flexible';
  readonly openedOn: string;
  readonly sealedOn: string | null;
  readonly closedOn: string | null;
  readonly closeReason: string | null;
  readonly paidTo: string | null;
  readonly activatedIn: string | null;
  /** Since when the unit's portion is sealed; null: it is not. */
  readonly employeeSealedOn: string | null;
  /** Anything of it is held. */
  readonly held: boolean;
  /** The whole of it is. */
  readonly heldWhole: boolean;
}

/** What else is known of an account `x`: the seal of the unit's portion, and whether it is held. */
export const SEAL_AND_HOLDS = `
  (select s.sealed_on from seal s where s.account = x.number and s.source = 'unit'
     and s.ended_on is null) as "employeeSealedOn",
  exists (select from hold h where h.account = x.number and h.released_on is null) as held,
  exists (select from hold h where h.account = x.number and h.released_on is null
     and h.amount is null) as "heldWhole"`;

/** Newest first. */
export async function accountsOf(pool: pg.Pool, person: string): Promise<readonly AccountRow[]> {
  const { rows } = await pool.query<AccountRow>(
    `select id, number, state, source, opened_on as "openedOn", sealed_on as "sealedOn",
       closed_on as "closedOn", close_reason as "closeReason", paid_to as "paidTo",
       activated_in as "activatedIn", ${SEAL_AND_HOLDS}
     from account x where person = $1 order by opened_on desc, number desc`,
    [person],
  );
  return rows;
}

export interface OpenCaseRow {
  readonly id: string;
  readonly number: string;
  readonly type: string;
}

/** Those the caller may see. */
export async function openCasesOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<readonly OpenCaseRow[]> {
  const { rows } = await pool.query<OpenCaseRow>(
    `select c.id, c.number, c.type from "case" c
     where c.person = $5 and c.closed_at is null and ${CASE_VISIBLE}
     order by c.opened_at desc, c.id limit 50`,
    [...scopeParams(caller, grants), person],
  );
  return rows;
}

/** Whether any open case holds the person, seen or not: what the rules ask. */
export async function isBusy(pool: pg.Pool, person: string): Promise<boolean> {
  const { rows } = await pool.query('select from cases_holding($1) limit 1', [person]);
  return rows.length > 0;
}

export interface BalanceRow {
  readonly account: string;
  readonly source: MoneySource;
  readonly amount: string;
}

export async function balancesOf(
  pool: pg.Pool,
  accounts: readonly string[],
): Promise<readonly BalanceRow[]> {
  const { rows } = await pool.query<BalanceRow>(
    'select account, source, amount from balance where account = any ($1)',
    [accounts],
  );
  return rows;
}
