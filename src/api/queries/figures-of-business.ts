/** Counts and ages of what is open, in all centers: for the metrics page. */
import type pg from 'pg';
import { plainDate } from '../../domain/calendar.ts';
import { neededYears, type NeededYear } from './calendar-years.ts';
import { OVERDUE_WAIT, WAIT_AGE } from './case-conditions.ts';

export interface BusinessFigures extends LoopBacklog {
  readonly waits: readonly {
    readonly kind: string;
    readonly age: string;
    readonly count: number;
    readonly overdue: number;
  }[];
  readonly tasks: readonly {
    readonly role: string;
    readonly count: number;
    readonly overdue: number;
  }[];
  readonly cases: readonly {
    readonly type: string;
    readonly stage: string;
    readonly count: number;
  }[];
  readonly parked: number;
  /** Open cases past their last day, by the law and by the promise. */
  readonly late: { readonly law: number; readonly promise: number };
  readonly calendar: readonly NeededYear[];
}

/** What the loops have not come to yet. */
export interface LoopBacklog {
  readonly outbox: {
    readonly waiting: number;
    readonly parked: number;
    readonly oldestSeconds: number;
  };
  readonly unsealed: number;
  readonly unsealedSeconds: number;
}

const WAITS = `select w.kind, ${WAIT_AGE('$1')} as age, count(*)::int as count,
    (count(*) filter (where ${OVERDUE_WAIT('$1')}))::int as overdue
  from wait w where w.closed_at is null group by 1, 2`;

const TASKS = `select role, count(*)::int as count,
    (count(*) filter (where due_on < $1::date))::int as overdue
  from task where closed_at is null group by role`;

const CASES = `select type, stage, count(*)::int as count,
    (count(*) filter (where due_on < $1::date))::int as law,
    (count(*) filter (where promised_on < $1::date))::int as promise
  from "case" where closed_at is null group by type, stage`;

const OUTBOX = `select
    (count(*) filter (where parked_at is null))::int as waiting,
    (count(*) filter (where parked_at is not null))::int as parked,
    coalesce(extract(epoch from now() - min(created_at)), 0)::int as oldest
  from outbox where delivered_at is null and ($1::text[] is null or center = any ($1))`;

/** The queue of the sealer; whether the chain is whole is another question, and verified apart. */
const UNSEALED = `select count(*)::int as n,
    coalesce(extract(epoch from now() - min(e.recorded_at)), 0)::int as oldest
  from event_unsealed q join event e on e.id = q.event
  where $1::text[] is null or q.center = any ($1)`;

/** @param centers of these; null: of all */
export async function loopBacklog(
  pool: pg.Pool,
  centers: readonly string[] | null,
): Promise<LoopBacklog> {
  const [outbox, unsealed] = await Promise.all([
    pool.query<{ waiting: number; parked: number; oldest: number }>(OUTBOX, [centers]),
    pool.query<{ n: number; oldest: number }>(UNSEALED, [centers]),
  ]);
  const { waiting = 0, parked = 0, oldest = 0 } = outbox.rows[0] ?? {};
  return {
    outbox: { waiting, parked, oldestSeconds: oldest },
    unsealed: unsealed.rows[0]?.n ?? 0,
    unsealedSeconds: unsealed.rows[0]?.oldest ?? 0,
  };
}

export interface FiguresScope {
  /** The Shanghai date. */
  readonly today: string;
  /** The instant, as RFC 3339. */
  readonly at: string;
  /** Stages that need attention. */
  readonly parkedStages: readonly string[];
}

interface CaseCount {
  readonly type: string;
  readonly stage: string;
  readonly count: number;
  readonly law: number;
  readonly promise: number;
}

export async function businessFigures(
  pool: pg.Pool,
  { today, at, parkedStages }: FiguresScope,
): Promise<BusinessFigures> {
  const waits = await pool.query<BusinessFigures['waits'][number]>(WAITS, [at]);
  const tasks = await pool.query<BusinessFigures['tasks'][number]>(TASKS, [today]);
  const cases = await pool.query<CaseCount>(CASES, [today]);
  const sum = (of: (row: CaseCount) => number) =>
    cases.rows.reduce((total, row) => total + of(row), 0);
  return {
    ...(await loopBacklog(pool, null)),
    waits: waits.rows,
    tasks: tasks.rows,
    cases: cases.rows,
    parked: sum(({ stage, count }) => (parkedStages.includes(stage) ? count : 0)),
    late: { law: sum(({ law }) => law), promise: sum(({ promise }) => promise) },
    calendar: await neededYears(pool, plainDate(today)),
  };
}
