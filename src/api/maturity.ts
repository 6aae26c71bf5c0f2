/** Cash and hours of the maturity forecast, by weeks or months: from what is reserved, due and measured. */
import type pg from 'pg';
import { FOLLOWING, HANDLING_MINUTES, MEASURED_FROM } from '../cases/handling.ts';
import { taskWords } from '../cases/wording-tasks.ts';
import { addDays, monthOf, plainDate, weekday, type PlainDate } from '../domain/calendar.ts';
import { exact } from '../domain/money.ts';
import type { Seen } from './queries/cases.ts';
import { figuresOf } from './figure-rows.ts';
import { accountsAhead } from '../ledger/interest-ahead.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import { gateUnder } from '../policy/what-if.ts';
import {
  cashRows,
  gateRows,
  measuredRows,
  workRows,
  type MeasuredRow,
  type Period,
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

/** What is forecast: the days, by weeks or months, and a half year of other months than the law's (试算). */
export interface MaturityAsk {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly by: Period;
  /** Left out: as the waits stand. */
  readonly halfYearMonths?: number;
}

/** @returns what a part of the forecast shows beside its cases, by its period, 'before', 'after' or null */
export async function maturityOf(pool: pg.Pool, seen: Seen, ask: MaturityAsk) {
  const { from } = ask;
  const [cash, gates, work, measured] = await Promise.all([
    cashRows(pool, seen, ask),
    gatesOf(pool, seen, ask),
    workRows(pool, seen, { ...ask, following: FOLLOWS }),
    measuredNow(pool, seen, from),
  ]);
  const partOf = (period: string | null) => {
    const money = cash.find((one) => one.period === period);
    const leaving = gates.filter(({ on }) => periodOf(on, ask) === period);
    const left = sumOf(leaving.map(({ amount }) => amount));
    const tasks = work
      .filter((one) => one.period === period)
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

/** What tasks took that were finished in the days before. */
export function measuredNow(
  pool: pg.Pool,
  seen: Seen,
  from: PlainDate,
): Promise<readonly MeasuredRow[]> {
  return measuredRows(pool, seen, addDays(from, -MEASURED_DAYS));
}

interface Leaving {
  readonly on: PlainDate;
  /** Yuan: everything in the account on that day, with its interest. */
  readonly amount: string;
}

/**
 * What leaves at each half-year gate (封存满半年), by the terms of its center; none where no rate is in force. A
 * gate that is open already is paid today at the earliest.
 */
async function gatesOf(
  pool: pg.Pool,
  seen: Seen,
  { from, halfYearMonths }: MaturityAsk,
): Promise<readonly Leaving[]> {
  const rows = await gateRows(pool, seen);
  const centers = [...new Set(rows.map(({ center }) => center))];
  const all = await Promise.all(
    centers.map(async (center) => {
      const gates = rows
        .filter((row) => row.center === center)
        .map(({ account, on, sealed_on: sealedOn }) => ({
          account,
          on: dayOf({ on, sealedOn }, halfYearMonths),
        }));
      const terms = interestTerms(await figuresOf(pool, center), { center, on: from });
      if (terms === null) return [];
      const asks = gates.map(({ account, on }) => ({ account, on: on < from ? from : on }));
      const amounts = await accountsAhead(pool, { asks, from, terms });
      return gates.map(({ account, on }) => ({ on, amount: amounts.get(account) ?? '0.00' }));
    }),
  );
  return all.flat();
}

function dayOf(
  { on, sealedOn }: { readonly on: string; readonly sealedOn: string | null },
  months: number | undefined,
): PlainDate {
  const gate = { on: plainDate(on), sealedOn: sealedOn === null ? null : plainDate(sealedOn) };
  return months === undefined ? gate.on : gateUnder(gate, months);
}

/** As the database names periods. */
function periodOf(day: PlainDate, { from, to, by }: MaturityAsk) {
  if (day < from) return 'before';
  if (day > to) return 'after';
  if (by === 'month') return monthOf(day);
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  return monday < from ? from : monday;
}

export function sumOf(amounts: readonly string[]): string {
  return amounts.reduce((sum, one) => sum.plus(one), exact(0)).toFixed(2);
}
