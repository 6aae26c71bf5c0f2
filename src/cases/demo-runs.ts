/**
 * Which runs a time demo begins while days pass in a second: those without which the half year would
 * not have passed. The daily rest (bank statement, proof) looks at the machine's own days and is left out.
 */
import {
  addDays,
  addToMonth,
  dateAt,
  firstDayOf,
  lastDayOf,
  monthOf,
  startOf,
  type PlainDate,
  type PlainMonth,
} from '../domain/calendar.ts';
import { RUN_KINDS, type RunKindName } from './runs.ts';

export interface DemoCenter {
  readonly center: string;
  /** Days of the month on which plans of its accounts are debited. */
  readonly debitDays: readonly number[];
}

export interface DueInDemo {
  readonly kind: RunKindName;
  readonly center: string;
  /** Instant (ms). */
  readonly at: number;
}

/** A debit day moves over holidays, a week at most; by then the month's debits have all come. */
const AFTER_HOLIDAYS = 7;

/**
 * The runs after the one and up to the other instant, in their order: a collection for every debit day, the
 * interest of every 30 June, and on the last day what looks at the state of the accounts.
 */
export function runsOfPassedDays(
  centers: readonly DemoCenter[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly DueInDemo[] {
  const isPassed = (at: number) => at > from && at <= to;
  const due = centers.flatMap(({ center, debitDays }) => {
    const at = (kind: RunKindName, day: PlainDate): DueInDemo => ({
      ...{ kind, center },
      at: hourOf(kind, day),
    });
    const months = monthsOf(dateAt(from), dateAt(to));
    const collections = months.flatMap((month) =>
      [...new Set(debitDays.map((day) => collectedOn(month, day)))].map((on) =>
        at('collection', on),
      ),
    );
    const interest = months
      .filter((month) => month.endsWith('-07'))
      .map((month) => at('interest-settlement', firstDayOf(month)));
    return [...collections, ...interest].filter((one) => isPassed(one.at));
  });
  const last: readonly DueInDemo[] =
    dateAt(from) === dateAt(to)
      ? []
      : centers.flatMap(({ center }) =>
          (['breach-search', 'dormancy-sweep'] as const).map((kind) => ({ kind, center, at: to })),
        );
  return [...due.sort((a, b) => a.at - b.at), ...last];
}

function collectedOn(month: PlainMonth, debitDay: number): PlainDate {
  const last = lastDayOf(month);
  const on = addDays(firstDayOf(month), debitDay - 1 + AFTER_HOLIDAYS);
  return on < last ? on : last;
}

function hourOf(kind: RunKindName, day: PlainDate): number {
  const { hour, minute } = RUN_KINDS[kind].clock;
  return startOf(day) + (hour * 60 + minute) * 60_000;
}

function monthsOf(from: PlainDate, to: PlainDate): readonly PlainMonth[] {
  const months: PlainMonth[] = [];
  for (let month = monthOf(from); month <= monthOf(to); month = addToMonth(month, 1)) {
    months.push(month);
  }
  return months;
}
