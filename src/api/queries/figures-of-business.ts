/** Counts and ages of what is open: for the metrics page and the supervisor's board. */
import type pg from 'pg';
import { plainDate } from '../../domain/calendar.ts';
import { neededYears, type NeededYear } from './calendar-years.ts';

export interface BusinessFigures {
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
  readonly outbox: {
    readonly waiting: number;
    readonly parked: number;
    readonly oldestSeconds: number;
  };
  readonly unsealed: number;
  readonly calendar: readonly NeededYear[];
}

/** A wait is overdue when its instant is over by more than this: the timer itself needs a moment. */
const GRACE = `interval '1 minute'`;

const WAITS = `select w.kind,
    case when w.since > $1::timestamptz - interval '1 day' then '0-1d'
         when w.since > $1::timestamptz - interval '7 days' then '1-7d'
         when w.since > $1::timestamptz - interval '30 days' then '7-30d'
         else '30d+' end as age,
    count(*)::int as count,
    (count(*) filter (where w.until < $1::timestamptz - ${GRACE}))::int as overdue
  from wait w join "case" c on c.id = w.case_id
  where w.closed_at is null and ($2::text[] is null or c.center = any ($2)) group by 1, 2`;

const TASKS = `select role, count(*)::int as count,
    (count(*) filter (where due_on < $1::date))::int as overdue
  from task where closed_at is null and ($2::text[] is null or center = any ($2)) group by role`;

const CASES = `select type, stage, count(*)::int as count from "case"
  where closed_at is null and ($1::text[] is null or center = any ($1)) group by type, stage`;

const OUTBOX = `select
    (count(*) filter (where parked_at is null))::int as waiting,
    (count(*) filter (where parked_at is not null))::int as parked,
    coalesce(extract(epoch from now() - min(created_at)), 0)::int as oldest
  from outbox where delivered_at is null and ($1::text[] is null or center = any ($1))`;

const UNSEALED = `select count(*)::int as n from event e
  where not exists (select from event_seal s where s.event = e.id)
    and ($1::text[] is null or e.center = any ($1))`;

export interface FiguresScope {
  /** Of these centers; null: all. */
  readonly centers: readonly string[] | null;
  /** The Shanghai date. */
  readonly today: string;
  /** The instant, as RFC 3339. */
  readonly at: string;
  /** Stages that need attention. */
  readonly parkedStages: readonly string[];
}

export async function businessFigures(
  pool: pg.Pool,
  { centers, today, at, parkedStages }: FiguresScope,
): Promise<BusinessFigures> {
  const waits = await pool.query<BusinessFigures['waits'][number]>(WAITS, [at, centers]);
  const tasks = await pool.query<BusinessFigures['tasks'][number]>(TASKS, [today, centers]);
  const cases = await pool.query<BusinessFigures['cases'][number]>(CASES, [centers]);
  const outbox = await pool.query<{ waiting: number; parked: number; oldest: number }>(OUTBOX, [
    centers,
  ]);
  const unsealed = await pool.query<{ n: number }>(UNSEALED, [centers]);
  const { waiting = 0, parked = 0, oldest = 0 } = outbox.rows[0] ?? {};
  return {
    waits: waits.rows,
    tasks: tasks.rows,
    cases: cases.rows,
    parked: cases.rows
      .filter(({ stage }) => parkedStages.includes(stage))
      .reduce((sum, { count }) => sum + count, 0),
    outbox: { waiting, parked, oldestSeconds: oldest },
    unsealed: unsealed.rows[0]?.n ?? 0,
    calendar: await neededYears(pool, plainDate(today)),
  };
}
