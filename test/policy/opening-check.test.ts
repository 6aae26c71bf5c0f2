/** Clause 14: what the national platform's answer means for an opening, row by row. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import {
  ANSWER_STATUSES,
  LOAN_STATES,
  OPENING_CODES,
  REPORTED_SOURCES,
  REPORTED_STATES,
} from '../../src/domain/vocabulary.ts';
import {
  assessOpeningCheck,
  type OpeningCheckFacts,
  type PlatformAnswer,
  type ReportedAccount,
} from '../../src/policy/opening-check.ts';

const HERE = '210100';
const THERE = '210200';
const on = plainDate('2026-11-22');

const nothing: PlatformAnswer = {
  status: 'ok',
  accounts: [],
  loans: [],
  fraudFlag: false,
  bans: [],
};
const facts: OpeningCheckFacts = {
  center: HERE,
  nameMatches: true,
  documentMatches: true,
  answer: nothing,
  on,
};
const account = (
  center: string,
  state: ReportedAccount['state'],
  source: ReportedAccount['source'] = 'unit',
): ReportedAccount => ({ center, state, source });
const withAccounts = (...accounts: readonly ReportedAccount[]): OpeningCheckFacts => ({
  ...facts,
  answer: { ...nothing, accounts },
});

describe('（十四）须…核查其在全国范围内的住房公积金账户', () => {
  it.each([
    ['nothing', [], 'open', 'no-account'],
    ['closed elsewhere', [account(THERE, 'closed')], 'open', 'no-account'],
    ['closed here', [account(HERE, 'closed')], 'open', 'local-closed'],
    ['sealed elsewhere', [account(THERE, 'sealed')], 'open', 'remote-sealed'],
    [
      'closed here, sealed elsewhere',
      [account(HERE, 'closed'), account(THERE, 'sealed')],
      'open',
      'remote-sealed',
    ],
    ['normal elsewhere', [account(THERE, 'normal', 'flexible')], 'defer', 'remote-normal'],
    [
      'closed here, normal elsewhere',
      [account(HERE, 'closed'), account(THERE, 'normal')],
      'defer',
      'remote-normal',
    ],
    ['sealed here, unit', [account(HERE, 'sealed', 'unit')], 'convert', 'local-sealed'],
    ['sealed here, flexible', [account(HERE, 'sealed', 'flexible')], 'convert', 'local-sealed'],
    ['sealed here, unknown', [account(HERE, 'sealed', 'unknown')], 'convert', 'local-sealed'],
    ['normal here, unit', [account(HERE, 'normal', 'unit')], 'refuse', 'local-unit'],
    ['normal here, flexible', [account(HERE, 'normal', 'flexible')], 'refuse', 'local-flexible'],
    ['normal here, unknown', [account(HERE, 'normal', 'unknown')], 'review', 'local-unknown'],
    [
      'two that are not closed',
      [account(HERE, 'normal'), account(THERE, 'sealed')],
      'defer',
      'several-accounts',
    ],
    [
      'two sealed elsewhere',
      [account(THERE, 'sealed'), account('110100', 'sealed')],
      'defer',
      'several-accounts',
    ],
    ['frozen here', [account(HERE, 'frozen')], 'review', 'local-frozen'],
    ['frozen elsewhere', [account(THERE, 'frozen')], 'review', 'remote-frozen'],
    [
      'frozen here and elsewhere',
      [account(THERE, 'frozen'), account(HERE, 'frozen')],
      'review',
      'local-frozen',
    ],
  ] as const)('%s', (_finding, accounts, outcome, code) => {
    expect(assessOpeningCheck(withAccounts(...accounts))).toMatchObject({ outcome, code });
  });

  it.each(['partial', 'timeout', 'error'] as const)(
    'asks again after an answer that is %s, whatever else it says',
    (status) => {
      const accounts = [account(THERE, 'sealed')];
      const loans = [{ center: THERE, state: 'open' }] as const;
      const answer = { ...nothing, status, accounts, loans };
      const result = assessOpeningCheck({ ...facts, answer, nameMatches: false });
      expect(result).toMatchObject({ outcome: 'retry', code: 'no-answer', flags: [] });
    },
  );

  it.each([
    [false, false, 'retry', 'wrong-person'],
    [false, true, 'review', 'mismatch'],
    [true, false, 'review', 'mismatch'],
  ])('name fits %s, document fits %s: %s', (nameMatches, documentMatches, outcome, code) => {
    const sealed = withAccounts(account(HERE, 'sealed'));
    const result = assessOpeningCheck({ ...sealed, nameMatches, documentMatches });
    expect(result).toMatchObject({ outcome, code });
  });

  it('reviews a fraud flag before it looks at any account', () => {
    const answer = { ...nothing, fraudFlag: true, accounts: [account(HERE, 'frozen')] };
    expect(assessOpeningCheck({ ...facts, answer })).toMatchObject({
      outcome: 'review',
      code: 'fraud-flag',
    });
  });
});

describe('a review clears one named finding, never the outcome', () => {
  it.each([
    ['mismatch', { ...withAccounts(account(HERE, 'sealed')), nameMatches: false }, 'local-sealed'],
    ['fraud-flag', { ...facts, answer: { ...nothing, fraudFlag: true } }, 'no-account'],
    ['remote-frozen', withAccounts(account(THERE, 'frozen')), 'no-account'],
    [
      'remote-frozen',
      withAccounts(account(THERE, 'frozen'), account(HERE, 'normal')),
      'several-accounts',
    ],
  ] as const)('%s cleared: the rest decides', (code, found, next) => {
    expect(assessOpeningCheck(found).code).toBe(code);
    const result = assessOpeningCheck({ ...found, cleared: [code] });
    expect(result.code).toBe(next);
    expect(result.trace.find(({ condition }) => condition === code)).toMatchObject({
      value: true,
      inputs: { cleared: true },
    });
  });

  it('clears nothing else: what is frozen or unknown here is solved here', () => {
    for (const found of [
      withAccounts(account(HERE, 'frozen')),
      withAccounts(account(HERE, 'normal', 'unknown')),
      withAccounts(account(THERE, 'normal')),
    ]) {
      expect(assessOpeningCheck({ ...found, cleared: [...OPENING_CODES] })).toEqual(
        assessOpeningCheck(found),
      );
    }
  });
});

describe('flags stand beside any outcome of a complete answer', () => {
  const until = (text: string) => ({ until: plainDate(text) });

  it('gives them in the order of the table', () => {
    const answer: PlatformAnswer = {
      ...nothing,
      accounts: [account(THERE, 'sealed'), account(HERE, 'normal')],
      loans: [{ center: THERE, state: 'open' }],
      bans: [until('2029-01-01')],
    };
    const result = assessOpeningCheck({ ...facts, answer });
    expect(result).toMatchObject({
      outcome: 'defer',
      flags: ['transfer-in-offer', 'open-loan', 'ban'],
    });
    expect(result.clauses).toContain('regulation-41');
  });

  it.each([
    ['2026-11-21', []],
    ['2026-11-22', ['ban']],
    ['2026-11-23', ['ban']],
  ])('a ban until %s on 2026-11-22: %j', (last, flags) => {
    const answer = { ...nothing, bans: [until('2020-01-01'), until(last)] };
    expect(assessOpeningCheck({ ...facts, answer }).flags).toEqual(flags);
  });

  it('offers no transfer of an account sealed here, and forgets a settled loan', () => {
    const answer: PlatformAnswer = {
      ...nothing,
      accounts: [account(HERE, 'sealed')],
      loans: [{ center: THERE, state: 'settled' }],
    };
    expect(assessOpeningCheck({ ...facts, answer }).flags).toEqual([]);
  });
});

const anyFacts = fc.record({
  center: fc.constant(HERE),
  nameMatches: fc.boolean(),
  documentMatches: fc.boolean(),
  on: fc.constant(on),
  cleared: fc.subarray([...OPENING_CODES]),
  answer: fc.record({
    status: fc.constantFrom(...ANSWER_STATUSES),
    accounts: fc.array(
      fc.record({
        center: fc.constantFrom(HERE, THERE, '110100'),
        state: fc.constantFrom(...REPORTED_STATES),
        source: fc.constantFrom(...REPORTED_SOURCES),
      }),
      { maxLength: 4 },
    ),
    loans: fc.array(
      fc.record({ center: fc.constant(THERE), state: fc.constantFrom(...LOAN_STATES) }),
      { maxLength: 2 },
    ),
    fraudFlag: fc.boolean(),
    bans: fc.array(fc.record({ until: fc.constant(on) }), { maxLength: 1 }),
  }),
});

describe('whatever the platform answers', () => {
  it('opens only on a complete answer about this person', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { outcome } = assessOpeningCheck(any);
        if (any.answer.status !== 'ok') expect(outcome).toBe('retry');
        if (!any.nameMatches && !any.documentMatches) expect(outcome).toBe('retry');
        const normal = any.answer.accounts.filter(({ state }) => state === 'normal');
        if (outcome === 'open') expect(normal).toEqual([]);
      }),
    );
  });

  it('does not depend on the order in which accounts are reported', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const turned = any.answer.accounts.toReversed();
        const other = assessOpeningCheck({ ...any, answer: { ...any.answer, accounts: turned } });
        const { outcome, code, flags } = assessOpeningCheck(any);
        expect(other).toMatchObject({ outcome, code, flags });
      }),
    );
  });

  it('traces every row down to the one that decides', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { code, trace } = assessOpeningCheck(any);
        const rows = trace
          .map(({ condition }) => condition)
          .slice(0, OPENING_CODES.indexOf(code) + 1);
        expect(rows).toEqual(OPENING_CODES.slice(0, OPENING_CODES.indexOf(code) + 1));
      }),
    );
  });
});
