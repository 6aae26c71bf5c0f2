/** Employments that units told of (灵活转单位), the cases they are with, and the months units paid. */
import type { Db, Tx } from './pool.ts';
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';

export interface Employment {
  readonly caseId: string;
  readonly center: string;
  readonly branch: string;
  readonly account: string;
  readonly accountId: string;
  readonly unit: string;
  readonly toldBy: string;
  readonly fromOn: PlainDate;
  readonly firstMonth: PlainMonth | null;
  readonly toldOn: PlainDate;
  readonly suspended: boolean;
  readonly outcome: string | null;
}

const EMPLOYMENT = `
  select e.case_id as "caseId", e.center, e.branch, e.account, a.id as "accountId", e.unit,
         e.told_by as "toldBy", e.from_on as "fromOn", e.first_month as "firstMonth",
         e.told_on as "toldOn", e.suspended, e.outcome
    from employment e join account a on a.number = e.account`;

export async function findEmployment(db: Db, caseId: string): Promise<Employment | null> {
  const { rows } = await db.query<Employment>({
    name: 'find-employment',
    text: `${EMPLOYMENT} where e.case_id = $1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

/** The one whose case runs; null: none does. */
export async function openEmployment(tx: Tx, account: string): Promise<Employment | null> {
  const { rows } = await tx.query<Employment>({
    name: 'open-employment',
    text: `${EMPLOYMENT} where e.account = $1 and e.ended_on is null for update of e`,
    values: [account],
  });
  return rows[0] ?? null;
}

export interface NewEmployment extends Omit<
  Employment,
  'accountId' | 'outcome' | 'branch' | 'suspended'
> {
  readonly person: string;
}

/** @returns the branch that deals with it: where the account’s last case was, else the center’s first */
export async function insertEmployment(tx: Tx, row: NewEmployment): Promise<string> {
  const { rows } = await tx.query<{ branch: string }>({
    name: 'insert-employment',
    text: `insert into employment (case_id, center, branch, person, account, unit, told_by, from_on,
             first_month, told_on)
           select $1, $2, coalesce(
               (select c.branch from agreement g join "case" c on c.id = g.case_id
                 where g.account = $4 order by g.offered_on desc, g.id limit 1),
               (select b.id from branch b where b.center = $2 and b.active
                 order by b.kind = 'hall' desc, b.id limit 1)),
             $3, $4, $5, $6, $7, $8, $9
           returning branch`,
    values: [
      ...[row.caseId, row.center, row.person, row.account, row.unit, row.toldBy, row.fromOn],
      ...[row.firstMonth, row.toldOn],
    ],
  });
  return rows[0]?.branch ?? '';
}

/** What became known since; what is left out stays. */
export async function updateEmployment(
  tx: Tx,
  caseId: string,
  news: {
    readonly firstMonth?: string;
    readonly suspended?: boolean;
    readonly ended?: { readonly outcome: string; readonly on: string };
  },
): Promise<void> {
  await tx.query({
    name: 'update-employment',
    text: `update employment set first_month = least(first_month, $2),
             suspended = suspended or coalesce($3, false),
             outcome = coalesce(outcome, $4), ended_on = coalesce(ended_on, $5)
            where case_id = $1`,
    values: [
      ...[caseId, news.firstMonth ?? null, news.suspended ?? null],
      ...[news.ended?.outcome ?? null, news.ended?.on ?? null],
    ],
  });
}

export interface UnitMonth {
  readonly account: string;
  readonly month: string;
  readonly unit: string;
  readonly paidOn: string;
  readonly toldBy: string;
}

/** Once, however often it is told; 缴至年月 with it. */
export async function insertUnitMonth(tx: Tx, row: UnitMonth): Promise<void> {
  await tx.query({
    name: 'insert-unit-month',
    text: `insert into unit_month (account, month, unit, paid_on, told_by)
           values ($1, $2, $3, $4, $5) on conflict do nothing`,
    values: [row.account, row.month, row.unit, row.paidOn, row.toldBy],
  });
  await tx.query({
    name: 'paid-to-by-unit',
    text: `update account set paid_to = greatest(coalesce(paid_to, ''), $2), version = version + 1
            where number = $1 and coalesce(paid_to, '') < $2`,
    values: [row.account, row.month],
  });
}

/** Months that units say they paid, each once. */
export async function unitMonthsOf(db: Db, account: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ month: string }>({
    name: 'unit-months-of',
    text: 'select distinct month from unit_month where account = $1 order by month',
    values: [account],
  });
  return rows.map(({ month }) => month);
}

/** Months that the holder paid from a month on: those a unit pays as well. */
export async function ownMonthsFrom(db: Db, account: string, month: string): Promise<number> {
  const { rows } = await db.query<{ months: number }>({
    name: 'own-months-from',
    text: `select count(distinct month)::integer as months from contribution
            where account = $1 and month >= $2 and taken_back is null`,
    values: [account, month],
  });
  return rows[0]?.months ?? 0;
}
