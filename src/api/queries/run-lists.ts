/** The list of a run as it is exported and printed: whose accounts, who struck what out, the run's course. */
import type pg from 'pg';
import type { PersonColumns } from './cases.ts';
import type { RunItemRow } from './runs.ts';

/** An item with the holder of the account it is about. */
export interface ListedItemRow extends RunItemRow {
  readonly person: PersonColumns['person'] | null;
  readonly wrapped_key: PersonColumns['wrapped_key'];
  readonly masked: PersonColumns['masked'] | null;
}

export interface ListFilter {
  readonly verdict: string | null;
  readonly state: string | null;
}

/** In the order of the list, at most so many and one more. */
export async function listedItems(
  pool: pg.Pool,
  run: string,
  { verdict, state }: ListFilter,
  limit: number,
): Promise<readonly ListedItemRow[]> {
  const { rows } = await pool.query<ListedItemRow>(
    `select i.n, i.subject, a.id as account, i.account as "accountNumber", i.verdict, i.reason,
            i.amount, i.detail, i.state, i.outcome, i.journal, i.settled_at as "settledAt",
            p.id as person, p.wrapped_key, p.masked
       from run_item i left join account a on a.number = i.account
       left join person p on p.id = a.person
      where i.run = $1 and ($2::text is null or i.verdict = $2)
        and ($3::text is null or i.state = $3)
      order by i.n limit $4`,
    [run, verdict, state, limit + 1],
  );
  return rows;
}

/** A line of the trail about the run. */
export interface RunEventRow {
  readonly kind: string;
  readonly at: number;
  readonly actor: string;
  readonly public: Readonly<Record<string, unknown>>;
}

const RUN_EVENT_KINDS = [
  ...['run-started', 'run-previewed', 'run-struck', 'run-approved', 'run-stopped', 'run-braked'],
  ...['run-resumed', 'run-woken', 'run-cancelled', 'run-done'],
] as const;

/** Of the run from its start on, the oldest first. */
export async function runEvents(
  pool: pg.Pool,
  { id, center, startedAt }: { readonly id: string; readonly center: string; startedAt: number },
): Promise<readonly RunEventRow[]> {
  const { rows } = await pool.query<RunEventRow>(
    `select kind, at, actor, public from event
      where center = $1 and kind = any ($2) and at >= $3 and public->>'run' = $4
      order by at, id`,
    [center, RUN_EVENT_KINDS, new Date(startedAt).toISOString(), id],
  );
  return rows;
}

/** The list and its outcomes as they stand now. */
export interface DigestsNow {
  readonly digest: string;
  readonly outcomes: string;
}

export async function digestsNow(pool: pg.Pool, run: string): Promise<DigestsNow> {
  const { rows } = await pool.query<DigestsNow>(
    'select run_digest($1) as digest, run_outcomes($1) as outcomes',
    [run],
  );
  return rows[0] ?? { digest: '', outcomes: '' };
}

/** What the list comes to by what is done, where items say it. */
export interface TallyRow {
  /** close, warn; null: the items of this kind say nothing of it. */
  readonly what: string | null;
  readonly verdict: string;
  readonly state: string;
  readonly code: string | null;
  readonly count: number;
}

/** Of the whole list, whatever part of it is printed. */
export async function runTally(pool: pg.Pool, run: string): Promise<readonly TallyRow[]> {
  const { rows } = await pool.query<TallyRow>(
    `select detail->>'what' as what, verdict, state, coalesce(outcome, reason) as code,
            count(*)::integer as count
       from run_item where run = $1 group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [run],
  );
  return rows;
}
