/** 近期变更信息后提取（通知（十一）、（七））: the day before, the day, and the day after the watched period. */
import { describe, expect, it } from 'vitest';
import { recentChangeText } from '../../src/cases/wording-recent-changes.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { assessDeathPayout } from '../../src/policy/death-payout.ts';
import { assessExit, type ExitFacts } from '../../src/policy/exit.ts';
import {
  changeMark,
  changeWatch,
  marksIn,
  marksOf,
  RECENT_CHANGE,
  unseenChanges,
  watchedChanges,
  type ChangeWatch,
} from '../../src/policy/personal-change-watch.ts';

const askedOn = plainDate('2026-11-23');
const DAYS = 90;
const changed = (ago: number, what: readonly string[] = ['phone']) => ({
  ...{ on: addDays(askedOn, -ago), what, case: 'J202611230001' },
});
const watch = (changes: ChangeWatch['changes'], seen: readonly string[] = []): ChangeWatch => ({
  ...{ changes, askedOn, days: DAYS, document: '某文', seen },
});

const EXIT: ExitFacts = {
  ...{ on: askedOn, flexibleBalance: yuan('5000.00'), employeeBalance: yuan('0.00') },
  ...{ employeeSealedOn: null, openLoan: false, guarantee: false, holds: [] },
};

describe('a change of phone, card, name or document', () => {
  it.each([
    [DAYS - 1, [RECENT_CHANGE]],
    [DAYS, [RECENT_CHANGE]],
    [DAYS + 1, []],
    [0, [RECENT_CHANGE]],
    // While it runs.
    [-30, [RECENT_CHANGE]],
  ])('%s days before the application: %j', (ago, toConfirm) => {
    const facts = { ...EXIT, watch: watch([changed(ago)]) };
    expect(assessExit(facts)).toMatchObject({ outcome: 'granted', toConfirm });
    const death = assessDeathPayout({
      ...{ on: askedOn, basis: 'notarised', openLoan: false, guarantee: false, holds: [] },
      ...{ caseInFlight: false, heirs: [{ parts: 1, identity: 'match' }], watch: facts.watch },
    });
    expect(death).toMatchObject({ outcome: 'granted', toConfirm });
  });

  it('is a reason to look, never one to refuse; an address is none', () => {
    expect(watchedChanges(watch([changed(1, ['address'])]))).toEqual([]);
    expect(watchedChanges(watch([changed(1, ['address', 'card'])]))).toMatchObject([
      { what: ['card'] },
    ]);
  });

  it('of the card that is paid to counts for each card by itself', () => {
    const paidTo = (card: string) => ({ ...changed(0, ['payout-card']), case: null, card });
    const [seen = ''] = marksOf(watch([paidTo('1234-ab')]));
    expect(seen).toBe('2026-11-23 payout-card  1234-ab');
    expect(marksIn([seen])).toEqual([seen]);
    expect(unseenChanges(watch([paidTo('1234-ab')], [seen]))).toEqual([]);
    // The same last digits are not the same card.
    expect(unseenChanges(watch([paidTo('1234-cd')], [seen]))).toHaveLength(1);
    expect(recentChangeText(seen)).toBe('所填的收款银行卡（尾号1234）不是原来登记或者付过款的卡');
    expect(recentChangeText('2026-11-01 payout-card T202611010001 1234-ab')).toBe(
      '收款银行卡（尾号1234）自2026年11月1日才付过款（T202611010001），不是原来登记的卡',
    );
  });

  it('is over once it was looked at; a later one is another', () => {
    const first = changed(10);
    const [seen = ''] = marksOf(watch([first]));
    expect(unseenChanges(watch([first], [seen]))).toEqual([]);
    const later = changed(-1, ['document']);
    expect(unseenChanges(watch([first, later], [seen])).map(changeMark)).toEqual([
      '2026-11-24 document J202611230001',
    ]);
    expect(marksIn(['state-approved', seen])).toEqual([seen]);
  });

  it('stands in the trace with what was changed and when', () => {
    const { trace } = assessExit({ ...EXIT, watch: watch([changed(1)]) });
    expect(trace.find(({ condition }) => condition === RECENT_CHANGE)).toMatchObject({
      inputs: { days: DAYS, changes: ['2026-11-22 phone J202611230001'] },
      ...{ value: true, clause: 'liaoning-11' },
    });
  });

  it('is watched for as long as the center says, ninety days as shipped', () => {
    const scope = { figures: SHIPPED_FIGURES, center: '210100', askedOn, seen: [] };
    expect(changeWatch([], scope).days).toBe(90);
    expect(() => changeWatch([], { ...scope, figures: [] })).toThrow('personal-change-watch');
  });
});

describe('what was decided before anybody watched', () => {
  it('is taken again as it was, without the condition', () => {
    const before = assessExit(EXIT);
    expect(before).not.toHaveProperty('toConfirm');
    expect(before.trace.some(({ condition }) => condition === RECENT_CHANGE)).toBe(false);
  });
});
