/** （七）条例第二十四条: from which day each case of the law may be applied for, by the rule of withdrawals. */
import { describe, expect, it } from 'vitest';
import { earliestDatesOf } from '../../src/cases/dates/earliest-dates.ts';
import type { DatesFacts, DrawingFacts } from '../../src/cases/dates/facts.ts';
import type { MilestoneCode } from '../../src/cases/dates/milestone.ts';
import { datesOnPaper } from '../../src/cases/dates/on-paper.ts';
import { addDays, plainMonth } from '../../src/domain/calendar.ts';
import { yuan, ZERO } from '../../src/domain/money.ts';
import { around, codes, day, FLEXIBLE, NOBODY, one, SEALED } from './dates-facts.ts';

const DRAWING: DrawingFacts = {
  ...{ continuous: 10, earlier: [], available: null, subsidy: ZERO, overdue: null },
};
const WHO = { bornOn: day('1990-02-15'), sex: 'F' } as const;
const having = (more: Partial<DatesFacts> = {}): Partial<DatesFacts> => ({
  account: FLEXIBLE,
  drawing: DRAWING,
  person: WHO,
  ...more,
});
const with_ = (more: Partial<DrawingFacts>): Partial<DatesFacts> =>
  having({ drawing: { ...DRAWING, ...more } });
const NINE: readonly MilestoneCode[] = [
  'withdraw-rent',
  'withdraw-purchase',
  'withdraw-construction',
  'withdraw-loan-repayment',
  'withdraw-renovation',
  'withdraw-property-fee',
  'withdraw-retirement',
  'withdraw-disability',
  'withdraw-emigration',
  'withdraw-state-approved',
];
const obstacles = (more: Partial<DatesFacts['obstacles']>) => ({
  obstacles: { ...NOBODY.obstacles, ...more },
});

describe('条例第二十四条', () => {
  it('is told case by case, in the order of its items, to whoever has an account', () => {
    const told = codes(having()).filter((code) => code.startsWith('withdraw-'));
    expect(told).toEqual(NINE);
    expect(codes({ person: WHO }).filter((code) => code.startsWith('withdraw-'))).toEqual([]);
  });

  it('is open to a unit’s employee as to a flexible worker: the rights are the same', () => {
    for (const account of [FLEXIBLE, { ...SEALED, state: 'normal' as const, sealedOn: null }]) {
      expect(one('withdraw-rent', having({ account })).state).toBe('reached');
    }
  });

  it('names item, limit with its document, and what is to be brought, never a proof of the employer', () => {
    const rent = one('withdraw-rent', having());
    expect(rent.steps[0]?.text).toContain('第二十四条第（一）项');
    expect(rent.sentence).toContain('单身2000.00元，已婚3200.00元');
    expect(rent.advice).toContain('无自有住房证明');
    expect(rent.advice).toContain('不须单位出具证明');
    expect(rent.steps.some(({ source }) => source !== null)).toBe(true);
    expect(rent.rules).toEqual([{ name: 'withdrawal', version: '1' }]);
  });

  it.each(around('2026-09-20'))('asked on %s: three cases are new on 2026-09-20', (on) => {
    for (const what of ['withdraw-renovation', 'withdraw-property-fee'] as const) {
      const found = one(what, having({ on }));
      expect(found.on).toBe(on < '2026-09-20' ? '2026-09-20' : on);
      expect(found.state).toBe(on < '2026-09-20' ? 'ahead' : 'reached');
    }
  });
});

describe('房租', () => {
  it('asks for three months in a row: the month that completes them opens it', () => {
    const account = { ...FLEXIBLE, paidTo: plainMonth('2026-11') };
    expect(
      one('withdraw-rent', having({ account, drawing: { ...DRAWING, continuous: 1 } })).on,
    ).toBe('2027-01-01');
    const two = one('withdraw-rent', having({ account, drawing: { ...DRAWING, continuous: 2 } }));
    expect(two).toMatchObject({ on: '2026-12-01', state: 'ahead' });
    expect(two.steps.map(({ text }) => text).join()).toContain('已连续缴存2个月');
    expect(one('withdraw-rent', with_({ continuous: 3 })).state).toBe('reached');
  });

  it('does not open by waiting where nothing is paid any more', () => {
    const account = { ...SEALED };
    const rent = one('withdraw-rent', having({ account, drawing: { ...DRAWING, continuous: 2 } }));
    expect(rent).toMatchObject({ state: 'barred', on: null });
    expect(rent.advice).toContain('按时缴存');
  });

  it.each(around('2026-12-01'))(
    'paid last on 2026-09-01, asked on %s: every three months',
    (on) => {
      const rent = one('withdraw-rent', {
        ...with_({ earlier: [{ reason: 'rent', on: day('2026-09-01') }] }),
        on,
      });
      expect(rent.on).toBe(on < '2026-12-01' ? '2026-12-01' : on);
      expect(rent.state).toBe(on < '2026-12-01' ? 'ahead' : 'reached');
      // Another case is not held up by it.
      expect(one('withdraw-purchase', { ...with_({}), on }).on).toBe(on);
    },
  );

  it('of which nobody counted the months says what was assumed', () => {
    const facts = { ...NOBODY, ...with_({ continuous: null }) };
    expect(earliestDatesOf(facts).assumptions.join()).toContain('租房提取按已经达到测算');
  });
});

describe('what stands in the way', () => {
  it.each(around('2027-03-01'))('a ban through 2027-02-28, asked on %s', (on) => {
    const banned = on <= '2027-02-28';
    const facts = having({
      ...obstacles({ ban: banned, banUntil: banned ? day('2027-02-28') : null }),
      on,
    });
    for (const what of NINE.filter((code) => code !== 'withdraw-retirement')) {
      expect(one(what, facts).on, what).toBe(banned ? '2027-03-01' : on);
    }
  });

  it('a ban of which nobody knows the end has no day', () => {
    const rent = one('withdraw-rent', having(obstacles({ ban: true })));
    expect(rent).toMatchObject({ state: 'barred', on: null });
  });

  it('two that time ends are over with the later of them', () => {
    const facts = {
      ...with_({ earlier: [{ reason: 'rent', on: day('2026-11-20') }] }),
      ...obstacles({ ban: true, banUntil: day('2026-12-31') }),
    };
    expect(one('withdraw-rent', facts).on).toBe('2027-02-20');
  });

  it('a hold of the whole bars them all; one of a part leaves the rest', () => {
    const whole = having({
      ...obstacles({ hold: true }),
      drawing: { ...DRAWING, available: ZERO },
    });
    expect(one('withdraw-rent', whole).state).toBe('barred');
    const part = having({
      ...obstacles({ hold: true }),
      drawing: { ...DRAWING, available: yuan('10.00') },
    });
    expect(one('withdraw-rent', part).state).toBe('reached');
  });

  it('an open loan bars what closes the account, not the repayment, and sends the rest to a second person', () => {
    const facts = having(obstacles({ openLoan: true }));
    for (const what of ['withdraw-disability', 'withdraw-emigration'] as const) {
      expect(one(what, facts).state).toBe('barred');
    }
    expect(one('withdraw-loan-repayment', facts).state).toBe('reached');
    expect(one('withdraw-rent', facts).advice).toContain('由另一人核实');
  });

  it('another open case bars them until it is over, and tells the day that would follow', () => {
    const facts = {
      ...with_({ earlier: [{ reason: 'rent', on: day('2026-11-20') }] }),
      ...obstacles({ caseInFlight: true }),
    };
    const rent = one('withdraw-rent', facts);
    expect(rent.state).toBe('barred');
    expect(rent.otherwise).toEqual([{ text: '上述情形消除后，最早可以申请', on: '2027-02-20' }]);
  });

  it('an account without money has nothing to draw on', () => {
    const account = { ...FLEXIBLE, flexibleBalance: ZERO };
    expect(one('withdraw-purchase', having({ account })).sentence).toBe(
      '目前不能申请：账户没有可以提取的余额。',
    );
    const untold = having({ account, drawing: { ...DRAWING, balanceUntold: true } });
    expect(one('withdraw-purchase', untold).state).toBe('reached');
    expect(earliestDatesOf({ ...NOBODY, ...untold }).assumptions.join()).toContain('没有告知余额');
  });

  it('disability waits for the seal of a unit that still pays', () => {
    const account = { ...SEALED, state: 'normal' as const, sealedOn: null, employeeSealedOn: null };
    expect(one('withdraw-disability', having({ account })).state).toBe('barred');
    expect(one('withdraw-disability', having({ account: SEALED })).state).toBe('reached');
  });
});

describe('退休', () => {
  it('is drawn without a certificate from the legal age on, and earlier with one', () => {
    const person = { bornOn: day('1966-12-10'), sex: 'M' } as const;
    const { on: retiresOn } = one('retirement', { person });
    for (const on of around(retiresOn!)) {
      const found = one('withdraw-retirement', having({ person, on }));
      expect(found.on).toBe(retiresOn);
      expect(found.state).toBe(on < retiresOn! ? 'ahead' : 'reached');
    }
    const before = one('withdraw-retirement', having({ person, on: addDays(retiresOn!, -1) }));
    expect(before.advice).toContain('凭退休证明现在就可以申请');
  });

  it('draws everything and closes the account: it must by the old text, it may by the new one', () => {
    const person = { bornOn: day('1966-12-10'), sex: 'M' } as const;
    for (const what of [
      'withdraw-retirement',
      'withdraw-disability',
      'withdraw-emigration',
    ] as const) {
      const before = one(what, having({ on: day('2026-09-19'), person }));
      const after = one(what, having({ on: day('2026-09-20'), person }));
      const words = (milestone: typeof after) => milestone.steps.map(({ text }) => text).join();
      // Of an age that is reached later the text of that day counts.
      if (what !== 'withdraw-retirement') {
        expect(before.sentence).toContain('应当同时销户');
        expect(words(before)).toContain('应当同时注销账户');
        expect(words(before)).not.toContain('可以声明不注销');
      }
      expect(after.sentence).toContain('并同时销户');
      expect(words(after)).toContain('可以同时注销账户');
      expect(words(after)).toContain('可以声明不注销账户');
    }
  });

  it('is barred by what would refuse the case; whoever keeps the account may draw all the same', () => {
    const loan = one('withdraw-emigration', having(obstacles({ openLoan: true })));
    expect(loan.state).toBe('barred');
    expect(loan.otherwise).toContainEqual({
      text: '不注销账户、只提取的，最早可以申请',
      on: NOBODY.on,
    });
    const unit = { ...SEALED, state: 'normal' as const, sealedOn: null, employeeSealedOn: null };
    for (const what of ['withdraw-retirement', 'withdraw-emigration'] as const) {
      const paying = one(what, having({ account: unit }));
      expect(paying.state).toBe('barred');
      expect(paying.sentence).toContain('仍由单位正常缴存');
    }
    const banned = one('withdraw-emigration', having(obstacles({ caseInFlight: true })));
    expect(banned.otherwise).toEqual([]);
  });

  it('of somebody whose birth nobody told has no day, but says how', () => {
    const found = one('withdraw-retirement', having({ person: { bornOn: null, sex: null } }));
    expect(found).toMatchObject({ on: null, state: 'undetermined' });
  });
});

describe('身份转换', () => {
  it('lets a unit take a flexible account over at any time, without the person', () => {
    const found = one('convert-to-employee', having());
    expect(found).toMatchObject({ state: 'reached', on: NOBODY.on });
    expect(found.clauses).toEqual(['liaoning-3']);
    expect(codes(having({ account: SEALED }))).not.toContain('convert-to-employee');
  });

  it('lets a sealed flexible account go on under the same number, unless another case is open', () => {
    const account = { ...FLEXIBLE, state: 'sealed' as const, sealedOn: day('2026-10-01') };
    expect(one('resume', having({ account })).state).toBe('reached');
    expect(one('resume', having({ account, ...obstacles({ caseInFlight: true }) })).state).toBe(
      'barred',
    );
    expect(codes(having())).not.toContain('resume');
  });

  it('says the first month and through which day the run is kept, by the rule of the case', () => {
    const account = { ...FLEXIBLE, state: 'sealed' as const, sealedOn: day('2026-10-01') };
    const kept = one('resume', having({ account }));
    expect(kept.rules.map(({ name }) => name)).toContain('take-up-months');
    expect(kept.sentence).toContain('首期为2026年11月');
    // Paid to October, a gap of one month is tolerated: through December.
    expect(kept.steps.at(-1)).toMatchObject({ on: '2026-12-31' });
    expect(kept.steps.at(-1)!.text).toContain('不中断');
    const late = one('resume', { ...having({ account }), on: day('2027-01-01') });
    expect(late.steps.at(-1)!.text).toContain('已过');
    expect(late.sentence).toContain('首期为2027年1月');
  });

  it('is barred by what would refuse the case, in its words', () => {
    const account = { ...FLEXIBLE, state: 'sealed' as const, sealedOn: day('2026-10-01') };
    const transfer = one('resume', having({ account: { ...account, transfer: true } }));
    expect(transfer).toMatchObject({ state: 'barred', on: null });
    expect(transfer.sentence).toContain('异地转移接续');
    const held = one('resume', having({ account: { ...account, agreement: 'suspended' } }));
    expect(held.sentence).toContain('中止');
    const moving = one('convert-to-employee', having({ account: { ...FLEXIBLE, transfer: true } }));
    expect(moving).toMatchObject({ state: 'barred', on: null });
  });

  it.each([
    ['2026-09', '重叠2个月'],
    ['2026-10', '重叠1个月'],
    ['2026-11', '不重叠'],
  ])(
    'a unit that pays from %s: what both paid is time once and money of both (%s)',
    (from, said) => {
      const account = { ...FLEXIBLE, employedFrom: plainMonth(from) };
      const found = one('convert-to-employee', having({ account }));
      expect(found.rules.map(({ name }) => name)).toContain('conversion-to-employee');
      expect(found.steps.at(-1)!.text).toContain(said);
    },
  );

  it('from unit to flexible waits for another open case', () => {
    const facts = having({ account: SEALED, ...obstacles({ caseInFlight: true }) });
    expect(one('convert', facts)).toMatchObject({ state: 'barred', on: null });
  });

  it('ends with the retirement age', () => {
    const person = { bornOn: day('1950-01-01'), sex: 'M' } as const;
    for (const what of ['convert-to-employee', 'resume', 'convert'] as const) {
      expect(codes(having({ person }))).not.toContain(what);
    }
  });
});

describe('外籍人员', () => {
  it('joins by the card of permanent residence, not by a passport', () => {
    const person = { bornOn: day('1990-01-01'), sex: 'M' } as const;
    const card = { ...person, documentType: 'permanent-residence-card' } as const;
    expect(one('join', { person: card }).state).toBe('reached');
    const found = one('join', { person: { ...person, documentType: 'passport' } });
    expect(found).toMatchObject({ state: 'barred', on: null });
    expect(found.advice).toContain('外国人永久居留身份证');
  });
});

describe('退出销户', () => {
  it('during a ban tells the day after it where that is later than the half year', () => {
    const facts = having({ ...obstacles({ ban: true, banUntil: day('2029-11-01') }) });
    expect(one('exit', facts).otherwise[0]).toMatchObject({ on: '2029-11-02' });
    const unknown = having(obstacles({ ban: true }));
    expect(one('exit', unknown).otherwise[0]).toMatchObject({ on: NOBODY.on });
  });
});

describe('告知单', () => {
  it('says each case once, with day and state', () => {
    const { dates } = datesOnPaper(earliestDatesOf({ ...NOBODY, ...having() }), NOBODY.on);
    const titles = dates.map(({ title }) => title).filter((title) => title.startsWith('提取：'));
    expect(titles).toHaveLength(10);
    expect(new Set(titles).size).toBe(10);
  });
});
