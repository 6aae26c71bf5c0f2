/** Every figure has a verdict for every case type, and the table says what the courses really read. */
import { describe, expect, it } from 'vitest';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { verdictLines } from '../../src/cases/wording-running.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { notarisedAbove } from '../../src/policy/agency-figures.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { changeDays } from '../../src/policy/change-figures.ts';
import { exitFigures } from '../../src/policy/exit-terms.ts';
import { CHOSEN_TYPES } from '../../src/policy/figure-choice.ts';
import { FIGURE_REACH } from '../../src/policy/figure-impact.ts';
import {
  isReached,
  reachedTypes,
  RUNNING_TYPES,
  UNREACHED,
  verdictOf,
  type RunningType,
} from '../../src/policy/figure-reach.ts';
import { FIGURE_NAMES, FIGURES, type Figure, type FigureName } from '../../src/policy/figures.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import { mandateLimit } from '../../src/policy/mandate-limit.ts';
import { openingFigures } from '../../src/policy/opening-figures.ts';
import { changeWatch } from '../../src/policy/personal-change-watch.ts';
import { withdrawalFigures } from '../../src/policy/withdrawal-terms.ts';
import { deductionFigures } from '../../activities/deductions.ts';
import { dormancyMonths } from '../../activities/dormancy.ts';
import { missedMonthsMin } from '../../activities/breach-facts.ts';
import { gapTolerated } from '../../activities/take-up.ts';
import { yuan } from '../../src/domain/money.ts';

const on = plainDate('2027-03-01');
const center = '210100';
const scope = { center, on };
const whole = { ...scope, district: null };

/** One of every name: those that no center has set are made up, so that it is seen when they are read. */
const ALL: readonly Figure[] = [
  ...SHIPPED_FIGURES,
  ...FIGURE_NAMES.filter((name) => !SHIPPED_FIGURES.some((one) => one.name === name)).map(
    (name): Figure => ({
      ...{ center, district: null, name, from: plainDate('2026-01-01'), to: null, document: '' },
      value: FIGURES[name].unit === 'yuan' ? '1000.00' : '1',
    }),
  ),
];

/** The names that something asks for: whose value it looks at. */
function namesAsked(read: (figures: readonly Figure[]) => unknown): ReadonlySet<FigureName> {
  const asked = new Set<FigureName>();
  const get = (one: Figure, key: string | symbol) => {
    if (key === 'value') asked.add(one.name);
    return Reflect.get(one, key) as unknown;
  };
  read(ALL.map((one) => new Proxy(one, { get })));
  return asked;
}

const plan = { monthlyAmount: yuan('800.00'), cycle: 'month', debitDay: 10 } as const;
const watch = (figures: readonly Figure[]) =>
  changeWatch([], { figures, center, askedOn: on, seen: [] });
const interest = (figures: readonly Figure[]) => interestTerms(figures, scope);
const agent = (figures: readonly Figure[]) => notarisedAbove(figures, scope);
const opening = (figures: readonly Figure[]) => openingFigures(figures, whole);
const exit = (figures: readonly Figure[]) => exitFigures(figures, scope);

/** What the activities of each type read figures by. */
const READERS: Readonly<
  Partial<Record<RunningType, readonly ((figures: readonly Figure[]) => unknown)[]>>
> = {
  withdrawal: [(figures) => withdrawalFigures(figures, whole), watch, agent],
  exit: [exit, interest, watch, agent],
  'dormant-closing': [(figures) => dormancyMonths(figures, scope), interest],
  'contribution-change': [
    (figures) => changeDays(figures, scope),
    (figures) => mandateLimit(figures, { ...plan, ...scope }),
    opening,
    agent,
  ],
  hold: [(figures) => deductionFigures(figures, scope)],
  'death-payout': [exit, interest, watch, agent],
  breach: [(figures) => missedMonthsMin(figures, scope)],
  resumption: [(figures) => gapTolerated(figures, center, on)],
  'conversion-to-flexible': [(figures) => gapTolerated(figures, center, on)],
};

describe('the table', () => {
  it('knows the case types there are', () => {
    expect([...RUNNING_TYPES].sort()).toEqual(Object.keys(CASE_TYPES).sort());
  });

  it.each(RUNNING_TYPES)(
    'has a verdict on every figure for %s, with its stages or why not',
    (type) => {
      for (const name of FIGURE_NAMES) {
        const verdict = verdictOf(type, name);
        if (verdict.reaches === null) expect(UNREACHED[verdict.why], name).not.toBe('');
        else {
          for (const stage of verdict.at) {
            expect(CASE_TYPES[type]!.stages, `${type} ${name}`).toHaveProperty([stage]);
            expect(CASE_TYPES[type]!.stages[stage]!.final, `${type} ${stage}`).not.toBe(true);
          }
        }
      }
    },
  );

  it.each(Object.keys(READERS) as RunningType[])(
    'leaves nothing out that the course of %s reads',
    (type) => {
      for (const read of READERS[type]!) {
        for (const name of namesAsked(read)) {
          const verdict = verdictOf(type, name);
          expect(verdict, `${type} reads ${name}`).not.toEqual({ reaches: null, why: 'not-read' });
        }
      }
    },
  );

  it('says of an opening what its own table says', () => {
    for (const name of FIGURE_NAMES) {
      const { unaccepted, agreement } = FIGURE_REACH[name];
      expect(isReached('account-opening', name), name).toBe(unaccepted !== null || agreement);
    }
  });

  it('reaches no type for which nobody could choose', () => {
    const reached = new Set(FIGURE_NAMES.flatMap(reachedTypes));
    expect([...reached].sort()).toEqual([...CHOSEN_TYPES].sort());
  });
});

describe('what acceptance, a paper or the books fix', () => {
  it.each([
    ['breach', 'breach-months', 'at-start'],
    ['conversion-to-employee', 'employment-wait', 'printed'],
    ['dormant-closing', 'dormancy-notice', 'printed'],
    ['withdrawal', 'supplement', 'printed'],
    ['exit', 'personal-change-watch', 'at-start'],
    ['exit', 'interest-rate', 'of-account'],
    ['death-payout', 'withdrawal-promise', 'at-acceptance'],
    ['contribution-change', 'amount-change-gap', 'printed'],
    ['hold', 'seal-clock', 'not-read'],
  ] as const)('is not moved: %s by %s (%s)', (type, name, why) => {
    expect(verdictOf(type, name)).toEqual({ reaches: null, why });
  });

  it('is said in words, a line for each type whose course reads it', () => {
    const lines = verdictLines('seal-clock');
    expect(lines.find((line) => line.startsWith('退出销户'))).toContain(
      '生效日及以后决定的，按新值决定',
    );
    expect(lines.find((line) => line.startsWith('死亡提取'))).toContain('不据以决定');
    expect(verdictLines('dormancy-notice').join('')).toContain('已经写入告知书');
    expect(verdictLines('suspense-days')).toEqual([]);
  });
});
