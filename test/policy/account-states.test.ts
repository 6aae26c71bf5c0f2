/** 账户状态: which may follow which, on which days, and as which code of JGJ/T 320 it is exported. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate as day } from '../../src/domain/calendar.ts';
import {
  ACCOUNT_STATES,
  ACCOUNT_WAY_NAMES,
  ACCOUNT_WAYS,
  assessAccountMove,
  SEALED_SOURCES,
  standardState,
  type AccountMoveFacts,
} from '../../src/policy/account-states.ts';

const ON = day('2026-03-31');
const FACTS: AccountMoveFacts = {
  ...{ way: 'unit-sealed', state: 'normal', source: 'unit' },
  ...{ on: ON, today: ON, openedOn: day('2021-03-15'), lastOn: null },
};
const reasonsOf = (facts: Partial<AccountMoveFacts>) =>
  assessAccountMove({ ...FACTS, ...facts }).reasons;

describe('an account', () => {
  it.each([
    ['unit-sealed', 'normal unit', 'sealed unit'],
    ['unit-unsealed', 'sealed unit', 'normal unit'],
    ['converted-to-flexible', 'sealed unit', 'normal flexible'],
    ['agreement-ended', 'normal flexible', 'sealed flexible'],
    ['exit-signed', 'normal flexible', 'sealed flexible'],
    ['exit-regretted', 'sealed flexible', 'normal flexible'],
    ['resumed', 'sealed flexible', 'normal flexible'],
    ['converted-to-employee', 'normal flexible', 'normal unit'],
    ['converted-to-employee', 'sealed flexible', 'normal unit'],
  ] as const)('goes by %s from %s to %s', (way, from, to) => {
    const { from: starts, to: end } = ACCOUNT_WAYS[way];
    expect(starts.map(({ state, source }) => `${state} ${source}`)).toContain(from);
    expect(`${end.state} ${end.source ?? ''}`).toBe(to);
  });

  it('goes no other way: every state and source that a way does not start from is refused', () => {
    for (const way of ACCOUNT_WAY_NAMES) {
      for (const state of ACCOUNT_STATES) {
        for (const source of SEALED_SOURCES) {
          const starts = ACCOUNT_WAYS[way].from.some(
            (one) => one.state === state && one.source === source,
          );
          const reason = state === 'closed' ? 'account-closed' : 'state-unfit';
          expect(reasonsOf({ way, state, source })).toEqual(starts ? [] : [reason]);
        }
      }
    }
  });

  it('that a unit has not sealed does not become flexible; a closed one is nothing any more', () => {
    expect(reasonsOf({ way: 'converted-to-flexible' })).toEqual(['state-unfit']);
    expect(reasonsOf({ state: 'closed' })).toEqual(['account-closed']);
  });

  it.each([
    ['the day after today', addDays(ON, 1), ['not-yet']],
    ['today', ON, []],
    ['the day of the last unsealing', day('2026-02-10'), []],
    ['the day before it', day('2026-02-09'), ['before-last']],
    ['the day of the opening', day('2021-03-15'), ['before-last']],
    ['the day before the opening', day('2021-03-14'), ['before-opening', 'before-last']],
  ] as const)('is sealed as of %s: %s %j', (_, on, reasons) => {
    expect(reasonsOf({ on, lastOn: day('2026-02-10') })).toEqual(reasons);
  });

  it('is decided with its trace and its clauses', () => {
    const { outcome, rule, clauses, trace } = assessAccountMove(FACTS);
    expect({ outcome, rule: rule.name, clauses }).toEqual({
      ...{ outcome: 'granted', rule: 'account-move', clauses: ['liaoning-3'] },
    });
    expect(trace.map(({ condition, value }) => [condition, value])).toEqual([
      ['way-fits', true],
      ['day-fits', true],
    ]);
  });
});

describe('个人账户状态 (JGJ/T 320 A.6)', () => {
  it.each([
    ['normal', null, false, '01', '正常'],
    ['sealed', null, false, '02', '封存'],
    ['normal', null, true, '06', '冻结'],
    ['sealed', null, true, '06', '冻结'],
    ['closed', 'merged', false, '03', '合并销户'],
    ['closed', 'transferred-out', false, '04', '外部转出销户'],
    ['closed', 'withdrawn', false, '05', '提取销户'],
    ['closed', 'dormant', true, '05', '提取销户'],
    ['closed', 'opened-by-mistake', false, '99', '其他'],
  ] as const)(
    'of %s (%s), held whole: %s, is %s %s',
    (state, closeReason, heldWhole, ...exported) => {
      const { code, title } = standardState({ state, closeReason, heldWhole });
      expect([code, title]).toEqual(exported);
    },
  );
});

describe('封存 and 启封 as business (JGJ/T 320 A.5)', () => {
  it.each([
    ['unit-sealed', '05'],
    ['agreement-ended', '05'],
    ['exit-signed', '05'],
    ['exit-regretted', '04'],
    ['unit-unsealed', '04'],
    ['resumed', '04'],
    ['converted-to-flexible', '06'],
    ['converted-to-employee', '06'],
    ['closed', '12'],
  ] as const)('%s is %s', (way, code) => {
    expect(ACCOUNT_WAYS[way].business.code).toBe(code);
  });
});
