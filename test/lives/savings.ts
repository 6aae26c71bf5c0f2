/**
 * What an account has and earns, reckoned apart from the product: whole cents, days counted in UTC, each source on its
 * own, interest rounded half up once whenever it is credited.
 */
import { nextDay, type Day } from './naive-time.ts';

export type Source = 'flexible' | 'unit';

interface Line {
  readonly from: Day;
  readonly cents: number;
}

const DAY_MS = 86_400_000;
/** 1.5 % a year, in ten-thousandths, of a year of 360 days. */
const RATE = 150n;
const UNDER = 10_000n * 360n;

const days = (from: Day, to: Day) => (Date.parse(to) - Date.parse(from)) / DAY_MS;
const later = (one: Day, other: Day) => (one > other ? one : other);
const yuan = (cents: number) => (cents / 100).toFixed(2);

export function savings() {
  const lines: Record<Source, Line[]> = { flexible: [], unit: [] };
  const settled: Record<Source, Day> = { flexible: '', unit: '' };

  /** What the lines have earned since the last time, before that day; from then on it counts anew. */
  function earned(source: Source, to: Day): number {
    let product = 0n;
    for (const { from, cents } of lines[source]) {
      const since = later(from, settled[source]);
      if (since < to) product += BigInt(cents) * BigInt(days(since, to)) * RATE;
    }
    settled[source] = to;
    // Half a cent and more is a cent.
    return Number((2n * product + UNDER) / (2n * UNDER));
  }
  const total = (source: Source) => lines[source].reduce((sum, { cents }) => sum + cents, 0);

  return {
    comes: (source: Source, from: Day, cents: number): void => {
      lines[source].push({ from, cents });
    },
    /** At the end of 30 June: the interest earns from the day after. */
    settleYear: (june: Day): void => {
      for (const source of ['flexible', 'unit'] as const) {
        const cents = earned(source, june);
        if (cents > 0) lines[source].push({ from: nextDay(june), cents });
      }
    },
    /** What is paid of a source on the day, with its interest; nothing is left of it. @returns yuan */
    closes: (source: Source, on: Day): string => {
      const amount = yuan(total(source) + earned(source, on));
      lines[source] = [];
      return amount;
    },
    balances: () => ({ flexible: yuan(total('flexible')), unit: yuan(total('unit')) }),
  };
}
