/**
 * Fifteen months of one person and of many, through the very steps of the runs with their business
 * dates as arguments: every cycle, cards refused once and for good, months paid by oneself, a debit
 * taken back, withdrawals, limits that rise, a rate that changes within a year, two settlements; and
 * the cases about three missed months on the engine, served, cured or decided. What everybody has at
 * the end is reckoned once more, by hand, in whole cents.
 */
import { describe, expect, it } from 'vitest';
import { continuityOf } from '../../src/api/contributions.ts';
import { monthsOf } from '../../src/api/queries/contributions.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { CENTER } from '../db/fixtures.ts';
import { wrongOf } from '../ledger/corrections.ts';
import { contribution, reserve } from '../ledger/entries.ts';
import { balanceOf, record } from '../ledger/fixtures.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import {
  breachOf,
  centsIn,
  COUNTS_FROM,
  dayIn,
  debitOn,
  GAP,
  HIGHER,
  inARow,
  interestOf,
  LAST_DAY,
  LIMITS_FROM,
  lives,
  monthAt,
  MONTHS,
  planOf,
  RATE_FROM,
  shift,
  turnOf,
  type Expected,
  type Plan,
} from './fifteen-life.ts';
import { fifteenOffice } from './fifteen-office.ts';

const office = fifteenOffice();
const { suite, bank } = office;
/** `npm run walks` takes a hundred. */
const PEOPLE = Number(process.env['ANJU_LEDGER_PEOPLE'] ?? 12);

/** What happens on a day: to a plan, to the figures, in a case, in the bank. */
interface Happening {
  readonly day: string;
  readonly collects: boolean;
  readonly before?: () => Promise<void>;
  /** After the instructions left. */
  readonly after?: () => void;
}

interface Person {
  readonly one: Contributor;
  readonly plan: Plan;
  readonly expected: Expected;
}

const yuanOf = (cents: number) => (cents / 100).toFixed(2);

/** Everything that happens to one person, and what it comes to. */
function lifeOf(person: Person): readonly Happening[] {
  const life: Happening[] = [];
  for (let n = 0; n < MONTHS.length; n += person.plan.length) life.push(...cycleOf(person, n));
  return life;
}

function cycleOf(person: Person, n: number): readonly Happening[] {
  const { one, plan, expected } = person;
  const month = MONTHS[n]!;
  const day = debitOn(month, plan.debitDay);
  const cents = centsIn(plan, n) * plan.length;
  const paid = (on: string) => {
    expected.lines.push({ day: on, cents });
    expected.months.push(...Array.from({ length: plan.length }, (_, k) => monthAt(n + k)));
  };
  const debit = (on: string, then: (key: string) => void, attempt = 1): Happening => ({
    ...{ day: on, collects: true },
    after: () => {
      then(debitKey(one, month, attempt));
    },
  });
  const pays = (on: string, attempt = 1) => {
    paid(on);
    return debit(
      on,
      (key) => {
        bank.pay(key, on);
      },
      attempt,
    );
  };
  const refused = (on: string, attempt = 1) =>
    debit(
      on,
      (key) => {
        bank.refuse(key, on);
      },
      attempt,
    );
  const thrice = () => [0, 3, 6].map((by, tries) => refused(shift(day, by), tries + 1));
  switch (turnOf(plan, n)) {
    case 'pays':
      return [pays(day)];
    case 'late':
      return [refused(day), pays(shift(day, 3), 2)];
    case 'missed':
      return thrice();
    case 'own': {
      const on = shift(day, 7);
      paid(on);
      const before = () => office.transfer(one, yuanOf(cents), on);
      return [...thrice(), { day: on, collects: false, before }];
    }
    case 'recalled': {
      const back = shift(day, 5);
      const first = pays(day);
      expected.lines.push({ day: back, cents: -cents });
      expected.months.pop();
      const before = () => {
        bank.recall(debitKey(one, month), back);
        return Promise.resolve();
      };
      // Debited again after the days between.
      return [first, { day: back, collects: true, before }, pays(shift(back, 3), 2)];
    }
    case 'outside': {
      const first = `${MONTHS[n + 1]!}-01`;
      return [
        { day, collects: true },
        { day: first, collects: false, before: () => office.changed(one, yuanOf(HIGHER), first) },
      ];
    }
  }
}

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
  office.forgetFigures();
}

/** Day by day, in their order: who pays, what changes, what is settled. */
async function live(all: readonly Happening[]): Promise<void> {
  const settled = [dayIn('06-30'), LAST_DAY];
  const days = [...new Set([...all.map(({ day }) => day), ...settled])].toSorted();
  for (const day of days) {
    const now = all.filter((one) => one.day === day);
    for (const { before } of now) await before?.();
    if (now.some(({ collects }) => collects)) {
      await office.run('collection', day, () => {
        for (const { after } of now) after?.();
      });
    }
    if (settled.includes(day)) await office.run('interest-settlement', day);
  }
}

/** Who comes before a case opened the account as everybody does; others are written down. */
async function people(count: number): Promise<readonly Person[]> {
  const made: Person[] = [];
  for (let n = 0; n < count; n += 1) {
    const plan = planOf(n);
    const { cycle, debitDay, cents } = plan;
    const one = lives(plan)
      ? await office.holder(plan)
      : await contributor(suite, {
          ...{ openedOn: dayIn('01-05'), fromMonth: dayIn('01'), paidTo: dayIn('03') },
          ...{ cycle, debitDay, monthlyAmount: yuanOf(cents) },
        });
    made.push({ one, plan, expected: { lines: [], months: [] } });
  }
  return made;
}

/** What was there, and what is taken out on a day in between. */
async function moneyOf({ one, plan, expected }: Person, n: number): Promise<readonly Happening[]> {
  const begun = dayIn('04-01');
  if (plan.opening > 0) {
    const amount = yuanOf(plan.opening);
    await record(suite, [contribution(one.account, amount, { valueDate: plainDate(begun) })]);
    expected.lines.push({ day: begun, cents: plan.opening });
  }
  if ((n % 4 !== 1 && plan.fate !== 'everything') || plan.opening === 0) return [];
  const day = dayIn(`${String(8 + (n % 4)).padStart(2, '0')}-20`);
  const cents = Math.floor(plan.opening / 3);
  expected.lines.push({ day, cents: -cents });
  const before = async () => {
    await record(suite, [reserve(one.account, yuanOf(cents), { valueDate: plainDate(day) })]);
  };
  return [{ day, collects: false, before }];
}

/** Found and served when the third month is missed; cured by what is paid in the month after, or decided. */
function casesOf(all: readonly Person[]): readonly Happening[] {
  const of = (...ends: readonly (string | null)[]) =>
    all.flatMap(({ one, plan }) => (ends.includes(breachOf(plan.fate)) ? [one] : []));
  const acts: readonly (readonly [string, () => Promise<void>])[] = [
    [dayIn('12-02'), () => office.served(of('cured', 'measured'), dayIn('12-02'))],
    [dayIn('12-02'), () => office.blameless(of('cured-later'))],
    [dayIn('12-28'), () => office.cured(of('cured'), dayIn('12-28'))],
    [dayIn('01-02', 1), () => office.served(of('cured-later'), dayIn('01-02', 1))],
    [dayIn('01-28', 1), () => office.cured(of('cured-later'), dayIn('01-28', 1))],
    [
      dayIn('02-05', 1),
      async () => {
        const months = await office.measured(of('measured'));
        expect(new Set(months)).toEqual(new Set(months.length === 0 ? [] : [COUNTS_FROM]));
      },
    ],
  ];
  return [
    // The day's collection notes that the month before is over.
    { day: dayIn('12-01'), collects: true },
    { day: dayIn('01-01', 1), collects: true },
    ...acts.map(([day, before]) => ({ day, collects: false, before })),
  ];
}

async function expectReckoned({ one, plan, expected }: Person): Promise<void> {
  const lines = [...expected.lines, ...interestOf(expected.lines)];
  const cents = lines.reduce((sum, line) => sum + line.cents, 0);
  const who = `${plan.cycle}, ${plan.fate}`;
  const { amount } = await balanceOf(suite, one.account);
  expect([who, amount]).toEqual([who, yuanOf(cents)]);
  const months = await monthsOf(suite.api, one.account);
  const { rowCount } = await suite.owner.query('select from breach where account = $1', [
    one.account,
  ]);
  expect([who, rowCount]).toEqual([who, breachOf(plan.fate) === null ? 0 : 1]);
  const paid = expected.months.toSorted();
  expect([who, months.map(({ month }) => month)]).toEqual([who, paid]);
  const account = { number: one.account, center: CENTER };
  const on = plainDate(LAST_DAY);
  const told = await continuityOf({ pool: suite.api }, { account, months, on });
  const from = breachOf(plan.fate) === 'measured' ? COUNTS_FROM : MONTHS[0]!;
  expect([who, told]).toEqual([who, inARow(paid, from)]);
}

describe('fifteen months', () => {
  it(`of ${PEOPLE} people come to what is reckoned by hand`, { timeout: 1_800_000 }, async () => {
    const all = await people(PEOPLE);
    await suite.owner.query(`update figure set value = $1 where name = 'continuity-gap'`, [
      String(GAP),
    ]);
    office.forgetFigures();
    const figures = [
      ['contribution-base-min', '5000.00', LIMITS_FROM],
      ['interest-rate', '0.0175', RATE_FROM],
    ] as const;
    const changes = figures.map(([name, value, day]) => ({
      ...{ day, collects: false, before: () => figure(name, value, day) },
    }));
    const life = all.flatMap(lifeOf);
    const money = (await Promise.all(all.map(moneyOf))).flat();
    await live([...changes, ...money, ...life, ...casesOf(all)]);
    for (const person of all) await expectReckoned(person);
    for (const check of ['reversals', 'suspense', 'receivables'] as const) {
      expect(await wrongOf(suite, check)).toEqual([]);
    }
  });
});
