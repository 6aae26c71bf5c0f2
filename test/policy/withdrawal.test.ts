/** 条例24、25、41，通知（七）: who may draw on an account, for what, up to how much, and why not. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { compare, exact, rate, yuan } from '../../src/domain/money.ts';
import { WITHDRAWAL_REASONS } from '../../src/domain/vocabulary.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';
import { decideWithdrawal, WITHDRAWAL_REFUSALS } from '../../src/policy/withdrawal.ts';
import { drawnFrom } from '../../src/policy/withdrawal-limits.ts';
import { materialsOf } from '../../src/policy/withdrawal-materials.ts';
import { casesOf, WITHDRAWAL_CASES } from '../../src/policy/withdrawal-reasons.ts';
import { WITHDRAWAL_REFUSAL_WORDS } from '../../src/policy/withdrawal-refusals.ts';
import type { EarlierWithdrawal, StatedWithdrawal } from '../../src/policy/withdrawal-terms.ts';
import { facts, figures, month, on, stated, type More } from './withdrawal-facts.ts';

const decide = (more: More = {}) => decideWithdrawal(facts(more));
const codes = (more: More = {}) => decide(more).reasons.map(({ code }) => code);
const earliest = (more: More) => decide(more).reasons[0]?.earliestOn;

const buying: Partial<StatedWithdrawal> = {
  reason: 'purchase',
  expense: { amount: yuan('9000.00'), on: plainDate('2026-10-01') },
  period: null,
  materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
};
const leaving = (reason: 'retirement' | 'disability' | 'emigration') => ({
  ...{ reason, expense: null, period: null },
  materials: ['identity-document', ...WITHDRAWAL_CASES[reason].materials] as const,
});

describe('条例24 以受理之日施行的文本为准', () => {
  it('knows six cases before 2026-09-20 and nine from then on', () => {
    const items = (of: '2019' | '2026') => [
      ...new Set(casesOf(of).map((reason) => WITHDRAWAL_CASES[reason].item[of])),
    ];
    expect(items('2019')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(items('2026')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(casesOf('2026')).toHaveLength(WITHDRAWAL_REASONS.length);
  });

  const renovating = {
    ...buying,
    reason: 'renovation' as const,
    expense: { amount: yuan('9000.00'), on: plainDate('2026-08-01') },
    materials: [
      ...(['identity-document', 'ownership-certificate'] as const),
      ...(['renovation-contract', 'expense-receipt'] as const),
    ],
  };
  it.each([
    ['2026-09-19', ['case-not-in-force'], null],
    ['2026-09-20', [], 4],
    ['2026-09-21', [], 4],
  ])('renovation accepted on %s: %j, item %s', (day, against, item) => {
    const given = { on: plainDate(day), stated: renovating };
    expect(codes(given)).toEqual(against);
    expect(decide(given).item).toBe(item);
    if (against.length > 0) expect(earliest(given)).toBe('2026-09-20');
  });

  it('the text stays that of the acceptance, whenever it is decided', () => {
    const given = { on: plainDate('2026-09-22'), stated: renovating };
    expect(codes({ ...given, acceptedOn: plainDate('2026-09-19') })).toEqual(['case-not-in-force']);
  });

  it('never asks for a proof of the employer', () => {
    const asked = WITHDRAWAL_REASONS.flatMap((reason) =>
      (['2026-09-19', '2026-09-20'] as const).flatMap((day) =>
        materialsOf({
          stated: { ...stated, reason },
          retiresOn: null,
          acceptedOn: plainDate(day),
        }),
      ),
    );
    expect(asked.filter((one) => /employ|unit/.test(one))).toEqual([]);
  });
});

describe('条例24(一) 支付房租', () => {
  it.each([
    ['single', { married: false }, '6000.00'],
    ['married', { married: true }, '9600.00'],
    ['married, lease registered', { married: true, leaseRegistered: true }, '12000.00'],
  ])('%s: three months are capped at %s', (_, more, cap) => {
    const spent = { amount: yuan('90000.00'), on: null };
    const { limit } = decide({ stated: { ...more, expense: spent } });
    expect(limit).toEqual({ amount: cap, by: 'rent-cap' });
    const materials = [
      ...(['identity-document', 'no-home-proof', 'marriage-certificate', 'lease'] as const),
    ];
    const asking = (amount: string) => ({
      stated: { ...more, expense: spent, materials, amount: yuan(amount) },
    });
    expect(codes(asking(cap))).toEqual([]);
    const above = exact(cap).plus('0.01').toFixed(2);
    const { reasons } = decide(asking(above));
    expect(reasons).toMatchObject([{ code: 'amount-above-limit', detail: { nearest: cap } }]);
  });

  it('is never above what was really spent', () => {
    const { limit } = decide({ stated: { expense: { amount: yuan('2999.99'), on: null } } });
    expect(limit).toEqual({ amount: '2999.99', by: 'expense' });
    expect(codes({ stated: { expense: { amount: yuan('2999.99'), on: null } } })).toEqual([
      'amount-above-limit',
    ]);
  });

  it.each([
    [2, ['contributed-too-short']],
    [3, []],
    [4, []],
  ])('after %s months paid in a row: %j', (continuous, against) => {
    expect(codes({ continuous })).toEqual(against);
  });

  it('whoever owns a home does not rent', () => {
    expect(codes({ stated: { ownsHome: true } })).toEqual(['owns-home']);
  });

  it.each([
    ['4500.00', ['rent-within-income']],
    ['4500.01', []],
  ])(
    'before 2026-09-20 the rent of three months, %s, must exceed the share of wages',
    (spent, against) => {
      const materials = [
        ...(['identity-document', 'no-home-proof', 'lease', 'income-proof'] as const),
      ];
      const given = {
        on: plainDate('2026-09-19'),
        figures: { ...figures, rentIncomeRatio: rate('0.15') },
        stated: {
          familyIncome: yuan('10000.00'),
          expense: { amount: yuan(spent), on: null },
          period: { from: month('2026-07'), to: month('2026-09') },
          materials,
        },
      };
      expect(codes(given)).toEqual(against);
      expect(codes({ ...given, on: plainDate('2026-09-20') })).toEqual([]);
    },
  );
});

describe('次数和月份', () => {
  const before = (more: Partial<EarlierWithdrawal>): EarlierWithdrawal => ({
    ...{ reason: 'rent', on: plainDate('2026-08-23'), amount: yuan('1000.00') },
    ...{ period: { from: month('2026-06'), to: month('2026-08') }, sameExpense: false },
    ...more,
  });

  it.each([
    ['2026-08-24', ['withdrawn-too-soon'], '2026-11-24'],
    ['2026-08-23', [], undefined],
    ['2026-08-22', [], undefined],
  ])('the last one on %s, three months apart: %j', (last, against, again) => {
    const earlier = [before({ on: plainDate(last) })];
    expect(codes({ earlier })).toEqual(against);
    expect(earliest({ earlier })).toBe(again);
  });

  it('of another case nothing is counted', () => {
    expect(codes({ earlier: [before({ reason: 'purchase', on })] })).toEqual([]);
  });

  it('no month is paid for twice', () => {
    const period = { from: month('2026-08'), to: month('2026-09') };
    expect(codes({ earlier: [before({ period })] })).toEqual(['period-withdrawn']);
  });

  it.each([
    ['2026-11', []],
    ['2026-12', ['period-wrong']],
  ])('months to come are not paid yet: through %s %j', (to, against) => {
    expect(codes({ stated: { period: { from: month('2026-11'), to: month(to) } } })).toEqual(
      // One month of the cap is less than what is asked for.
      to === '2026-11' ? ['amount-above-limit'] : against,
    );
  });

  it('the same expense is drawn for up to what it came to, in all', () => {
    const earlier = [before({ reason: 'purchase', amount: yuan('7000.00'), sameExpense: true })];
    const given = { earlier, stated: { ...buying, amount: yuan('2000.01') } };
    expect(decide(given).limit).toEqual({ amount: '2000.00', by: 'expense' });
    expect(codes(given)).toEqual(['amount-above-limit']);
  });

  it.each([
    ['2024-11-22', ['expense-too-old']],
    ['2024-11-23', []],
    ['2026-11-23', []],
    ['2026-11-24', ['expense-not-yet']],
  ])('a home bought on %s: %j', (day, against) => {
    const expense = { amount: yuan('9000.00'), on: plainDate(day) };
    expect(codes({ stated: { ...buying, expense } })).toEqual(against);
  });
});

describe('离休、退休，丧失劳动能力，出境定居', () => {
  it('needs no certificate from the day of retirement on', () => {
    const given = { stated: leaving('retirement') };
    expect(decide({ ...given, retiresOn: addDays(on, 1) }).missing).toEqual([
      'retirement-certificate',
    ]);
    expect(decide({ ...given, retiresOn: on }).missing).toEqual([]);
  });

  it('the whole balance may be drawn, and not a cent more', () => {
    const all = { stated: { ...leaving('emigration'), amount: yuan('20000.00') } };
    expect(codes(all)).toEqual([]);
    const more = { stated: { ...leaving('emigration'), amount: yuan('20000.01') } };
    expect(codes(more)).toEqual(['amount-above-balance']);
  });

  it('an employee whose account is not sealed has not ended the labour relation', () => {
    const unit = { stated: leaving('disability'), account: { state: 'normal', source: 'unit' } };
    expect(codes(unit)).toEqual(['unit-account-not-sealed']);
    expect(codes({ ...unit, account: { state: 'sealed', source: 'unit' } })).toEqual([]);
    expect(codes({ stated: leaving('disability') })).toEqual([]);
  });
});

describe('（七）有未结清贷款的', () => {
  const known = (overdue: string | null) => ({
    openLoan: { overdue: overdue === null ? null : yuan(overdue) },
  });

  it.each([
    ['0.00', []],
    ['0.01', ['loan-overdue']],
  ])('%s overdue: %j', (overdue, against) => {
    expect(codes(known(overdue))).toEqual(against);
  });

  it('what is overdue and nobody knows is looked at by another person first', () => {
    const given = decide(known(null));
    expect(given).toMatchObject({ outcome: 'granted', toConfirm: ['loan-overdue-unknown'] });
    expect(decide({ ...known(null), confirmed: ['loan-overdue-unknown'] }).toConfirm).toEqual([]);
  });

  it('repaying this very loan is never refused because of it', () => {
    const repaying = {
      reason: 'loan-repayment' as const,
      materials: ['identity-document', 'loan-contract', 'repayment-record'] as const,
    };
    expect(codes({ ...known('9000.00'), stated: repaying })).toEqual([]);
    const strict = { ...figures, loanRule: 'refuse' as const };
    expect(codes({ ...known('0.00'), figures: strict, stated: repaying })).toEqual([]);
    expect(codes({ ...known('0.00'), figures: strict })).toEqual(['loan-not-settled']);
  });

  it('what may close the account waits for the settlement', () => {
    expect(codes({ ...known('0.00'), stated: leaving('emigration') })).toEqual([
      'loan-not-settled',
    ]);
  });
});

describe('（七）担保责任: a guarantee is no loan of one’s own', () => {
  it('stands against what may close the account, by its name, and against nothing else', () => {
    const guarantee = true;
    expect(decide({ guarantee })).toMatchObject({ outcome: 'granted', toConfirm: [] });
    for (const reason of ['retirement', 'disability', 'emigration'] as const) {
      expect(codes({ guarantee, stated: leaving(reason) })).toContain('guarantee-not-released');
      expect(codes({ guarantee, stated: leaving(reason) })).not.toContain('loan-not-settled');
      expect(codes({ guarantee: false, stated: leaving(reason) })).not.toContain(
        'guarantee-not-released',
      );
    }
  });
});

describe('条例41 限制期', () => {
  it.each([
    ['2026-11-23', ['withdrawal-ban'], '2026-11-24'],
    ['2029-11-23', ['withdrawal-ban'], '2029-11-24'],
  ])('a ban until %s refuses, and says from when', (until, against, again) => {
    const bans = [plainDate(until)];
    expect(codes({ bans })).toEqual(against);
    expect(earliest({ bans })).toBe(again);
  });
});

describe('冻结、在办业务、收款卡', () => {
  it('what a hold covers is not drawn; the rest is', () => {
    const held = { holds: ['court'], available: yuan('3000.00') };
    expect(codes(held)).toEqual([]);
    expect(codes({ ...held, available: yuan('2999.99') })).toEqual(['withdrawal-held']);
  });

  it('somebody else’s card, another case and a closed account refuse by name', () => {
    expect(codes({ card: 'other-holder' })).toEqual(['withdrawal-card-differs']);
    expect(codes({ otherCase: true })).toEqual(['withdrawal-case-in-flight']);
    expect(codes({ account: { state: 'closed', source: 'flexible' } })).toEqual([
      'withdrawal-account-closed',
    ]);
  });
});

describe('（五）分类核算：动用的次序', () => {
  const balances = { flexible: yuan('1000.00'), unit: yuan('5000.00'), subsidy: yuan('7.00') };
  it.each([
    ['flexible-first', ['flexible 1000.00', 'unit 2000.00']],
    ['unit-first', ['unit 3000.00']],
  ] as const)('%s: %j', (sourceOrder, drawn) => {
    const given = facts({ balances, figures: { ...figures, sourceOrder } });
    const parts = drawnFrom(yuan('3000.00'), given);
    expect(parts.map(({ source, amount }) => `${source} ${amount}`)).toEqual(drawn);
  });

  it('the parts are the amount, and no part exceeds its source', () => {
    for (const amount of ['0.01', '1000.00', '1000.01', '6000.00', '6007.00']) {
      const parts = drawnFrom(yuan(amount), facts({ balances }));
      const sum = parts.reduce((all, one) => all.plus(one.amount), exact(0));
      expect(sum.toFixed(2)).toBe(amount);
      for (const { source, amount: part } of parts) {
        expect(compare(part, balances[source])).toBeLessThanOrEqual(0);
      }
    }
  });
});

describe('谁来决定', () => {
  it.each([
    ['50000.00', 'clerk'],
    ['50000.01', 'reviewer'],
    ['200000.00', 'reviewer'],
    ['200000.01', 'supervisor'],
  ])('%s is decided by the %s', (amount, by) => {
    expect(decide({ stated: { amount: yuan(amount) } }).decidedBy).toBe(by);
  });
});

describe('一次性告知', () => {
  it('names everything that is missing at once, and refuses nothing because of it', () => {
    const given = { married: null, ownsHome: null, expense: null, period: null, materials: [] };
    expect(decide({ stated: given })).toMatchObject({
      outcome: 'incomplete',
      reasons: [],
      missing: [
        ...['married', 'owns-home', 'expense', 'period'],
        ...['identity-document', 'no-home-proof'],
      ],
    });
  });
});

describe('决定可以重算', () => {
  it('the same facts give the same answer, byte for byte', () => {
    const { facts: kept, ...answer } = decide();
    const again = takeAgain('withdrawal', '1', { facts: kept, answer });
    expect(again).toMatchObject({ state: 'taken', outcome: 'granted' });
    expect(JSON.stringify(again)).toContain(JSON.stringify(answer));
  });

  it('every refusal has words with a clause and a way out', () => {
    for (const code of WITHDRAWAL_REFUSALS) {
      expect(WITHDRAWAL_REFUSAL_WORDS[code].text).toMatch(/。$/);
      expect(WITHDRAWAL_REFUSAL_WORDS[code].remedy).toMatch(/。$/);
    }
  });
});

describe('近期变更信息后提取', () => {
  const changed = (ago: number) => ({
    watch: {
      ...{ askedOn: on, days: 90, document: '某文', seen: [] as readonly string[] },
      changes: [{ on: addDays(on, -ago), what: ['phone'], case: 'J202611230001' }],
    },
  });

  it.each([
    [89, ['recent-personal-change']],
    [90, ['recent-personal-change']],
    [91, []],
  ])('a phone changed %s days before: looked at by another person %j', (ago, toConfirm) => {
    const made = decideWithdrawal(facts(changed(ago)));
    expect(made).toMatchObject({ outcome: 'granted', toConfirm });
  });

  it('is told beside whatever else is looked at, and refuses nobody', () => {
    const both = decideWithdrawal(facts({ ...changed(1), openLoan: { overdue: null } }));
    expect(both.toConfirm).toEqual(['loan-overdue-unknown', 'recent-personal-change']);
    expect(both.reasons).toEqual([]);
  });
});
