/**
 * Random lives beside the rules and the calculator: after every event of every life the answers are those
 * of a wall calendar, and no forbidden state was reached. `npm run lives` leads ten thousand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { ZERO } from '../../src/domain/money.ts';
import { lifeStory, type LifeStory } from './arbitrary.ts';
import { wrongIn } from './judge.ts';
import { live, newLife, RULES, type Life, type Rules } from './life.ts';

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

  it('of them some get far: closed with employee money, by dormancy, drawn for rent', () => {
    const seen = new Set<string>();
    for (const story of fc.sample(lifeStory, { numRuns: 400, seed: 7 })) {
      const life: Life = newLife(story.from);
      for (const event of story.events) {
        const before = life.closed.length;
        live(life, event, RULES);
        if (life.closed.length > before) seen.add(`closed by ${event.kind}`);
        if (life.drew.length > 0) seen.add('drew for rent');
      }
      if (life.paidOut.some(({ unit }) => unit > 0)) seen.add('employee money paid');
    }
    expect([...seen].sort()).toEqual([
      'closed by close-dormant',
      'closed by exit',
      'drew for rent',
      'employee money paid',
    ]);
  });
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
    'months in a row that bridge no gap',
    { continuity: (facts) => RULES.continuity({ ...facts, toleratedGap: 0 }) },
  ],
];

describe('lives find', () => {
  it.each(BROKEN)('%s', (_, broken) => {
    const found = leads({ ...RULES, ...broken }, PLANTED, 11);
    expect(found.failed).toBe(true);
  });
});
