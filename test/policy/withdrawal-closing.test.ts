/** 条例24: 应当（2019）、可以（2026）同时注销账户: what is drawn then, and what stands against it. */
import { describe, expect, it } from 'vitest';
import { closingText } from '../../src/cases/wording-withdrawals.ts';
import { withdrawalFactsOf } from '../../src/cases/withdrawal-facts.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { WITHDRAWAL_REASONS } from '../../src/domain/vocabulary.ts';
import type { WithdrawalBooks } from '../../src/domain/withdrawal-books.ts';
import { WithdrawalApplication } from '../../src/forms/withdrawal.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import { SHENYANG_FIGURES } from '../../src/policy/centers/shenyang.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';
import { decideWithdrawal } from '../../src/policy/withdrawal.ts';
import { closesAccount } from '../../src/domain/closing-withdrawals.ts';
import { WITHDRAWAL_CASES } from '../../src/policy/withdrawal-reasons.ts';
import { facts, figures, on, type More } from './withdrawal-facts.ts';

const CLOSING = ['retirement', 'disability', 'emigration'] as const;
const leaving = (reason: (typeof CLOSING)[number], more: NonNullable<More['stated']> = {}) => ({
  ...{ reason, expense: null, period: null, closes: true, amount: yuan('20000.00') },
  materials: ['identity-document', ...WITHDRAWAL_CASES[reason].materials] as const,
  ...more,
});
const given = (more: More = {}, stated: NonNullable<More['stated']> = {}) =>
  facts({ retiresOn: on, ...more, stated: leaving('emigration', stated) });
const decide = (...asked: Parameters<typeof given>) => decideWithdrawal(given(...asked));
const codes = (...asked: Parameters<typeof given>) =>
  decide(...asked).reasons.map(({ code }) => code);

describe('应当或者可以，以受理之日施行的文本为准', () => {
  it('asks it of retirement, complete loss of the capacity to work and settling abroad alone', () => {
    expect(WITHDRAWAL_REASONS.filter((purpose) => closesAccount({ purpose }))).toEqual(CLOSING);
    for (const purpose of WITHDRAWAL_REASONS) {
      expect(closesAccount({ purpose })).toBe(WITHDRAWAL_CASES[purpose].closing);
      expect(closesAccount({ purpose, close: false })).toBe(false);
    }
  });

  it.each([
    ['2026-09-19', ['closing-required'], '应当', 4],
    ['2026-09-20', [], '可以', 8],
    ['2026-09-21', [], '可以', 8],
  ])('accepted on %s, an account that shall stay open: %j', (day, against, word, item) => {
    const acceptedOn = plainDate(day);
    const kept = decide({ on: acceptedOn, acceptedOn }, { closes: false, amount: yuan('1.00') });
    expect(kept.reasons.map(({ code }) => code)).toEqual(against);
    expect(kept.item).toBe(item);
    if (against.length > 0) {
      expect(kept.reasons[0]).toMatchObject({ pointer: '/close', earliestOn: '2026-09-20' });
    }
    expect(codes({ on: acceptedOn, acceptedOn })).toEqual([]);
    expect(closingText(true, acceptedOn)).toContain(`${word}同时注销账户`);
    // Decided later, it stays what it was on that day.
    expect(codes({ acceptedOn }, { closes: false, amount: yuan('1.00') })).toEqual(against);
  });

  it('of what was accepted before anybody was asked, nothing is said, and the answer is as it was', () => {
    const { closes: _, ...before } = leaving('emigration', { amount: yuan('1.00') });
    const { facts: kept, ...answer } = decideWithdrawal(facts({ stated: before }));
    expect(answer.outcome).toBe('granted');
    expect(JSON.stringify(answer.trace)).not.toContain('closes');
    const again = takeAgain('withdrawal', '1', { facts: kept, answer });
    expect(again).toMatchObject({ state: 'taken', outcome: 'granted' });
  });
});

describe('全部余额', () => {
  it.each([
    ['19999.99', ['amount-not-all']],
    ['20000.00', []],
    ['20000.55', []],
    ['20000.56', ['amount-above-balance']],
  ])('%s of 20000.00 and 0.55 interest: %j', (amount, against) => {
    const more = { accrued: yuan('0.55') };
    const found = decide(more, { amount: yuan(amount) });
    expect(found.reasons.map(({ code }) => code)).toEqual(against);
    expect(found.drawable).toBe('20000.55');
    if (against.length > 0) expect(found.reasons[0]?.pointer).toBe('/amount');
  });

  it('an account of nothing but interest is not empty; of one with nothing at all nothing is drawn', () => {
    const nothing = { flexible: yuan('0.00'), unit: yuan('0.00'), subsidy: yuan('0.00') };
    const empty = { balances: nothing, available: yuan('0.00') };
    expect(codes({ ...empty, accrued: yuan('76.67') }, { amount: yuan('76.67') })).toEqual([]);
    expect(codes(empty, { amount: yuan('0.00') })).toEqual(['nothing-to-withdraw']);
    // When all was paid, nothing is what there has to be.
    expect(codes({ ...empty, restOnly: true }, { amount: yuan('0.00') })).toEqual([]);
  });
});

describe('不得销户的情形', () => {
  it('any hold refuses, however small, and before and after the payment', () => {
    const held = { holds: ['court'], available: yuan('19999.00') };
    expect(codes(held)).toEqual(['closing-held']);
    expect(codes({ ...held, restOnly: true }, { amount: yuan('0.00') })).toContain('closing-held');
    // Who keeps the account draws what no hold covers.
    expect(codes(held, { closes: false, amount: yuan('19999.00') })).toEqual([]);
  });

  it.each(CLOSING)('%s: a unit that still pays, a loan, a guarantee', (reason) => {
    const stated = leaving(reason);
    const found = (more: More) =>
      decideWithdrawal(facts({ retiresOn: on, ...more, stated })).reasons.map(({ code }) => code);
    expect(found({ account: { state: 'normal', source: 'unit' } })).toEqual([
      'unit-account-not-sealed',
    ]);
    expect(found({ account: { state: 'sealed', source: 'unit' } })).toEqual([]);
    expect(found({ openLoan: { overdue: yuan('0.00') } })).toEqual(['loan-not-settled']);
    expect(found({ guarantee: true })).toEqual(['guarantee-not-released']);
  });

  it('whoever keeps the account is asked of a loan by the rule of the center, of a guarantee nothing', () => {
    const kept = { closes: false, amount: yuan('100.00') };
    expect(codes({ openLoan: { overdue: yuan('0.00') } }, kept)).toEqual([]);
    expect(codes({ openLoan: { overdue: yuan('0.01') } }, kept)).toEqual(['loan-overdue']);
    const strict = { figures: { ...figures, loanRule: 'refuse' as const } };
    expect(codes({ ...strict, openLoan: { overdue: yuan('0.00') } }, kept)).toEqual([
      'loan-not-settled',
    ]);
    expect(codes({ guarantee: true }, kept)).toEqual([]);
  });
});

describe('从账户到事实', () => {
  const books = {
    ...{ center: '210100', district: null, state: 'normal', source: 'flexible', retiresOn: on },
    balances: { flexible: yuan('100.00'), unit: yuan('20.00'), subsidy: yuan('3.00') },
    ...{ holds: [], owed: yuan('0.00'), months: [], earlier: [], bans: [], changes: [] },
    ...{ openLoan: false, guarantee: false, heldBy: null, card: 'own', otherCard: null },
  } as unknown as WithdrawalBooks;
  const all = [...EVERY_CENTER_FIGURES, ...SHENYANG_FIGURES];
  const read = (
    amount: string | undefined,
    closing: Partial<NonNullable<Parameters<typeof withdrawalFactsOf>[0]['closing']>>,
    more: Partial<WithdrawalBooks> = {},
  ) =>
    withdrawalFactsOf({
      ...{ books: { ...books, ...more }, on, acceptedOn: on, figures: all, caseId: null },
      wanted: { purpose: 'emigration', amount, evidence: [] },
      ...{ confirmed: [], overdue: null },
      closing: {
        closes: true,
        accrued: yuan('0.45'),
        takesAll: false,
        restOnly: false,
        ...closing,
      },
    });

  it('no amount is everything with its interest; after the acceptance so is any', () => {
    expect(read(undefined, {}).stated.amount).toBe('123.45');
    expect(read('123.00', {}).stated.amount).toBe('123.00');
    expect(read('123.00', { takesAll: true }).stated.amount).toBe('123.45');
    expect(read('50.00', { closes: false, takesAll: true }).stated.amount).toBe('50.00');
  });

  it('a pledge is a guarantee to who closes, and money of no known source holds it', () => {
    const pledged = { holds: [{ kind: 'loan-security', amount: yuan('5.00') }] };
    expect(read(undefined, {}, pledged)).toMatchObject({ guarantee: true, holds: [] });
    expect(read('1.00', { closes: false }, pledged)).toMatchObject({
      ...{ guarantee: false, holds: ['loan-security'] },
    });
    const unknown = { balances: { ...books.balances, unclassified: yuan('1.00') } };
    expect(read(undefined, {}, unknown).holds).toEqual(['unclassified']);
    expect(read('1.00', { closes: false }, unknown).holds).toEqual([]);
  });
});

describe('申请表', () => {
  const form = {
    account: '7b0d2ac5-6a5c-4a2e-9d3a-111111111111',
    purpose: 'retirement',
    bankCard: { number: '6222020200001234567', holder: '张三', bank: '建设银行' },
  };
  const wrong = (more: object) =>
    WithdrawalApplication.safeParse({ ...form, ...more }).error?.issues.map(
      ({ path, message }) => [path.join('/'), message] as const,
    ) ?? [];

  it('names an amount unless the account closes, and asks of no other case whether it does', () => {
    expect(wrong({})).toEqual([]);
    expect(wrong({ close: true })).toEqual([]);
    expect(wrong({ close: false })).toEqual([['amount', '请填写提取金额']]);
    expect(wrong({ purpose: 'rent' })).toEqual([['amount', '请填写提取金额']]);
    expect(wrong({ purpose: 'rent', amount: '1.00', close: true })).toEqual([
      ['close', '这一提取情形不注销账户'],
    ]);
    expect(wrong({ purpose: 'rent', amount: '1.00', close: false })).toEqual([]);
    expect(wrong({ close: 'yes' })).toMatchObject([['close', expect.anything()]]);
  });
});
