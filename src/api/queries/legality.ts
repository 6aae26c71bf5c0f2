/** What the last sweeps found, and the irregularities with their cases. */
import type pg from 'pg';
import type { PersonColumns, Seen } from './cases.ts';
import { scopeParams, visibleAt } from './scope.ts';

export interface SweepRow {
  readonly run: string;
  readonly center: string;
  readonly on: string;
  readonly ended: boolean;
  readonly found: number;
  readonly begun: number;
  /** Name of the invariant to how often it was found. */
  readonly counts: Readonly<Record<string, number>>;
}

/** The last sweep of each center that had its list. */
export async function lastSweeps(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<readonly SweepRow[]> {
  const { rows } = await pool.query<SweepRow>(
    `select r.id as run, r.center, r.business_on as on, r.state = 'done' as ended,
            r.items + r.excluded as found, r.done as begun,
            (select coalesce(jsonb_object_agg(c.invariant, c.n), '{}')
               from (select i.detail->>'invariant' as invariant, count(*)::integer as n
                       from run_item i where i.run = r.id group by 1) c) as counts
       from (select distinct on (r.center) r.* from run r
              where r.kind = 'legality-sweep' and r.frozen_at is not null
                and ${visibleAt('r.center', 'null::text')}
              order by r.center, r.business_on desc, r.turn desc) r
      order by r.center`,
    [...scopeParams(caller, grants)],
  );
  return rows;
}

/** Open cases by invariant. */
export async function openByInvariant(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ invariant: string; n: number }>(
    `select i.invariant, count(*)::integer as n
       from irregularity i left join "case" c on c.id = i.case_id
      where i.ended_on is null and ${visibleAt('i.center', 'coalesce(c.branch, i.branch)')}
      group by i.invariant`,
    [...scopeParams(caller, grants)],
  );
  return new Map(rows.map(({ invariant, n }) => [invariant, n]));
}

export interface IrregularityRow extends PersonColumns {
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly stage: string | null;
  readonly invariant: string;
  readonly accountId: string | null;
  readonly accountNumber: string | null;
  readonly aboutCase: string | null;
  readonly aboutCaseNumber: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly run: string;
  readonly foundOn: string;
  readonly seenOn: string;
  readonly outcome: string | null;
  readonly endedOn: string | null;
}

export interface IrregularityFilter {
  readonly open: boolean | undefined;
  readonly invariant: string | undefined;
}

/** Newest first; those of the caller's branches. */
export async function listIrregularityRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { open, invariant }: IrregularityFilter,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly IrregularityRow[]> {
  const { rows } = await pool.query<IrregularityRow>(
    `select i.case_id as "caseId", c.number as "caseNumber", c.stage, i.invariant,
            a.id as "accountId", a.number as "accountNumber", i.about_case as "aboutCase",
            k.number as "aboutCaseNumber", i.evidence, i.found_by as run,
            i.found_on as "foundOn", i.seen_on as "seenOn", i.outcome, i.ended_on as "endedOn",
            p.id as person, p.wrapped_key, p.masked
       from irregularity i
       join person p on p.id = i.person
       left join account a on a.number = i.account
       left join "case" c on c.id = i.case_id
       left join "case" k on k.id = i.about_case
      where ${visibleAt('i.center', 'coalesce(c.branch, i.branch)')}
        and ($5::boolean is null or (i.ended_on is null) = $5)
        and ($6::text is null or i.invariant = $6)
        and ($7::text[] is null or (i.found_on, i.case_id) < (($7)[1]::date, ($7)[2]::uuid))
      order by i.found_on desc, i.case_id desc limit $8`,
    [...scopeParams(caller, grants), open ?? null, invariant ?? null, after, limit + 1],
  );
  return rows;
}
