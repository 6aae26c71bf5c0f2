/** Months, dues and suspense items for the API. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface MonthRow {
  readonly month: string;
  readonly amount: string;
  readonly paidOn: string;
  readonly journal: string;
}

export async function monthsOf(pool: pg.Pool, account: string): Promise<readonly MonthRow[]> {
  const { rows } = await pool.query<MonthRow>(
    `select month, amount, paid_on as "paidOn", journal from contribution
      where account = $1 and taken_back is null order by month`,
    [account],
  );
  return rows;
}

/** The case that opened an account and where; of one that was taken over, dashes. */
export async function openedIn(
  pool: pg.Pool,
  caseId: string | null,
): Promise<{ readonly number: string; readonly branch: string }> {
  const { rows } = await pool.query<{ number: string; branch: string }>(
    'select c.number, b.name as branch from "case" c join branch b on b.id = c.branch where c.id = $1',
    [caseId],
  );
  return rows[0] ?? { number: '—', branch: '—' };
}

export interface DueRow {
  readonly from: string;
  readonly to: string;
  readonly months: number;
  readonly amount: string;
  readonly dueOn: string;
  readonly state: string;
  readonly attempts: number;
  readonly nextOn: string | null;
  readonly outcome: string | null;
  readonly sent: boolean;
}

export async function duesOf(pool: pg.Pool, account: string): Promise<readonly DueRow[]> {
  const { rows } = await pool.query<DueRow>(
    `select d.covers_from as "from", d.covers_to as "to", d.months, d.amount, d.due_on as "dueOn",
            d.state, d.attempts, d.next_on as "nextOn", d.last_outcome as outcome,
            exists (select from debit b where b.account = d.account
              and b.covers_from = d.covers_from and b.state in ('planned', 'sent')) as sent
       from contribution_due d where d.account = $1 order by d.covers_from desc limit 60`,
    [account],
  );
  return rows;
}

export interface SuspenseRow {
  readonly id: string;
  readonly center: string;
  readonly serial: string;
  readonly amount: string;
  readonly receivedOn: string;
  readonly cause: string;
  readonly account: string | null;
  readonly accountNumber: string | null;
  readonly journal: string;
  readonly state: string;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  readonly settledJournal: string | null;
  /** Of the task to settle it; null: it is done. */
  readonly dueOn: string | null;
  readonly claimedBy: string | null;
  /** A return that waits for another supervisor; null: none does. */
  readonly returnDocument: string | null;
  readonly returnBy: string | null;
  readonly returnAt: number | null;
  readonly version: number;
}

const ITEM = `x.id, x.center, x.serial, x.amount, x.received_on as "receivedOn", x.cause,
  a.id as account, x.account as "accountNumber", x.journal, x.state, x.settled_by as "settledBy",
  x.settled_at as "settledAt", x.settled_journal as "settledJournal",
  x.return_document as "returnDocument", x.return_by as "returnBy", x.return_at as "returnAt",
  t.due_on::text as "dueOn", t.claimed_by as "claimedBy", x.version
  from suspense_item x left join account a on a.number = x.account
  left join task t on t.suspense = x.id and t.closed_at is null`;

export async function findSuspense(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<SuspenseRow | null> {
  const { rows } = await pool.query<SuspenseRow>(
    `select ${ITEM} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

/** The oldest first: what stands longest is dealt with first. */
export async function listSuspense(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { state }: { readonly state: string },
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly SuspenseRow[]> {
  const { rows } = await pool.query<SuspenseRow>(
    `select ${ITEM} where ${CENTER_VISIBLE} and x.state = $5
        and ($6::date is null or (x.received_on, x.id) > ($6, $7::uuid))
      order by x.received_on, x.id limit $8`,
    [...scopeParams(caller, grants), state, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}

export interface AccountHead {
  readonly number: string;
  readonly center: string;
  /** The last month that is paid (缴至年月), before it came to this center too; null: none. */
  readonly paidTo: string | null;
  /** The day of opening. */
  readonly openedOn: string;
}

/** @returns null: no such account in the centers that are seen */
export async function accountById(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<AccountHead | null> {
  const { rows } = await pool.query<AccountHead>(
    `select x.number, x.center, x.paid_to as "paidTo", x.opened_on as "openedOn"
       from account x where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}
