/** Reading what hangs on a person: agreements, and the case that holds the claim. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

export interface AgreementRow {
  readonly id: string;
  /** The case it was offered in; null: in one the caller does not see. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly account: string | null;
  readonly template: string;
  readonly state: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly offeredOn: string;
  readonly signBy: string;
  readonly signedOn: string | null;
  readonly endedOn: string | null;
}

/** Newest first. */
export async function agreementsOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<readonly AgreementRow[]> {
  const { rows } = await pool.query<AgreementRow>(
    `select a.id, c.id as "caseId", c.number as "caseNumber", a.account,
            a.template_version as template, a.state, a.monthly_amount as "monthlyAmount", a.cycle,
            a.debit_day as "debitDay", a.offered_on as "offeredOn", a.sign_by as "signBy",
            a.signed_on as "signedOn", a.ended_on as "endedOn"
       from agreement a left join "case" c on c.id = a.case_id and ${CASE_VISIBLE}
      where a.person = $5 order by a.offered_on desc, a.id`,
    [...scopeParams(caller, grants), person],
  );
  return rows;
}

export interface ClaimRow {
  readonly case_id: string;
  readonly number: string;
  readonly type: string;
  readonly branch_name: string;
  readonly since: number;
  /** Whether the caller may see the case. */
  readonly visible: boolean;
}

/** The claim in force, seen or not: everybody in the center must know that there is one. */
export async function claimOn(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<ClaimRow | null> {
  const { rows } = await pool.query<ClaimRow>(
    `select c.id as case_id, c.number, c.type, b.name as branch_name, l.since,
            ${CASE_VISIBLE} as visible
       from claim l join "case" c on c.id = l.case_id join branch b on b.id = c.branch
      where l.person = $5 and l.released_at is null`,
    [...scopeParams(caller, grants), person],
  );
  return rows[0] ?? null;
}

export interface PlanRow {
  readonly account: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly fromMonth: string;
  /** Day of the offer of the agreement it rests on. */
  readonly offeredOn: string;
}

/** The plans in force of these accounts. */
export async function plansOf(
  pool: pg.Pool,
  accounts: readonly string[],
): Promise<readonly PlanRow[]> {
  if (accounts.length === 0) return [];
  const { rows } = await pool.query<PlanRow>(
    `select distinct on (p.account) p.account, p.monthly_amount::text as "monthlyAmount", p.cycle,
       p.debit_day as "debitDay", p.from_month as "fromMonth", a.offered_on as "offeredOn"
     from plan p join agreement a on a.id = p.agreement
     where p.account = any ($1) and p.active order by p.account, p.from_month desc`,
    [accounts],
  );
  return rows;
}

export interface DataChangeRow {
  readonly id: string;
  readonly on: string;
  readonly kinds: readonly string[];
  readonly masked: string;
  readonly changedBy: string;
  readonly reviewedBy: string | null;
  /** Null: one that the caller does not see. */
  readonly caseId: string | null;
  readonly caseNumber: string | null;
}

/** Changes of personal data (信息变更), newest first. */
export async function dataChangesOf(
  pool: pg.Pool,
  { caller, grants }: Seen,
  person: string,
): Promise<readonly DataChangeRow[]> {
  const { rows } = await pool.query<DataChangeRow>(
    `select p.id, p.changed_on as "on", p.kinds, p.masked, p.changed_by as "changedBy",
            p.reviewed_by as "reviewedBy", c.id as "caseId", c.number as "caseNumber"
       from personal_change p left join "case" c on c.id = p.case_id and ${CASE_VISIBLE}
      where p.person = $5 order by p.changed_on desc, p.recorded_at desc`,
    [...scopeParams(caller, grants), person],
  );
  return rows;
}
