/** Money to be recovered from persons, of the caller's centers. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface ReceivableRow extends PersonColumns {
  readonly id: string;
  readonly center: string;
  readonly account: string;
  readonly accountNumber: string;
  readonly journal: string;
  readonly cause: string;
  readonly amount: string;
  readonly recovered: string;
  readonly left: string;
  readonly raisedOn: string;
  readonly dueOn: string;
  readonly task: string | null;
  readonly state: string;
  readonly settledOn: string | null;
  readonly version: number;
}

const RECEIVABLE = `x.id, x.center, a.id as account, x.account as "accountNumber", x.journal, x.cause,
  x.amount, x.recovered, x.amount - x.recovered as left, x.raised_on as "raisedOn",
  x.due_on as "dueOn", case when t.closed_at is null then t.id end as task, x.state,
  x.settled_on as "settledOn", x.version, p.id as person, p.wrapped_key, p.masked
  from receivable x join account a on a.number = x.account join person p on p.id = x.person
  left join task t on t.id = x.task`;

export async function findReceivable(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<ReceivableRow | null> {
  const { rows } = await pool.query<ReceivableRow>(
    `select ${RECEIVABLE} where x.id = $5 and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

/** Due first. */
export async function listReceivableRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { state }: { readonly state: string },
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly ReceivableRow[]> {
  const { rows } = await pool.query<ReceivableRow>(
    `select ${RECEIVABLE} where ${CENTER_VISIBLE} and x.state = $5
        and ($6::date is null or (x.due_on, x.id) > ($6, $7::uuid))
      order by x.due_on, x.id limit $8`,
    [...scopeParams(caller, grants), state, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}

/** What is open of an account, due first. Whoever calls has checked that it may be seen. */
export async function openReceivablesOf(
  pool: pg.Pool,
  account: string,
): Promise<readonly ReceivableRow[]> {
  const { rows } = await pool.query<ReceivableRow>(
    `select ${RECEIVABLE} where x.account = $1 and x.state = 'open' order by x.due_on, x.id`,
    [account],
  );
  return rows;
}

export interface OpenSums {
  readonly count: number;
  readonly left: string;
  readonly overdue: number;
}

/** What is open in all of the caller's centers. */
export async function openReceivables(
  pool: pg.Pool,
  { caller, grants }: Seen,
  today: string,
): Promise<OpenSums> {
  const { rows } = await pool.query<OpenSums>(
    `select count(*)::int as count, coalesce(sum(x.amount - x.recovered), 0.00) as left,
            (count(*) filter (where x.due_on < $5))::int as overdue
       from receivable x where x.state = 'open' and ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), today],
  );
  const [sums] = rows;
  if (!sums) throw new Error('a sum has no row');
  return sums;
}

export interface RecoveryRow {
  readonly journal: string;
  readonly amount: string;
  readonly serial: string;
  readonly recoveredOn: string;
  readonly recordedBy: string;
  readonly takenBack: string | null;
}

export async function recoveriesOf(
  pool: pg.Pool,
  receivable: string,
): Promise<readonly RecoveryRow[]> {
  const { rows } = await pool.query<RecoveryRow>(
    `select v.journal, v.amount, coalesce(s.serial, j.document) as serial,
            v.recovered_on as "recoveredOn",
            v.recorded_by as "recordedBy", v.taken_back as "takenBack"
       from recovery v join journal j on j.id = v.journal
       left join suspense_item s on s.id = v.item
      where v.receivable = $1 order by v.journal`,
    [receivable],
  );
  return rows;
}
