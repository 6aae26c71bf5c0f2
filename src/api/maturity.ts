/** Cash and hours of the maturity forecast, by days, weeks or months: from what is reserved, due and measured. */
import type pg from 'pg';
import { FOLLOWING, HANDLING_MINUTES, MEASURED_FROM } from '../cases/handling.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { addDays, type PlainDate } from '../domain/calendar.ts';
import { exact } from '../domain/money.ts';
import type { Seen } from './queries/cases.ts';
import { paymentsAhead, type Payment } from './maturity-ahead.ts';
import { periodOf, type Days } from './periods.ts';
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

/** What is forecast: the days, by what they are told, and a half year of other months than the law's (试算). */
export interface MaturityAsk extends Days {
  /** Left out: as the waits stand. */
  readonly halfYearMonths?: number;
}

/** @returns what a part of the forecast shows beside its cases, by its period, 'before', 'after' or null */
export async function maturityOf(pool: pg.Pool, seen: Seen, ask: MaturityAsk) {
  const { from } = ask;
  const [cash, ahead, work, measured] = await Promise.all([
    cashRows(pool, seen, ask),
    paymentsAhead(pool, seen, ask),
    workRows(pool, seen, { ...ask, following: FOLLOWS }),
    measuredNow(pool, seen, from),
  ]);
  const partOf = (period: string | null) => {
    const money = cash.find((one) => one.period === period);
    const due = ahead.filter(({ on }) => periodOf(on, ask) === period);
    const [leaving, interest] = [ofKind(due, 'leaving'), ofKind(due, 'interest')];
    const tasks = work
      .filter((one) => one.period === period)
      .map(({ task, count }) => {
        const { minutes } = handlingOf(task, measured);
        return { task, title: taskWords(task).title, count, minutes: minutes * count };
      });
    return {
      cash: sumOf([money?.amount ?? '0.00', leaving.amount, interest.amount]),
      cashCases: (money?.cases ?? 0) + leaving.cases + interest.cases,
      ...{ leaving: leaving.amount, leavingCases: leaving.cases },
      ...{ interest: interest.amount, interestCases: interest.cases },
      minutes: tasks.reduce((sum, { minutes }) => sum + minutes, 0),
      work: tasks,
    };
  };
  const kinds = [...new Set(work.map(({ task }) => task))].sort();
  return {
    partOf,
    cash: sumOf([...cash, ...ahead].map(({ amount }) => amount)),
    handling: kinds.map((task) => ({
      ...{ task, title: taskWords(task).title },
      ...handlingOf(task, measured),
    })),
  };
}

/** What tasks took that were finished in the days before. */
export function measuredNow(
  pool: pg.Pool,
  seen: Seen,
  from: PlainDate,
): Promise<readonly MeasuredRow[]> {
  return measuredRows(pool, seen, addDays(from, -MEASURED_DAYS));
}

/** Cases, each once: what it is paid after the regret and at its gate may fall into one period. */
function ofKind(payments: readonly Payment[], kind: Payment['of']) {
  const own = payments.filter(({ of }) => of === kind);
  const cases = new Set(own.map(({ caseId }) => caseId)).size;
  return { cases, amount: sumOf(own.map(({ amount }) => amount)) };
}

export function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, one) => sum.plus(one), exact(0)).toFixed(2);
}
