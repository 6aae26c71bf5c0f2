/** What a decision rests on, in words: its inputs, how long an answer counts, what is tied to it. */
import { describe, expect, it } from 'vitest';
import { allowedUse, purposeTitle } from '../../src/cases/wording-checks.ts';
import { LINK_KINDS, linkTitle } from '../../src/cases/wording-links.ts';
import {
  conditionValue,
  hasInputWords,
  inputText,
  sourcesOf,
} from '../../src/cases/wording-traces.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { rate, yuan } from '../../src/domain/money.ts';
import { decideOpening, type OpeningFacts } from '../../src/policy/opening-decision.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';

const day = plainDate;

function facts(more: Partial<OpeningFacts> = {}): OpeningFacts {
  const on = day('2026-11-23');
  return {
    on,
    eligibility: {
      acceptedOn: on,
      bornOn: day('1990-01-01'),
      sex: 'M',
      livesOnOwnIncome: false,
      drawsPension: false,
      documentType: 'resident-id',
      employmentForm: 'new-form',
      fullCapacity: true,
    },
    identity: 'match',
    needsOwnIncomeEvidence: false,
    check: {
      center: '210100',
      nameMatches: true,
      documentMatches: true,
      answer: {
        status: 'ok',
        accounts: [{ center: '210200', state: 'sealed', source: 'unit' }],
        loans: [{ center: '210200', state: 'open' }],
        fraudFlag: true,
        bans: [{ until: day('2027-01-01') }],
      },
      on,
    },
    cleared: ['fraud-flag'],
    contribution: {
      ...{ baseMin: yuan('2230.00'), baseMax: yuan('30657.00'), rounding: 'half-up-yuan' },
      ...{ rateMin: rate('0.1'), rateMax: rate('0.24') },
      ...{ monthlyAmount: yuan('800.00'), district: '210102' },
    },
    ...more,
  };
}

describe('the inputs of a decision', () => {
  it('have a name and a source, every one', () => {
    const names = decideOpening(facts()).trace.flatMap(({ inputs }) => Object.keys(inputs));
    expect(new Set(names).size).toBeGreaterThan(15);
    expect(names.filter((name) => !hasInputWords(name))).toEqual([]);
    for (const name of names) expect(sourcesOf([name])).toHaveLength(1);
  });

  it.each([
    ['employmentForm', 'new-form', '就业形式：新就业形态'],
    ['acceptedOn', '2026-11-23', '受理之日：2026年11月23日'],
    ['on', '2026-11-23', '认定之日：2026年11月23日'],
    ['states', ['normal', 'sealed'], '账户状态：正常缴存、封存'],
    ['states', [], '账户状态：无'],
    ['until', null, '限制至：无'],
    ['unclosed', 2, '未销户的账户数：2'],
    ['status', 'ok', '答复：答复完整'],
    ['baseMin', '2230.00', '缴存基数下限：2230.00元'],
    ['rateMax', '0.24', '缴存比例上限：24%'],
    ['rounding', 'half-up-yuan', '取整：四舍五入到元'],
    ['district', '210102', '区县：和平区'],
    ['district', '999999', '区县：999999'],
    ['district', null, '区县：无'],
    ['nobody-knows', 'x', 'nobody-knows：x'],
  ])('%s %j read as words', (name, value, text) => {
    expect(inputText(name, value)).toBe(text);
  });

  it('say where they come from, each source once', () => {
    expect(sourcesOf(['employmentForm', 'drawsPension', 'identity'])).toEqual([
      '申请表',
      '公安身份核验',
    ]);
  });

  it('lead to a value that is a word, a day or a number', () => {
    expect([true, false, '2030-03-01', 7].map(conditionValue)).toEqual([
      '是',
      '否',
      '2030年3月1日',
      '7',
    ]);
  });
});

describe('a decision', () => {
  it('taken again from its record is the same record', () => {
    const { facts: of, ...answer } = decideOpening(facts());
    const record = JSON.parse(JSON.stringify({ facts: of, answer })) as object;
    const again = takeAgain('account-opening', answer.rule.version, record);
    expect(again).toMatchObject({ state: 'taken', outcome: answer.outcome });
    expect(JSON.stringify(again.state === 'taken' ? again.record : null)).toBe(
      JSON.stringify(record),
    );
  });

  it.each([
    ['another-rule', '2026-1', { facts: {} }],
    ['account-opening', '2026-1', {}],
    ['account-opening', '2026-1', null],
    ['account-opening', '2026-1', { facts: 'text' }],
  ])('of %s without facts is not guessed at', (rule, version, record) => {
    expect(takeAgain(rule, version, record)).toEqual({ state: 'without-facts' });
  });
});

describe('an answer of an outside system', () => {
  const answer = { purpose: 'OPEN_ACCOUNT', status: 'ok', superseded: false };
  const use = (usableUntil: string | null, more: object = {}) =>
    allowedUse(
      { ...answer, usableUntil: usableUntil === null ? null : day(usableUntil), ...more },
      day('2026-11-23'),
    );

  it.each([
    ['2026-11-22', '已于2026年11月22日过期，开户前须重新查询。'],
    ['2026-11-23', '可以据以开户，至2026年11月23日（含当日）。'],
    ['2026-11-24', '可以据以开户，至2026年11月24日（含当日）。'],
    [null, '可以据以开户。'],
  ])('usable until %s says so', (until, text) => {
    expect(use(until)).toBe(text);
  });

  it('that is incomplete or no longer the last allows nothing', () => {
    expect(use('2026-11-24', { superseded: true })).toBe('已由后来的答复取代，只作存档。');
    expect(use('2026-11-24', { status: 'partial' })).toBe('答复不完整，不能据以认定。');
    expect(purposeTitle('LOAN')).toBe('贷款');
    expect(purposeTitle('ELSE')).toBe('ELSE');
  });
});

describe('links between cases', () => {
  it('have words from either end', () => {
    for (const kind of LINK_KINDS) {
      expect(linkTitle(kind, 'to')).toMatch(/[\u4e00-\u9fff]/);
      expect(linkTitle(kind, 'from')).not.toBe(linkTitle(kind, 'to'));
    }
    expect(linkTitle('something', 'to')).toBe('something');
  });
});

describe('近期变更信息后提取', () => {
  it('reads what was changed, when and by which case', () => {
    expect(inputText('changes', ['2026-11-22 phone J202611230001'])).toBe(
      '变更：2026年11月22日变更手机号码（J202611230001）',
    );
    expect(inputText('changes', ['name', 'document'])).toBe('变更：姓名、身份证件');
    expect(inputText('numberOf', 'other')).toBe('号码登记在：另一人名下');
    expect(inputText('seen', [])).toBe('已复核的变更：无');
  });
});
