/** （一）（四）: what is typed wrong is told beside its field; what is typed differently is the same. */
import { describe, expect, it } from 'vitest';
import { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { application, idNumber } from '../builders.ts';

const complete = application({ number: idNumber('19900101') });
const { applicant, contribution, bankCard } = complete;

/** Where a form cannot be read, as dotted paths; nothing when it can. */
function wrong(changes: Record<string, unknown>): readonly string[] {
  const parsed = AccountOpeningApplication.safeParse({ ...complete, ...changes });
  return parsed.error?.issues.map(({ path }) => path.join('.')) ?? [];
}
const person = (changes: Record<string, unknown>) => ({ applicant: { ...applicant, ...changes } });
const document = (changes: Record<string, unknown>) =>
  person({ document: { ...applicant.document, ...changes } });
const chosen = (changes: Record<string, unknown>) => ({
  contribution: { ...contribution, ...changes },
});
const NUMBER = 'applicant.document.number';
const AMOUNT = 'contribution.monthlyAmount';

describe('a document number', () => {
  const body = idNumber('19900101').slice(0, 17);
  const right = idNumber('19900101');

  it.each([
    ['with a wrong check character', right.slice(0, 17) + (right.endsWith('1') ? '2' : '1')],
    ['of a day that does not exist', idNumber('19900230')],
    ['of a 29 February in a common year', idNumber('20230229')],
    ['of sequence 000', idNumber('19900101', 0)],
    ['one digit short', body],
    ['of another kind of document', 'E12345678'],
    ['that is empty', ''],
    ['that is no text', 219900199001010014],
  ])('%s is told at once', (_, number) => {
    expect(wrong(document({ number }))).toEqual([NUMBER]);
  });

  it('of the permanent-residence card may be of the old edition, with its own check digit', () => {
    const card = (number: string) =>
      person({
        bornOn: '1980-01-01',
        sex: 'M',
        document: { type: 'permanent-residence-card', number },
      });
    expect(wrong(card('PAK310080010103'))).toEqual([]);
    expect(wrong(card('932682198501010017'))).toEqual([]);
    expect(wrong(card('PAK310080010104'))).toEqual([NUMBER]);
  });

  it('is one number however it was typed: full width, blanks, a small x', () => {
    const typed = '21990019900101009X';
    const wide = Array.from(typed)
      .map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
      .join('');
    for (const way of [` ${typed} `, wide, typed.toLowerCase()]) {
      const read = AccountOpeningApplication.parse({ ...complete, ...document({ number: way }) });
      expect(read.applicant.document.number, way).toBe(typed);
    }
  });
});

describe('a name', () => {
  it.each([
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉・买买提', '阿卜杜拉·买买提'],
    ['　张　三 ', '张 三'],
    ['ＬＩ ＭＩＮＧ', 'LI MING'],
    ['𠮷田䶮', '𠮷田䶮'],
  ])('%s is %s', (typed, name) => {
    const read = AccountOpeningApplication.parse({ ...complete, ...person({ name: typed }) });
    expect(read.applicant.name).toBe(name);
  });

  it.each(['', '  ', '张\u202e三', '张\u0000三', 'x'.repeat(101)])('is not %j', (name) => {
    expect(wrong(person({ name }))).toEqual(['applicant.name']);
  });
});

describe('an amount', () => {
  it.each(['0.01', '207.99', '800.00', '999999999.99'])('%s can be read', (monthlyAmount) => {
    expect(wrong(chosen({ monthlyAmount }))).toEqual([]);
  });

  it.each([
    ...['', '800', '800.0', '800.001', '1,000.00', '８００.００', '8e2', 'NaN', '￥800.00'],
    ...['1'.repeat(20) + '.00', 800, 80000, Number.NaN, null],
  ])('is not %j', (monthlyAmount) => {
    expect(wrong(chosen({ monthlyAmount }))).toEqual([AMOUNT]);
  });

  it('goes with a cycle there is and a day of every month', () => {
    expect(wrong(chosen({ cycle: 'weekly' }))).toEqual(['contribution.cycle']);
    for (const debitDay of [0, 29, 31, 1.5, '10']) {
      expect(wrong(chosen({ debitDay })), String(debitDay)).toEqual(['contribution.debitDay']);
    }
    expect(wrong(chosen({ debitDay: 28 }))).toEqual([]);
  });
});

describe('other fields', () => {
  it.each([
    ['a phone with a letter', person({ phone: '1390000111a' }), 'applicant.phone'],
    ['a phone of ten digits', person({ phone: '1390000111' }), 'applicant.phone'],
    ['a district of five digits', { district: '21010' }, 'district'],
    [
      'a card of eleven digits',
      { bankCard: { ...bankCard, number: '1'.repeat(11) } },
      'bankCard.number',
    ],
    [
      'a form of employment there is none',
      { employment: { form: 'unit', occupation: '职员' } },
      'employment.form',
    ],
    [
      'a consent without a time zone',
      { consents: [{ ...complete.consents[0]!, givenAt: '2026-11-23T09:00:00' }] },
      'consents.0.givenAt',
    ],
    ['a birth date that does not exist', person({ bornOn: '2023-02-29' }), 'applicant.bornOn'],
    [
      'evidence that is no file',
      { evidence: [{ kind: 'own-income', file: 'x' }] },
      'evidence.0.file',
    ],
    ['an original age there is none', { retirementBase: 52 }, 'retirementBase'],
  ])('%s', (_, changes, path) => {
    expect(wrong(changes)).toEqual([path]);
  });

  it('that nobody knows are refused by name, wherever they stand', () => {
    expect(wrong({ surprise: 1 })).toEqual(['']);
    expect(wrong(person({ surprise: 1 }))).toEqual(['applicant']);
    expect(wrong({ ...person({}), signedBy: 'lin' })).toEqual(['']);
  });
});
