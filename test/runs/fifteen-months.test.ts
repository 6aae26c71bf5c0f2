/**
 * Fifteen months of one person and of many, through the very steps of the runs with their business
 * dates as arguments: every cycle, cards refused once and for good, a debit taken back, withdrawals,
 * limits that rise, a rate that changes within a year, two settlements. What everybody has at the end
 * is reckoned once more here, by hand, in whole cents.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { bench, CENTER } from '../db/fixtures.ts';
import { wrongOf } from '../ledger/corrections.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { balanceOf, record } from '../ledger/fixtures.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
/** `npm run walks` takes a hundred. */
const PEOPLE = Number(process.env['ANJU_LEDGER_PEOPLE'] ?? 12);
const bank = bankDouble();
let office = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));

const MONTHS = Array.from({ length: 15 }, (_, n) => monthAt(n));

function monthAt(n: number): string {
  const at = 3 + n;
  return `${String(2026 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
}

// Days, apart from the product's calendar: UTC arithmetic, Saturdays and Sundays.
const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
const dayOf = (n: number) => new Date(n * DAY_MS).toISOString().slice(0, 10);
const shift = (day: string, by: number) => dayOf(at(day) + by);

function workingDayUpTo(day: string): string {
  let n = at(day);
  while ([0, 6].includes(new Date(n * DAY_MS).getUTCDay())) n -= 1;
  return dayOf(n);
}

type Fate = 'pays' | 'late-once' | 'missed' | 'recalled' | 'below-limit';

interface Plan {
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
/** Those that are about one month come to those who pay by the month. */
const FATES: readonly Fate[] = ['pays', 'late-once', 'missed', 'recalled', 'below-limit'];

function planOf(n: number): Plan {
  const [cycle, length] = n % 3 === 2 ? CYCLES[1 + (Math.floor(n / 3) % 3)]! : CYCLES[0];
  const fate = cycle === 'month' ? FATES[n % FATES.length]! : 'pays';
  return {
    ...{ cycle, length, fate, debitDay: n % 2 === 0 ? 10 : 16 },
    cents: fate === 'below-limit' ? LOWER : 60_000 + (n % 17) * 1_011,
    opening: (n % 5) * 123_457,
  };
}

interface Line {
  readonly day: string;
  readonly cents: number;
}

/** What came in and went out of an account, as it should be. */
interface Expected {
  readonly lines: Line[];
  readonly months: string[];
}

/** What happens on a day: in the bank, to a plan, to the figures. */
interface Happening {
  readonly day: string;
  readonly collects: boolean;
  readonly before?: () => Promise<void>;
  /** After the instructions left. */
  readonly after?: () => void;
}

const MISSED = '2026-11';
const LIMITS_FROM = '2026-09-01';
/** Cents a month; the limit rises to 500.00. */
const LOWER = 30_000;
const HIGHER = 60_000;

interface Person {
  readonly one: Contributor;
  readonly plan: Plan;
  readonly expected: Expected;
}

function debitOn(month: string, debitDay: number): string {
  return workingDayUpTo(`${month}-${String(debitDay).padStart(2, '0')}`);
}

/** Everything that happens to one person, and what it comes to. */
function lifeOf({ one, plan, expected }: Person): readonly Happening[] {
  const life: Happening[] = [];
  for (let n = 0; n < MONTHS.length; n += plan.length) {
    life.push(...cycleOf({ one, plan, expected }, n));
  }
  return life;
}

function cycleOf({ one, plan, expected }: Person, n: number): readonly Happening[] {
  const month = MONTHS[n]!;
  const day = debitOn(month, plan.debitDay);
  const covered = Array.from({ length: plan.length }, (_, k) => monthAt(n + k));
  const key = (attempt: number) => debitKey(one, month, attempt);
  const paid = (on: string, cents = plan.cents * plan.length) => {
    expected.lines.push({ day: on, cents });
    expected.months.push(...covered);
  };
  if (plan.fate === 'below-limit' && day >= LIMITS_FROM) return raised({ one, plan, expected }, n);
  if (month !== MISSED) {
    paid(day);
    return [
      {
        day,
        collects: true,
        after: () => {
          bank.pay(key(1), day);
        },
      },
    ];
  }
  if (plan.fate === 'late-once') {
    const later = shift(day, 3);
    paid(later);
    return [
      {
        day,
        collects: true,
        after: () => {
          bank.refuse(key(1), day);
        },
      },
      {
        day: later,
        collects: true,
        after: () => {
          bank.pay(key(2), later);
        },
      },
    ];
  }
  if (plan.fate === 'missed') {
    return [0, 3, 6].map((by, n2) => {
      const on = shift(day, by);
      return {
        day: on,
        collects: true,
        after: () => {
          bank.refuse(key(n2 + 1), on);
        },
      };
    });
  }
  paid(day);
  if (plan.fate !== 'recalled') {
    return [
      {
        day,
        collects: true,
        after: () => {
          bank.pay(key(1), day);
        },
      },
    ];
  }
  const back = shift(day, 5);
  expected.lines.push({ day: back, cents: -plan.cents });
  expected.months.pop();
  return [
    {
      day,
      collects: true,
      after: () => {
        bank.pay(key(1), day);
      },
    },
    {
      day: back,
      collects: true,
      before: () => {
        bank.recall(key(1), back);
        return Promise.resolve();
      },
    },
  ];
}

/** The limits rose: one month is not debited and is missed; the plan is raised, and goes on. */
function raised({ one, plan, expected }: Person, n: number): readonly Happening[] {
  const month = MONTHS[n]!;
  const day = debitOn(month, plan.debitDay);
  if (month === LIMITS_FROM.slice(0, 7)) {
    const next = MONTHS[n + 1]!;
    return [
      { day, collects: true },
      {
        day: `${next}-01`,
        collects: false,
        before: async () => {
          await suite.owner.query(
            `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
             select account, agreement, $2, cycle, debit_day, $3, card from plan where account = $1
              order by from_month desc limit 1`,
            [one.account, (HIGHER / 100).toFixed(2), next],
          );
        },
      },
    ];
  }
  expected.lines.push({ day, cents: HIGHER });
  expected.months.push(month);
  return [
    {
      day,
      collects: true,
      after: () => {
        bank.pay(debitKey(one, month), day);
      },
    },
  ];
}

/** Interest in whole cents: every line by its days and rates, rounded half up once a year. */
function interestOf(lines: readonly Line[]): readonly Line[] {
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

/** Rates in ten-thousandths; the days of the settlements are not counted in what they end. */
const RATE_FROM = '2026-10-01';
const YEARS = [
  ['2026-01-01', '2026-06-30', [['2016-02-21', RATE_FROM, 150]]],
  [
    ...(['2026-06-30', '2027-06-30'] as const),
    [
      ['2016-02-21', RATE_FROM, 150],
      [RATE_FROM, '2099-01-01', 175],
    ],
  ],
] as const;

/** A figure from a day on; the one before ends the day before. */
async function figure(name: string, value: string, from: string): Promise<void> {
  await suite.owner.query(
    `update figure set valid_to = $2::date - 1 where name = $1 and center in ($3, '*')
        and (valid_to is null or valid_to >= $2) and valid_from < $2`,
    [name, from, CENTER],
  );
  await suite.owner.query(
    `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
     values ('*', $1, $2, $3, '测〔2026〕1号', 'sun', 'zhou')
     on conflict do nothing`,
    [name, value, from],
  );
  // Figures are read once for a while.
  office = runs(suite, { bank: () => bank.client });
}

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string, after: readonly (() => void)[]): Promise<void> {
  const run = await office.start('collection', day);
  if ((await office.drive(run, instant(day))).state === 'previewed') {
    await office.act(run, 'approve');
    await office.drive(run, instant(day));
  }
  for (const one of after) one();
  const { state } = await office.drive(run, instant(day));
  expect([day, state]).toEqual([day, 'done']);
}

async function settle(day: string): Promise<void> {
  const run = await office.start('interest-settlement', day);
  expect((await office.drive(run, instant(day))).state).toBe('previewed');
  await office.act(run, 'approve');
  expect((await office.drive(run, instant(day))).state).toBe('done');
}

/** Day by day, in their order: who pays, what changes, what is settled. */
async function live(all: readonly Happening[]): Promise<number> {
  const days = [...new Set([...all.map(({ day }) => day), '2026-06-30', '2027-06-30'])].toSorted();
  for (const day of days) {
    const now = all.filter((one) => one.day === day);
    for (const { before } of now) await before?.();
    if (now.some(({ collects }) => collects)) {
      await collect(
        day,
        now.flatMap(({ after }) => (after ? [after] : [])),
      );
    }
    if (day.endsWith('-06-30')) await settle(day);
  }
  return days.length;
}

async function people(count: number): Promise<readonly Person[]> {
  const made: Person[] = [];
  for (let n = 0; n < count; n += 1) {
    const plan = planOf(n);
    const one = await contributor(suite, {
      ...{ openedOn: '2026-01-05', paidTo: '2026-03', cycle: plan.cycle, debitDay: plan.debitDay },
      monthlyAmount: (plan.cents / 100).toFixed(2),
    });
    made.push({ one, plan, expected: { lines: [], months: [] } });
  }
  return made;
}

/** What was there, and what is taken out on a day in between. */
async function moneyOf({ one, plan, expected }: Person, n: number): Promise<readonly Happening[]> {
  const begun = '2026-04-01';
  if (plan.opening > 0) {
    const amount = (plan.opening / 100).toFixed(2);
    await record(suite, [contribution(one.account, amount, { valueDate: plainDate(begun) })]);
    expected.lines.push({ day: begun, cents: plan.opening });
  }
  if (n % 4 !== 1 || plan.opening === 0) return [];
  const day = `2026-${String(8 + (n % 4)).padStart(2, '0')}-20`;
  const cents = Math.floor(plan.opening / 3);
  expected.lines.push({ day, cents: -cents });
  const amount = (cents / 100).toFixed(2);
  const pay = async () => {
    await record(suite, [reserve(one.account, amount, { valueDate: plainDate(day) })]);
  };
  return [{ day, collects: false, before: pay }];
}

describe('fifteen months', () => {
  it(`of ${PEOPLE} people come to what is reckoned by hand`, { timeout: 1_800_000 }, async () => {
    const office15 = [
      {
        day: LIMITS_FROM,
        collects: false,
        before: () => figure('contribution-base-min', '5000.00', LIMITS_FROM),
      },
      {
        day: RATE_FROM,
        collects: false,
        before: () => figure('interest-rate', '0.0175', RATE_FROM),
      },
    ];
    const all = await people(PEOPLE);
    const life = all.flatMap(lifeOf);
    const money = (await Promise.all(all.map(moneyOf))).flat();
    await live([...office15, ...money, ...life]);
    for (const { one, plan, expected } of all) {
      const lines = [...expected.lines, ...interestOf(expected.lines)];
      const cents = lines.reduce((sum, line) => sum + line.cents, 0);
      const who = `${plan.cycle}, ${plan.fate}`;
      expect([who, (await balanceOf(suite, one.account)).amount]).toEqual([
        who,
        (cents / 100).toFixed(2),
      ]);
      const { rows } = await suite.owner.query<{ month: string }>(
        `select month from contribution where account = $1 and taken_back is null order by month`,
        [one.account],
      );
      expect([who, rows.map(({ month }) => month)]).toEqual([who, expected.months.toSorted()]);
    }
    for (const check of ['reversals', 'suspense', 'receivables'] as const) {
      expect(await wrongOf(suite, check)).toEqual([]);
    }
  });
});
