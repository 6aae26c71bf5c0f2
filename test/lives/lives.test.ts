/**
 * Random lives beside the rules and the calculator: after every event of every life the answers are those
 * of a wall calendar, and no forbidden state was reached. `npm run lives` leads ten thousand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { ZERO } from '../../src/domain/money.ts';
import { ACCOUNT_WAYS } from '../../src/policy/account-states.ts';
import { lifeStory, type LifeStory } from './arbitrary.ts';
import { wrongIn } from './judge.ts';
import { live, newLife } from './life.ts';
import { RULES, type Life, type Rules } from './model.ts';
import { nextDay } from './naive-time.ts';

const LIVES = Number(process.env['ANJU_LIVES'] ?? 120);
const PLANTED = 400;

/** The first thing wrong in a life, with the event after which it was; null: none. */
function firstWrong({ from, events }: LifeStory, rules: Rules): string | null {
  const life = newLife(from);
  for (const [n, event] of events.entries()) {
    live(life, event, rules);
    const [wrong] = wrongIn(life, rules);
    if (wrong !== undefined) return `${String(n)} ${event.kind} on ${life.today}: ${wrong}`;
  }
  return null;
}

function leads(rules: Rules, numRuns: number, seed?: number) {
  return fc.check(
    fc.property(lifeStory, (story) => {
      expect(firstWrong(story, rules)).toBeNull();
    }),
    { numRuns, ...(seed === undefined ? {} : { seed, endOnFailure: true }) },
  );
}

describe('every life', () => {
  it(
    `is told what the rules then do, and reaches no forbidden state (${String(LIVES)} lives)`,
    { timeout: 1_800_000 },
    () => {
      const found = leads(RULES, LIVES);
      expect(fc.defaultReportMessage(found) ?? '').toBe('');
    },
  );

  it(
    'of them some get far: by dormancy, with employee money, drawn for rent, suspended',
    { timeout: 180_000 },
    () => {
      const seen = new Set<string>();
      for (const story of fc.sample(lifeStory, { numRuns: 400, seed: 7 })) {
        const life: Life = newLife(story.from);
        for (const event of story.events) {
          const before = life.closed.length;
          live(life, event, RULES);
          if (life.closed.length > before) seen.add(`closed by ${event.kind}`);
          if (life.drew.length > 0) seen.add('drew for rent');
          if (life.account?.notice) seen.add('told of a closing');
        }
        if (life.paidOut.some(({ unit }) => unit > 0)) seen.add('employee money paid');
        const { agreements, notices, seals, mandates } = life.books;
        if (agreements.some(({ states }) => states.length > 2)) seen.add('suspended and ended');
        if (agreements.length > 1) seen.add('a second agreement');
        if (notices.length > 0) seen.add('closed on a notice');
        if (seals.some(({ source, to }) => source === 'flexible' && to !== null)) {
          seen.add('a flexible seal over');
        }
        if (mandates.some(({ active }) => !active)) seen.add('a mandate over');
      }
      expect([...seen].sort()).toEqual([
        'a flexible seal over',
        'a mandate over',
        'a second agreement',
        'closed by close-dormant',
        'closed by exit',
        'closed on a notice',
        'drew for rent',
        'employee money paid',
        'suspended and ended',
        'told of a closing',
      ]);
    },
  );
});

/** Each rule broken in the way somebody would break it. */
const BROKEN: readonly (readonly [string, Partial<Rules>])[] = [
  [
    'a half year that opens on its last day',
    {
      assessExit: (facts) =>
        RULES.assessExit({
          ...facts,
          employeeSealedOn: facts.employeeSealedOn && addDays(facts.employeeSealedOn, -1),
        }),
    },
  ],
  [
    'an exit that forgets the loan',
    { assessExit: (facts) => RULES.assessExit({ ...facts, openLoan: false }) },
  ],
  [
    'an exit that forgets the hold',
    { assessExit: (facts) => RULES.assessExit({ ...facts, holds: [] }) },
  ],
  [
    'an exit that takes no account of employee money',
    {
      assessExit: (facts) =>
        RULES.assessExit({ ...facts, employeeBalance: ZERO, employeeSealedOn: null }),
    },
  ],
  [
    'a seal of the whole account where the portion counts',
    { assessExit: (facts) => RULES.assessExit({ ...facts, sealClock: 'whole-account' }) },
  ],
  [
    'an empty account that is closed after five months',
    { assessDormantClosing: (facts) => RULES.assessDormantClosing({ ...facts, months: 5 }) },
  ],
  [
    'an empty account that is closed against a loan',
    {
      assessDormantClosing: (facts) => RULES.assessDormantClosing({ ...facts, openLoan: false }),
    },
  ],
  [
    'an empty account that is closed against a guarantee',
    {
      assessDormantClosing: (facts) => RULES.assessDormantClosing({ ...facts, guarantee: false }),
    },
  ],
  [
    'a calculator that is a day behind',
    { dates: (facts) => RULES.dates({ ...facts, on: addDays(facts.on, -1) }) },
  ],
  [
    'a calculator that forgets the gap between two withdrawals',
    {
      dates: (facts) =>
        RULES.dates(
          facts.drawing ? { ...facts, drawing: { ...facts.drawing, earlier: [] } } : facts,
        ),
    },
  ],
  [
    'a notice that is over a day early',
    { noticeUntil: (on, days) => nextDay(RULES.noticeUntil(on, days), -1) },
  ],
  [
    'an agreement that goes on after it has ended',
    {
      assessAgreementChange: (facts) =>
        facts.change === 'resume'
          ? RULES.assessAgreementChange({ ...facts, state: 'suspended' })
          : RULES.assessAgreementChange(facts),
    },
  ],
  [
    'an account that goes every way from every state',
    {
      assessAccountMove: (facts) =>
        RULES.assessAccountMove({ ...facts, ...ACCOUNT_WAYS[facts.way].from[0]! }),
    },
  ],
  [
    'months in a row that bridge no gap',
    { continuity: (facts) => RULES.continuity({ ...facts, toleratedGap: 0 }) },
  ],
];

describe('lives find', () => {
  it.each(BROKEN)('%s', { timeout: 180_000 }, (_, broken) => {
    const found = leads({ ...RULES, ...broken }, PLANTED, 11);
    expect(found.failed).toBe(true);
  });
});
