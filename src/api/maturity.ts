/** Cash and hours of the maturity forecast, week by week: from what is reserved, due and measured. */
import type pg from 'pg';
import { FOLLOWING, HANDLING_MINUTES, MEASURED_FROM } from '../cases/handling.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { addDays, plainDate, weekday, type PlainDate } from '../domain/calendar.ts';
import { exact } from '../domain/money.ts';
import type { Seen } from './queries/cases.ts';
import { figuresOf } from './figure-rows.ts';
import { accountsAhead } from '../ledger/interest-ahead.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import {
  cashRows,
  gateRows,
  measuredRows,
  workRows,
  type MeasuredRow,
} from './queries/maturity.ts';

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
  const [cash, gates, work, measured] = await Promise.all([
    cashRows(pool, seen, { from, to }),
    gatesOf(pool, seen, from),
    workRows(pool, seen, { from, to, following: FOLLOWS }),
    measuredRows(pool, seen, addDays(from, -MEASURED_DAYS)),
  ]);
  const partOf = (week: string | null) => {
    const money = cash.find((one) => one.week === week);
    const leaving = gates.filter(({ on }) => weekOf(on, { from, to }) === week);
    const left = sumOf(leaving.map(({ amount }) => amount));
    const tasks = work
      .filter((one) => one.week === week)
      .map(({ task, count }) => {
        const { minutes } = handlingOf(task, measured);
        return { task, title: taskWords(task).title, count, minutes: minutes * count };
      });
    return {
      cash: sumOf([money?.amount ?? '0.00', left]),
      cashCases: (money?.cases ?? 0) + leaving.length,
      leaving: left,
      leavingCases: leaving.length,
      minutes: tasks.reduce((sum, { minutes }) => sum + minutes, 0),
      work: tasks,
    };
  };
  const kinds = [...new Set(work.map(({ task }) => task))].sort();
  return {
    partOf,
    cash: sumOf([...cash, ...gates].map(({ amount }) => amount)),
    handling: kinds.map((task) => ({
      ...{ task, title: taskWords(task).title },
      ...handlingOf(task, measured),
    })),
  };
}

interface Gate {
  readonly on: PlainDate;
  /** Yuan: everything in the account on that day, with its interest. */
  readonly amount: string;
}

/** What leaves at each half-year gate (封存满半年), by the terms of its center; none where no rate is in force. */
async function gatesOf(pool: pg.Pool, seen: Seen, from: PlainDate): Promise<readonly Gate[]> {
  const rows = await gateRows(pool, seen);
  const centers = [...new Set(rows.map(({ center }) => center))];
  const all = await Promise.all(
    centers.map(async (center) => {
      const asks = rows
        .filter((row) => row.center === center)
        .map(({ account, on }) => ({ account, on: plainDate(on) }));
      const terms = interestTerms(await figuresOf(pool, center), { center, on: from });
      if (terms === null) return [];
      const amounts = await accountsAhead(pool, { asks, from, terms });
      return asks.map(({ account, on }) => ({ on, amount: amounts.get(account) ?? '0.00' }));
    }),
  );
  return all.flat();
}

/** As the database names weeks: its first day within the forecast, or before, after. */
function weekOf(
  day: PlainDate,
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
) {
  if (day < from) return 'before';
  if (day > to) return 'after';
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  return monday < from ? from : monday;
}

function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, one) => sum.plus(one), exact(0)).toFixed(2);
}
