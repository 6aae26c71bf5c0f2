/** Clause 1 and the documents: who may join, until which age, with which number. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { type EligibilityFacts } from '../../src/policy/eligibility.ts';
import { reasonOf } from '../../src/cases/wording-reasons.ts';
import { assessEligibility, joiningWithoutOn } from '../../src/policy/eligibility.ts';
import { type DocumentFacts } from '../../src/policy/identity-document.ts';
import { assessIdentityDocument } from '../../src/policy/identity-document.ts';
import { retirementOf } from '../../src/policy/retirement.ts';

const day = plainDate;

describe('从2025年1月1日起…法定退休年龄每四个月延迟一个月', () => {
  it.each([
    ['M', 60, '1964-12', 0, '2024-12'],
    ['M', 60, '1965-01', 1, '2025-02'],
    ['M', 60, '1965-04', 1, '2025-05'],
    ['M', 60, '1965-05', 2, '2025-07'],
    ['M', 60, '1966-12', 6, '2027-06'],
    ['M', 60, '1970-01', 16, '2031-05'],
    ['M', 60, '1972-09', 24, '2034-09'],
    ['M', 60, '1976-08', 35, '2039-07'],
    ['M', 60, '1976-09', 36, '2039-09'],
    ['M', 60, '1980-06', 36, '2043-06'],
    ['F', 55, '1969-12', 0, '2024-12'],
    ['F', 55, '1970-01', 1, '2025-02'],
    ['F', 55, '1970-04', 1, '2025-05'],
    ['F', 55, '1970-05', 2, '2025-07'],
    ['F', 55, '1975-10', 18, '2032-04'],
    ['F', 55, '1981-08', 35, '2039-07'],
    ['F', 55, '1981-09', 36, '2039-09'],
    ['F', 55, '1990-03', 36, '2048-03'],
    ['F', 50, '1974-12', 0, '2024-12'],
    ['F', 50, '1975-01', 1, '2025-02'],
    ['F', 50, '1975-02', 1, '2025-03'],
    ['F', 50, '1975-03', 2, '2025-05'],
    ['F', 50, '1980-01', 31, '2032-08'],
    ['F', 50, '1984-10', 59, '2039-09'],
    ['F', 50, '1984-11', 60, '2039-11'],
    ['F', 50, '1990-07', 60, '2045-07'],
  ] as const)(
    '%s of base %i born in %s waits %i months and retires in %s',
    (...[sex, base, born, delayMonths, month]) => {
      const answer = retirementOf({ bornOn: day(`${born}-15`), sex, base });
      expect(answer).toMatchObject({ delayMonths, retiresOn: `${month}-15` });
    },
  );

  it.each([
    ['1965-01-31', '2025-02-28'],
    ['1970-01-20', '2031-05-20'],
  ])('a man born on %s is retired from %s on', (bornOn, retiresOn) => {
    expect(retirementOf({ bornOn: day(bornOn), sex: 'M' }).retiresOn).toBe(retiresOn);
  });

  it('takes 55 for a woman without a record, and never another base than her sex has', () => {
    const bornOn = day('1975-10-15');
    expect(retirementOf({ bornOn, sex: 'F' }).retiresOn).toBe('2032-04-15');
    expect(() => retirementOf({ bornOn, sex: 'F', base: 60 })).toThrow('原法定退休年龄');
    expect(() => retirementOf({ bornOn, sex: 'M', base: 55 })).toThrow('原法定退休年龄');
  });
});

const applicant: EligibilityFacts = {
  acceptedOn: day('2026-11-22'),
  bornOn: day('1990-01-01'),
  sex: 'M',
  livesOnOwnIncome: true,
  drawsPension: false,
  documentType: 'resident-id',
  employmentForm: 'new-form',
};
const reasonsOf = (facts: Partial<EligibilityFacts>) =>
  assessEligibility({ ...applicant, ...facts }).reasons;

describe('（一）年满18周岁…或年满16周岁以自己的劳动收入为主要生活来源', () => {
  it.each([
    ['2008-11-21', false, []],
    ['2008-11-22', false, []],
    ['2008-11-23', false, ['minor-without-own-income']],
    ['2008-11-23', true, []],
    ['2010-11-21', true, []],
    ['2010-11-22', true, []],
    ['2010-11-22', false, ['minor-without-own-income']],
    ['2010-11-23', true, ['under-16']],
    ['2010-11-23', false, ['under-16']],
    ['2027-01-01', false, ['under-16']],
  ])('born on %s, living on own income %s: %j', (bornOn, livesOnOwnIncome, reasons) => {
    expect(reasonsOf({ bornOn: day(bornOn), livesOnOwnIncome })).toEqual(reasons);
  });

  it.each([
    ['2026-02-27', ['minor-without-own-income']],
    ['2026-02-28', []],
    ['2026-03-01', []],
  ])('one born on 29 February 2008 and accepted on %s: %j', (acceptedOn, reasons) => {
    const facts = { bornOn: day('2008-02-29'), livesOnOwnIncome: false };
    expect(reasonsOf({ ...facts, acceptedOn: day(acceptedOn) })).toEqual(reasons);
  });

  it.each([
    ['2026-11-21', ['minor-without-own-income']],
    ['2026-11-22', []],
    ['2026-11-23', []],
  ])(
    'counts the age on the day of acceptance, %s, however late it is judged: %j',
    (accepted, reasons) => {
      const facts = { bornOn: day('2008-11-22'), livesOnOwnIncome: false, on: day('2027-01-05') };
      expect(reasonsOf({ ...facts, acceptedOn: day(accepted) })).toEqual(reasons);
    },
  );

  it.each([
    ['the day before', -1, []],
    ['on the day', 0, ['retired']],
    ['the day after', 1, ['retired']],
  ])(
    'looks at the retirement %s of it again, however early it was accepted',
    (_, days, reasons) => {
      const bornOn = day('1966-03-10');
      const { retiresOn } = retirementOf({ bornOn, sex: 'M' });
      const facts = { bornOn, acceptedOn: addDays(retiresOn, -30), on: addDays(retiresOn, days) };
      expect(reasonsOf(facts)).toEqual(reasons);
    },
  );

  it('names for each reason the day that ends it, whatever else stands against it', () => {
    const minor = { ...applicant, bornOn: day('2010-11-23') };
    expect(joiningWithoutOn('under-16', minor)).toBe('2026-11-23');
    const kept = { ...minor, livesOnOwnIncome: false };
    for (const code of ['under-16', 'minor-without-own-income', 'minor-evidence']) {
      expect(joiningWithoutOn(code, kept), code).toBe('2028-11-23');
    }
    const { reasons } = assessEligibility({ ...kept, drawsPension: true });
    expect(reasons.map((code) => joiningWithoutOn(code, kept))).toEqual(['2028-11-23', null]);
  });

  it.each(['retired', 'pensioner', 'no-full-capacity', 'document-not-accepted', 'deceased'])(
    'names none for %s: no waiting ends it',
    (code) => {
      expect(joiningWithoutOn(code, applicant)).toBeNull();
    },
  );

  it.each([
    ['2028-11-22', false],
    ['2028-11-23', true],
    ['2028-11-24', true],
  ])('on %s the reason is gone: %s', (on, isGone) => {
    const kept = { ...applicant, bornOn: day('2010-11-23'), livesOnOwnIncome: false };
    const { reasons } = assessEligibility({ ...kept, acceptedOn: day(on) });
    expect(reasons).toEqual(isGone ? [] : ['minor-without-own-income']);
  });
});

describe('the center’s own ages', () => {
  const ages = { ageMin: 20, ageOwnIncomeMin: 18 };

  it.each([
    ['2006-11-22', false, []],
    ['2006-11-23', false, ['minor-without-own-income']],
    ['2006-11-23', true, []],
    ['2008-11-22', true, []],
    ['2008-11-23', true, ['under-16']],
    ['2008-11-23', false, ['under-16']],
  ])('count instead of 16 and 18: born on %s, own income %s: %j', (bornOn, own, reasons) => {
    expect(reasonsOf({ ...ages, bornOn: day(bornOn), livesOnOwnIncome: own })).toEqual(reasons);
  });

  it('decide on which day waiting alone will do, and stand in the words and in the trace', () => {
    const minor = { ...applicant, ...ages, bornOn: day('2008-11-23') };
    expect(joiningWithoutOn('under-16', minor)).toBe('2026-11-23');
    const kept = { ...minor, livesOnOwnIncome: false };
    expect(joiningWithoutOn('under-16', kept)).toBe('2028-11-23');
    const [age] = assessEligibility(minor).trace.filter(({ condition }) => condition === 'age');
    expect(age?.label).toBe('年满20周岁，或年满18周岁并以自己的劳动收入为主要生活来源');
    const { reason, remedy } = reasonOf('minor-without-own-income', ages);
    expect(reason).toContain('已满18周岁未满20周岁');
    expect(remedy).toContain('年满20周岁后申请');
    expect(reasonOf('under-16').reason).toBe('受理之日未满16周岁。');
  });

  it('are those of the law where none are given', () => {
    const facts = { ...applicant, bornOn: day('2008-11-23'), livesOnOwnIncome: false };
    expect(assessEligibility({ ...facts, ageMin: 18, ageOwnIncomeMin: 16 })).toEqual(
      assessEligibility(facts),
    );
  });
});

describe('（一）…未达到法定退休年龄', () => {
  it.each([
    ['2031-05-19', 'granted'],
    ['2031-05-20', 'refused'],
    ['2031-05-21', 'refused'],
  ])('a man born on 1970-01-20 and accepted on %s is %s', (acceptedOn, outcome) => {
    const facts = { ...applicant, bornOn: day('1970-01-20'), acceptedOn: day(acceptedOn) };
    expect(assessEligibility(facts).outcome).toBe(outcome);
  });

  it('takes a woman with a record of 50 at her own age', () => {
    const woman = { sex: 'F', bornOn: day('1975-03-01'), acceptedOn: day('2026-01-01') } as const;
    expect(reasonsOf(woman)).toEqual([]);
    expect(reasonsOf({ ...woman, retirementBase: 50 })).toEqual(['retired']);
  });
});

describe('（一）all reasons that hold, in the order of the table', () => {
  it('tells an old pensioner with a passport and without capacity everything at once', () => {
    const answer = assessEligibility({
      ...applicant,
      bornOn: day('1950-01-01'),
      drawsPension: true,
      fullCapacity: false,
      documentType: 'passport',
    });
    expect(answer.outcome).toBe('refused');
    expect(answer.reasons).toEqual([
      'no-full-capacity',
      'retired',
      'pensioner',
      'document-not-accepted',
    ]);
    expect(answer.clauses).toContain('liaoning-1');
  });

  it('never tells a child that he lacks an income as well', () => {
    const child = { bornOn: day('2015-01-01'), livesOnOwnIncome: false };
    expect(reasonsOf({ ...child, documentType: 'passport' })).toEqual([
      'under-16',
      'document-not-accepted',
    ]);
  });
});

const read = (facts: Partial<DocumentFacts> & Pick<DocumentFacts, 'number'>) =>
  assessIdentityDocument({ type: 'resident-id', on: day('2026-11-22'), ...facts });

describe('numbers of identity documents', () => {
  it.each([
    ['resident-id', '219900199001010014', '1990-01-01', 'M'],
    ['resident-id', '21990019900101009X', '1990-01-01', 'M'],
    ['resident-id', '219900196002290018', '1960-02-29', 'M'],
    ['resident-id', '219900200803150022', '2008-03-15', 'F'],
    ['resident-id', '219900200811220027', '2008-11-22', 'F'],
    ['resident-id', '219900201011220015', '2010-11-22', 'M'],
    ['resident-id', '219900201011230010', '2010-11-23', 'M'],
    ['resident-id', '219900196501310116', '1965-01-31', 'M'],
    ['resident-id', '219900197105010044', '1971-05-01', 'F'],
    ['residence-permit', '810000198808080013', '1988-08-08', 'M'],
    ['residence-permit', '820000199512310023', '1995-12-31', 'F'],
    ['residence-permit', '830000197906150037', '1979-06-15', 'M'],
    ['residence-permit', '810000199408230021', '1994-08-23', 'F'],
    ['residence-permit', '830000199201300022', '1992-01-30', 'F'],
    ['permanent-residence-card', '932682198501010017', '1985-01-01', 'M'],
    ['permanent-residence-card', '911124198108030024', '1981-08-03', 'F'],
    ['permanent-residence-card', '921156198601010011', '1986-01-01', 'M'],
    ['permanent-residence-card', '921840199202200020', '1992-02-20', 'F'],
    ['permanent-residence-card', 'PAK310080010103', null, null],
    ['travel-permit-hk-macao', 'H12345678', null, null],
    ['travel-permit-hk-macao', 'MA1234567', null, null],
    ['travel-permit-taiwan', '12345678', null, null],
  ] as const)('reads %s %s: born %s, %s', (type, number, bornOn, sex) => {
    const answer = read({ type, number });
    expect(answer).toMatchObject({ valid: true, normalized: number, bornOn, sex, problems: [] });
  });

  it.each([
    ['resident-id', '219900199001010015', ['checksum']],
    ['resident-id', '219900198502290013', ['date']],
    ['resident-id', '21990019100101000X', ['sequence']],
    ['resident-id', '810000198808080013', ['province']],
    ['residence-permit', '219900199001010014', ['province']],
    ['resident-id', '990000199001010010', ['checksum', 'province']],
    ['resident-id', '219900900101001', ['format']],
    ['resident-id', '', ['format']],
    ['resident-id', '21990019900101001A', ['format']],
    ['resident-id', '2199001990010100 14', ['format']],
    ['permanent-residence-card', 'PAK310080010104', ['checksum']],
    ['permanent-residence-card', 'PAK310080133108', ['checksum', 'date']],
    ['permanent-residence-card', '219900199001010014', ['format']],
    ['travel-permit-hk-macao', 'X12345678', ['format']],
    ['travel-permit-taiwan', '1234567', ['format']],
    ['passport', 'E12345678', ['not-accepted']],
    ['passport', '?', ['format', 'not-accepted']],
  ] as const)('finds in %s %s: %j', (type, number, problems) => {
    expect(read({ type, number })).toMatchObject({ valid: false, problems });
  });

  it('normalizes what people type: spaces around, full width, a small x', () => {
    expect(read({ number: '　21990019900101009ｘ ' }).normalized).toBe('21990019900101009X');
    expect(read({ number: '２１９９００１９９００１０１００１４' }).valid).toBe(true);
  });

  it('drops the renewal count of an older travel permit', () => {
    const answer = read({ type: 'travel-permit-hk-macao', number: 'H1234567801' });
    expect(answer.normalized).toBe('H12345678');
  });

  it('gives nothing at all from a number it cannot read', () => {
    const stated = { bornOn: day('1990-01-01'), sex: 'F' } as const;
    const answer = read({ number: '219900900101001', ...stated });
    expect(answer).toMatchObject({ normalized: null, bornOn: null, sex: null });
  });

  it('lets the digits win over what was stated, and says so', () => {
    const number = '219900199001010014';
    expect(read({ number, bornOn: day('1990-01-02') })).toMatchObject({
      bornOn: '1990-01-01',
      problems: ['mismatch'],
    });
    expect(read({ number, sex: 'F' })).toMatchObject({ sex: 'M', problems: ['mismatch'] });
    expect(read({ number, bornOn: day('1990-01-01'), sex: 'M' }).valid).toBe(true);
  });

  it('takes birth date and sex as stated where the number does not tell', () => {
    const stated = { bornOn: day('1980-01-01'), sex: 'F' } as const;
    const card = { type: 'permanent-residence-card', number: 'PAK310080010103' } as const;
    expect(read({ ...card, ...stated })).toMatchObject({ ...stated, valid: true });
    expect(read({ ...card, bornOn: day('1980-01-02') })).toMatchObject({
      bornOn: null,
      problems: ['mismatch'],
    });
    const permit = { type: 'travel-permit-taiwan', number: '12345678' } as const;
    expect(read({ ...permit, ...stated })).toMatchObject({ ...stated, valid: true });
    expect(read({ ...permit, bornOn: day('2026-11-23') }).problems).toEqual(['future']);
  });

  it.each([
    ['2026-11-21', ['expired']],
    ['2026-11-22', []],
    ['2026-11-23', []],
  ])('is valid through the day it is valid until (%s)', (validUntil, problems) => {
    const number = '219900199001010014';
    expect(read({ number, validUntil: day(validUntil) }).problems).toEqual(problems);
    expect(read({ number, validUntil: null }).problems).toEqual([]);
  });

  it.each([
    ['1990-01-01', ['future']],
    ['1990-01-02', []],
  ])(
    'refuses a birth in the future: looked at on the day before and after (%s)',
    (on, problems) => {
      const born = on === '1990-01-01' ? '219900199001020036' : '219900199001010014';
      const answer = read({ number: born, on: day(on) });
      expect(answer.problems.filter((problem) => problem === 'future')).toEqual(problems);
    },
  );

  it('keeps the number out of the trace', () => {
    const { trace } = read({ number: '219900199001010014' });
    expect(JSON.stringify(trace)).not.toContain('19900101001');
    expect(JSON.stringify(trace)).not.toContain('010014');
  });
});
