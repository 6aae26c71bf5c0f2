/** Cash and hours of the maturity forecast, week by week: from what is reserved, due and measured. */
import type pg from 'pg';
import { FOLLOWING, HANDLING_MINUTES, MEASURED_FROM } from '../cases/handling.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { addDays, type PlainDate } from '../domain/calendar.ts';
import { exact } from '../domain/money.ts';
import type { Seen } from './queries/cases.ts';
import { cashRows, measuredRows, workRows, type MeasuredRow } from './queries/maturity.ts';

/** Days that are looked back for how long tasks took. */
const MEASURED_DAYS = 180;

const FOLLOWS = Object.entries(FOLLOWING).flatMap(([wait, tasks]) =>
  tasks.map((following) => ({ wait, ...following })),
);

interface Handling {
  readonly minutes: number;
  readonly measured: boolean;
  readonly samples: number;
}

/** Measured where enough was finished, else as an office reckons. */
export function handlingOf(task: string, measured: readonly MeasuredRow[]): Handling {
  const found = measured.find((one) => one.task === task);
  const samples = found?.samples ?? 0;
  if (found && samples >= MEASURED_FROM) return { minutes: found.minutes, measured: true, samples };
  const configured: Readonly<Record<string, number>> = HANDLING_MINUTES;
  return { minutes: configured[task] ?? 0, measured: false, samples };
}

/** @returns what a part of the forecast shows beside its cases, by its week, 'before', 'after' or null */
export async function maturityOf(
  pool: pg.Pool,
  seen: Seen,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
) {
  const [cash, work, measured] = await Promise.all([
    cashRows(pool, seen, { from, to }),
    workRows(pool, seen, { from, to, following: FOLLOWS }),
    measuredRows(pool, seen, addDays(from, -MEASURED_DAYS)),
  ]);
  const partOf = (week: string | null) => {
    const money = cash.find((one) => one.week === week);
    const tasks = work
      .filter((one) => one.week === week)
      .map(({ task, count }) => {
        const { minutes } = handlingOf(task, measured);
        return { task, title: taskWords(task).title, count, minutes: minutes * count };
      });
    return {
      cash: money?.amount ?? '0.00',
      cashCases: money?.cases ?? 0,
      minutes: tasks.reduce((sum, { minutes }) => sum + minutes, 0),
      work: tasks,
    };
  };
  const kinds = [...new Set(work.map(({ task }) => task))].sort();
  return {
    partOf,
    cash: cash.reduce((sum, { amount }) => sum.plus(amount), exact(0)).toFixed(2),
    handling: kinds.map((task) => ({
      ...{ task, title: taskWords(task).title },
      ...handlingOf(task, measured),
    })),
  };
}
