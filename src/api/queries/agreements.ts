/** Agreements in force, their states and versions, and breaches, as the API reads them. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { scopeParams, visibleAt } from './scope.ts';

export interface AgreementNowRow {
  readonly id: string;
  readonly state: string;
  readonly since: string;
  readonly caseId: string;
  readonly reason: string | null;
  readonly owesFrom: string | null;
  readonly template: string;
  readonly hash: string;
  readonly signedOn: string | null;
}

/** The agreement in force of an account, else the last that was; null: there never was one. */
export async function agreementNow(
  pool: pg.Pool,
  account: string,
): Promise<AgreementNowRow | null> {
  const { rows } = await pool.query<AgreementNowRow>(
    `select id, state, since, state_case as "caseId", state_reason as reason,
            owes_from as "owesFrom", template_version as template, hash, signed_on as "signedOn"
       from agreement where account = $1
      order by state in ('active', 'suspended') desc, since desc, id limit 1`,
    [account],
  );
  return rows[0] ?? null;
}

export interface AgreementStateRow {
  readonly state: string;
  readonly since: string;
  readonly caseId: string;
  readonly reason: string | null;
  readonly owesFrom: string | null;
}

/** Every state it was in, the last one first. */
export async function statesOf(
  pool: pg.Pool,
  agreement: string,
): Promise<readonly AgreementStateRow[]> {
  const { rows } = await pool.query<AgreementStateRow>(
    `select state, since, case_id as "caseId", reason, owes_from as "owesFrom"
       from agreement_state where agreement = $1 order by n desc`,
    [agreement],
  );
  return rows;
}

export interface TermsRow {
  readonly n: number;
  readonly fromMonth: string;
  readonly since: string | null;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly active: boolean;
  readonly caseId: string;
  readonly hash: string;
}

/** What was agreed, by version, the newest first. */
export async function termsOf(pool: pg.Pool, account: string): Promise<readonly TermsRow[]> {
  const { rows } = await pool.query<TermsRow>(
    `select row_number() over (order by l.n)::integer as n, l.from_month as "fromMonth",
            coalesce(m.in_force_on, g.signed_on) as since, l.monthly_amount as "monthlyAmount", l.cycle,
            l.debit_day as "debitDay", l.active, coalesce(m.case_id, g.case_id) as "caseId",
            coalesce(m.hash, g.hash) as hash
       from plan l join agreement g on g.id = l.agreement
       left join amendment m on m.id = l.amendment
      where l.account = $1 order by n desc`,
    [account],
  );
  return rows;
}

export interface BreachListRow extends PersonColumns {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly stage: string | null;
  readonly kind: string;
  readonly accountId: string;
  readonly accountNumber: string;
  readonly foundOn: string;
  readonly foundBy: string;
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
  readonly months: number | null;
  readonly noticedOn: string | null;
  readonly servedOn: string | null;
  readonly servedWay: string | null;
  readonly failed: boolean;
  readonly cureUntil: string | null;
  readonly outcome: string | null;
  readonly endedOn: string | null;
  readonly measures: readonly string[];
}

export interface BreachFilter {
  readonly open: boolean | undefined;
  readonly kind: string | undefined;
  readonly account: string | undefined;
  readonly on: string;
}

/** Newest first; those of the caller's branches. */
export async function listBreaches(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { open, kind, account, on }: BreachFilter,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly BreachListRow[]> {
  const { rows } = await pool.query<BreachListRow>(
    `select b.case_id as "caseId", c.number as "caseNumber", c.stage, b.kind,
            a.id as "accountId", a.number as "accountNumber", b.found_on as "foundOn",
            b.found_by as "foundBy", b.covers_from as "coversFrom", b.covers_to as "coversTo",
            b.months, b.noticed_on as "noticedOn", b.served_on as "servedOn",
            b.served_way as "servedWay", b.cure_until as "cureUntil", b.outcome,
            b.ended_on as "endedOn", p.id as person, p.wrapped_key, p.masked,
            exists (select from wait w where w.case_id = b.case_id and w.closed_at is null
                      and w.kind = 'service-by-hand') as failed,
            array(select m.kind from measure m left join measure_end e on e.measure = m.id
                   where m.case_id = b.case_id and m.from_on <= $9
                     and (m.until_on is null or m.until_on >= $9)
                     and (e.ended_on is null or e.ended_on > $9) order by m.kind) as measures
       from breach b
       join account a on a.number = b.account
       join person p on p.id = b.person
       left join "case" c on c.id = b.case_id
      where ${visibleAt('b.center', 'coalesce(c.branch, b.branch)')}
        and ($5::boolean is null or (b.ended_on is null) = $5)
        and ($6::text is null or b.kind = $6)
        and ($7::uuid is null or a.id = $7)
        and ($8::text[] is null or (b.found_on, b.case_id) < (($8)[1]::date, ($8)[2]::uuid))
      order by b.found_on desc, b.case_id desc limit $10`,
    [
      ...scopeParams(caller, grants),
      ...[open ?? null, kind ?? null, account ?? null, after, on, limit + 1],
    ],
  );
  return rows;
}
