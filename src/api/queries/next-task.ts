/** Which task comes next for somebody, found in the order of the indexes. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { scopeParams, taskScopes } from './scope.ts';
import { claimable, TASK_COLUMNS, TASK_SUBJECT, taskAside, type TaskRow } from './tasks.ts';

export interface NextTaskRow extends TaskRow {
  readonly legal_due_on: string | null;
}

/**
 * The task the caller should do next: what was assigned to them, then what was to a colleague they
 * stand in for, then the nearest legal deadline of the case, then the task's own due date, then the
 * longest waiting. Never one they may not do, nor one of a case that is put aside.
 */
export async function nextTask(
  pool: pg.Pool,
  seen: Seen,
  today: string,
): Promise<NextTaskRow | null> {
  // What has no legal deadline is looked through only where nothing comes before it.
  return (await firstTask(pool, seen, today, SOONER)) ?? firstTask(pool, seen, today, LATER);
}

interface Tier {
  readonly which: string;
  /** An order that an index has, so that no more is read than what comes before the first. */
  readonly order: string;
}

const BY_LAW = 'c.due_on, t.due_on, t.opened_at, t.id';
const SOONER: readonly Tier[] = [
  { which: 't.assigned_to = $4', order: BY_LAW },
  {
    which: `t.assigned_to in (select a.staff from absence a where a.deputy = $4
      and a.cancelled_at is null and $6::date between a.from_on and a.to_on)`,
    order: BY_LAW,
  },
  {
    which: `t.assigned_to is null and c.center = t.center and c.closed_at is null
      and c.due_on is not null`,
    order: BY_LAW,
  },
];
const LATER: readonly Tier[] = [
  { which: 't.assigned_to is null and c.due_on is null', order: 't.due_on, t.opened_at, t.id' },
];

async function firstTask(
  pool: pg.Pool,
  { caller, grants }: Seen,
  today: string,
  tiers: readonly Tier[],
): Promise<NextTaskRow | null> {
  const parts = taskScopes(grants).flatMap((scope) =>
    tiers.map(
      ({ which, order }, tier) => `(select t.id, ${tier} as tier, c.due_on as legal, t.due_on,
           t.opened_at
         from task t left join "case" c on c.id = t.case_id
        where ${which} and ${scope} and t.closed_at is null and ${claimable('$6')}
          and not ${taskAside('$6')}
        order by ${order} limit 1)`,
    ),
  );
  if (parts.length === 0) return null;
  const { rows } = await pool.query<NextTaskRow>(
    `with next as (
       select id from (${parts.join(' union all ')}) found
       order by tier, legal nulls last, due_on, opened_at, id limit 1)
     select ${TASK_COLUMNS}, c.due_on as legal_due_on
       from next join task t on t.id = next.id ${TASK_SUBJECT}`,
    [...scopeParams(caller, grants), grants.map(({ role }) => role), today],
  );
  return rows[0] ?? null;
}
