/**
 * How cash and hours would move by month (试算): the maturity forecast run twice, as the waits stand and by the
 * changed term; of the amounts from which another person decides, the hours of what was decided lately.
 */
import type pg from 'pg';
import {
  addDays,
  addToMonth,
  monthOf,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { exact } from '../domain/money.ts';
import {
  tasksOfDeciding,
  WHAT_IFS,
  type Reckoned,
  type Terms,
  type WhatIfName,
} from '../policy/what-if.ts';
import { handlingOf, maturityOf, measuredNow, sumOf } from './maturity.ts';
import type { Seen } from './queries/cases.ts';
import type { CohortRow } from './queries/what-if.ts';

/** Days of the maturity forecast. */
const AHEAD_DAYS = 180;

/** Yuan and minutes of one month, by one of the terms. */
interface Moved {
  readonly cash: string;
  readonly minutes: number;
}

interface Asked {
  readonly name: WhatIfName;
  readonly on: PlainDate;
  readonly changed: Terms;
  /** The cohort with what the rules say by either. */
  readonly judged: readonly {
    readonly row: CohortRow;
    readonly before: Reckoned;
    readonly after: Reckoned;
  }[];
}

/** @returns by month, what lies beyond, and both sums */
export async function moneyOf(pool: pg.Pool, seen: Seen, asked: Asked) {
  const { cohort } = WHAT_IFS[asked.name];
  const told =
    cohort === 'withdrawals' ? await behind(pool, seen, asked) : await ahead(pool, seen, asked);
  const all = [...told.months, ...(told.later ? [told.later] : [])];
  const side = (of: 'before' | 'after'): Moved => ({
    cash: sumOf(all.map((one) => one[of].cash)),
    minutes: all.reduce((sum, one) => sum + one[of].minutes, 0),
  });
  return { ...told, total: line(side('before'), side('after')) };
}

function line(before: Moved, after: Moved) {
  return {
    before,
    after,
    difference: {
      cash: exact(after.cash).minus(before.cash).toFixed(2),
      minutes: after.minutes - before.minutes,
    },
  };
}

/** What is to leave and to be done in the days of the forecast; what is overdue is this month's. */
async function ahead(pool: pg.Pool, seen: Seen, { name, on: from, changed }: Asked) {
  const to = addDays(from, AHEAD_DAYS - 1);
  const ask = { from, to, by: 'month' } as const;
  const now = await maturityOf(pool, seen, ask);
  const { halfYearMonths } = changed;
  // No other term moves what is to leave, or a task that arises by itself.
  const then =
    name === 'half-year' ? await maturityOf(pool, seen, { ...ask, halfYearMonths }) : now;
  const at = (periods: readonly (string | null)[]) =>
    line(inPeriods(now, periods), inPeriods(then, periods));
  const months = monthsOf(from, to).map((month, n) => ({
    month,
    ...at(n === 0 ? ['before', month] : [month]),
  }));
  return { basis: 'ahead' as const, months, later: at(['after', null]) };
}

function inPeriods(
  { partOf }: Awaited<ReturnType<typeof maturityOf>>,
  periods: readonly (string | null)[],
): Moved {
  const parts = periods.map(partOf);
  return {
    cash: sumOf(parts.map(({ cash }) => cash)),
    minutes: parts.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}

/** What was decided lately, as though the amounts had been the changed ones: the cash is the same. */
async function behind(pool: pg.Pool, seen: Seen, { on, judged }: Asked) {
  const measured = await measuredNow(pool, seen, on);
  const minutesOf = ({ outcome }: Reckoned) =>
    tasksOfDeciding(outcome).reduce((sum, task) => sum + handlingOf(task, measured).minutes, 0);
  const days = judged.map(({ before }) => before.on).sort();
  const [first = on] = days;
  const months = monthsOf(first, on).map((month) => {
    const mine = judged.filter(({ before }) => monthOf(before.on) === month);
    const cash = sumOf(mine.map(({ row }) => row.amount ?? '0.00'));
    const side = (of: 'before' | 'after') => mine.reduce((sum, one) => sum + minutesOf(one[of]), 0);
    return {
      month,
      ...line({ cash, minutes: side('before') }, { cash, minutes: side('after') }),
    };
  });
  return { basis: 'behind' as const, months, later: null };
}

function monthsOf(from: PlainDate, to: PlainDate): readonly PlainMonth[] {
  const months: PlainMonth[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addToMonth(month, 1)) {
    months.push(month);
  }
  return months;
}
