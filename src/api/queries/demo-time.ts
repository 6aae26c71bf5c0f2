/** What a time demo has to know of the books: waits that end, runs that rest, accounts that are debited. */
import type pg from 'pg';
import { caseWorkflowId } from '../../cases/messages.ts';
import { runsOfPassedDays, type DemoCenter, type DueInDemo } from '../../cases/demo-runs.ts';
import { runWorkflowId } from '../../cases/runs.ts';
import { timestamp } from '../../db/pool.ts';

/** The instant (ms) at which the case's next wait ends by itself; null: it waits for no day. */
export async function nextEndOf(pool: pg.Pool, caseId: string): Promise<number | null> {
  const { rows } = await pool.query<{ until: number | null }>(
    `select (extract(epoch from min(until)) * 1000)::float8 as until
       from wait where case_id = $1 and closed_at is null`,
    [caseId],
  );
  return rows[0]?.until ?? null;
}

export function demoBooks(pool: pg.Pool) {
  return {
    nextWait: async (until: number, gone: ReadonlySet<string>) => {
      const { rows } = await pool.query<{ id: string; case_id: string; until: number }>(
        `select w.id::text, w.case_id, (extract(epoch from w.until) * 1000)::float8 as until
           from wait w join "case" c on c.id = w.case_id
          where w.closed_at is null and c.closed_at is null and w.until <= $1
            and w.id::text <> all($2) order by w.until, w.id limit 1`,
        [timestamp(until), [...gone]],
      );
      const [next] = rows;
      if (next === undefined) return null;
      return { workflowId: caseWorkflowId(next.case_id), wait: next.id, until: next.until };
    },
    isOpen: async (wait: string) => {
      const { rowCount } = await pool.query(
        'select from wait where id = $1 and closed_at is null',
        [wait],
      );
      return rowCount !== 0;
    },
    openWorkflows: async () => {
      const { rows } = await pool.query<{ id: string; of: 'case' | 'run' }>(
        `select id::text, 'case' as of from "case" where closed_at is null
         union all select id, 'run' from run where ended_at is null`,
      );
      return rows.map(({ id, of }) => (of === 'case' ? caseWorkflowId(id) : runWorkflowId(id)));
    },
    runsBetween: async (from: number, to: number): Promise<readonly DueInDemo[]> =>
      runsOfPassedDays(await centersWithAccounts(pool), { from, to }),
    rests: async (run: string) => {
      const { rowCount } = await pool.query(
        `select from run where id = $1 and state in ('preparing', 'working') and brake is null`,
        [run],
      );
      return rowCount === 0;
    },
  };
}

async function centersWithAccounts(pool: pg.Pool): Promise<readonly DemoCenter[]> {
  const { rows } = await pool.query<DemoCenter>(
    `select a.center,
            coalesce(array_agg(distinct p.debit_day) filter (where p.active), '{}') as "debitDays"
       from account a left join plan p on p.account = a.number
      where a.state <> 'closed' group by a.center order by a.center`,
  );
  return rows;
}
