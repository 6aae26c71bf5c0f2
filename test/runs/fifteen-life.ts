/**
 * What happens to people in fifteen months and what it comes to, apart from the product: days by UTC
 * arithmetic, months as text, money in whole cents.
 */

// The story lies ahead of the machine's clock, as everything does that cases live through.
const [THIS_YEAR = '', REST = ''] = [0, 5].map((from) =>
  new Date(Date.now() + 8 * 3_600_000).toISOString().slice(from, from === 0 ? 4 : 10),
);
const YEAR = Number(THIS_YEAR) + (REST < '03-25' ? 0 : 1);

/** A day of the year in which it begins, or of the next one. */
export const dayIn = (monthAndDay: string, next = 0) => `${String(YEAR + next)}-${monthAndDay}`;
export const LAST_DAY = dayIn('06-30', 1);
export const MONTHS = Array.from({ length: 15 }, (_, n) => monthAt(n));

/** The month so many after the first April. */
export function monthAt(n: number): string {
  const at = 3 + n;
  return `${String(YEAR + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
}

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (n: number) => new Date(n * DAY_MS).toISOString().slice(0, 10);
export const shift = (day: string, by: number) => dayOf(at(day) + by);

function workingDayUpTo(day: string): string {
  let n = at(day);
  while ([0, 6].includes(new Date(n * DAY_MS).getUTCDay())) n -= 1;
  return dayOf(n);
}

/** On the debit day, moved back to a working day. */
export function debitOn(month: string, debitDay: number): string {
  return workingDayUpTo(`${month}-${String(debitDay).padStart(2, '0')}`);
}

/**
 * - `late`: refused once, paid at the second try
 * - `missed`: refused three times
 * - `own`: refused three times, and the person transfers it within the month
 * - `recalled`: paid, taken back by the bank five days later, and paid again by the next debit
 * - `outside`: below the limit that rose; the plan is raised from the next month on
 */
export type Turn = 'pays' | 'late' | 'missed' | 'own' | 'recalled' | 'outside';

const THREE_MISSED = { 5: 'missed', 6: 'missed', 7: 'missed' } as const;

/** What befalls those who pay by the month, by the number of the month; all others are paid. */
const FATES = {
  // One person alone lives through all of it. What the limits kept out and two missed months are no three
  // yet; with a third they are a breach, of three months and not of four.
  everything: { 4: 'own', 5: 'outside', 6: 'missed', 7: 'missed', 8: 'missed' },
  'late-once': { 7: 'late' },
  missed: { 7: 'missed' },
  recalled: { 7: 'recalled' },
  'below-limit': { 5: 'outside' },
  'own-payment': { 7: 'own' },
  'breach-cured': THREE_MISSED,
  'breach-measured': { ...THREE_MISSED, 8: 'missed' },
  pays: {},
} as const satisfies Record<string, Readonly<Record<number, Turn>>>;
export type Fate = keyof typeof FATES;

/** How the case about three missed months ends, of somebody who missed a month later too; null: there is none. */
export function breachOf(fate: Fate): 'cured' | 'cured-later' | 'measured' | null {
  if (fate === 'everything') return 'cured-later';
  if (fate === 'breach-measured') return 'measured';
  return fate === 'breach-cured' ? 'cured' : null;
}

/** Whose account a case has opened on the engine: whoever is party to a case later. */
export function lives({ fate }: Plan): boolean {
  return breachOf(fate) !== null || isRaised(fate);
}

function isRaised(fate: Fate): boolean {
  return Object.values<Turn>(FATES[fate]).includes('outside');
}

export interface Plan {
  readonly cycle: 'month' | 'quarter' | 'half-year' | 'year';
  readonly length: number;
  readonly cents: number;
  readonly debitDay: number;
  readonly fate: Fate;
  readonly opening: number;
}

const CYCLES = [
  ['month', 1],
  ['quarter', 3],
  ['half-year', 6],
  ['year', 12],
] as const;

export const LIMITS_FROM = dayIn('09-01');
/** Cents a month; the limit rises to 500.00. */
const LOWER = 30_000;
export const HIGHER = 60_000;

export function planOf(n: number): Plan {
  const [cycle, length] = n % 3 === 2 ? CYCLES[1 + (Math.floor(n / 3) % 3)]! : CYCLES[0];
  const names = Object.keys(FATES) as Fate[];
  const fate = cycle === 'month' ? names[(n - Math.floor(n / 3)) % names.length]! : 'pays';
  return {
    ...{ cycle, length, fate, debitDay: n % 2 === 0 ? 10 : 16 },
    cents: isRaised(fate) ? LOWER : 60_000 + (n % 17) * 1_011,
    opening: fate === 'everything' ? 123_456 : (n % 5) * 123_457,
  };
}

export function turnOf({ fate }: Plan, n: number): Turn {
  const turns: Readonly<Record<number, Turn>> = FATES[fate];
  return turns[n] ?? 'pays';
}

/** Cents a month, by the number of the month. */
export function centsIn({ fate, cents }: Plan, n: number): number {
  const turns = Object.entries<Turn>(FATES[fate]);
  const raised = turns.find(([, turn]) => turn === 'outside')?.[0];
  return raised !== undefined && n > Number(raised) ? HIGHER : cents;
}

export interface Line {
  readonly day: string;
  readonly cents: number;
}

/** What came in and went out of an account, as it should be. */
export interface Expected {
  readonly lines: Line[];
  readonly months: string[];
}

/** Rates in ten-thousandths; the days of the settlements are not counted in what they end. */
export const RATE_FROM = dayIn('10-01');
const YEARS = [
  [dayIn('01-01'), dayIn('06-30'), [['2016-02-21', RATE_FROM, 150]]],
  [
    ...([dayIn('06-30'), LAST_DAY] as const),
    [
      ['2016-02-21', RATE_FROM, 150],
      [RATE_FROM, '2099-01-01', 175],
    ],
  ],
] as const;

/** Interest in whole cents: every line by its days and rates, rounded half up once a year. */
export function interestOf(lines: readonly Line[]): readonly Line[] {
  const settled: Line[] = [];
  for (const [from, to, stretches] of YEARS) {
    // Yuan of a ten-thousandth, times days: exact in whole numbers.
    let product = 0n;
    for (const { day, cents } of [...lines, ...settled]) {
      for (const [since, until, rate] of stretches) {
        const begin = Math.max(at(day), at(since), at(from));
        const end = Math.min(at(until), at(to));
        if (end > begin) product += BigInt(cents) * BigInt(end - begin) * BigInt(rate);
      }
    }
    const under = 360n * 10_000n;
    const cents = Number((2n * product + under) / (2n * under));
    // Credited at the end of 30 June: it earns from 1 July.
    settled.push({ day: shift(to, 1), cents });
  }
  return settled;
}

/** So many months without payment break no run, as the story's center has it. */
export const GAP = 4;

/** Months paid up to the last day, and those in a row, counted back on fingers. */
export function inARow(paid: readonly string[], from: string) {
  const calendar = MONTHS.filter((month) => month <= LAST_DAY.slice(0, 7)).toReversed();
  const has = new Set(paid);
  let [continuous, gap] = [0, 0];
  for (const month of calendar) {
    gap = has.has(month) ? 0 : gap + 1;
    if (month < from || gap > GAP) break;
    if (gap === 0) continuous += 1;
  }
  return { months: calendar.filter((month) => has.has(month)).length, continuous };
}

/** The first month that counts again after the measure against what was missed in the autumn. */
export const COUNTS_FROM = monthAt(8);
