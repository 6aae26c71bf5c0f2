// Lookup hashes find what was typed differently; masks show little enough.
import { describe, expect, it } from 'vitest';
import { lookupHash, type LookupKind } from '../../src/crypto/lookup.ts';
import {
  maskAccount,
  maskAddress,
  maskCard,
  maskContent,
  maskDocument,
  maskName,
  maskPhone,
} from '../../src/crypto/mask.ts';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';

const { lookup } = parseSecrets(generateSecrets());
const hash = (kind: LookupKind, text: string) => lookupHash(lookup, kind, text);

describe('a person is found', () => {
  it.each<[LookupKind, string, string]>([
    ['document', '21990019900307231x', ' ２１９９００１９９００３０７２３１Ｘ '],
    ['document', 'H12345678', 'h 1234 5678'],
    ['name', '阿卜杜拉·买买提', '阿卜杜拉•买买提'],
    ['name', '欧阳 修', '欧阳修'],
    ['phone', '13840000123', '+86 138-4000-0123'],
    ['phone', '13840000123', '008613840000123'],
    ['account', '21010000000000000017', '2101 0000 0000 0000 0017'],
  ])('by the same %s typed as %s or as %s', (kind, one, other) => {
    expect(hash(kind, one)).toBe(hash(kind, other));
  });

  it('never by a value of another kind, another value or another key', () => {
    expect(hash('document', '13840000123')).not.toBe(hash('phone', '13840000123'));
    expect(hash('name', '张三')).not.toBe(hash('name', '张山'));
    const other = parseSecrets(generateSecrets()).lookup;
    expect(lookupHash(other, 'name', '张三')).not.toBe(hash('name', '张三'));
    expect(hash('name', '张三')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a mask', () => {
  it.each([
    [maskName('张三丰'), '张＊'],
    [maskName('𠮷田'), '𠮷＊'],
    [maskName(''), ''],
    [maskDocument('219900199003072316'), '219***********2316'],
    [maskDocument('H12345678'), 'H******78'],
    [maskDocument('123456'), '******'],
    [maskCard('6217000000000001235'), '***************1235'],
    [maskPhone('13840000123'), '138****0123'],
    [maskPhone('110'), '***'],
    [maskAddress('沈阳市沈河区青年大街1号'), '沈阳市＊＊＊'],
    [maskAddress('青年大街1号'), '＊＊＊'],
    [maskAccount('21010000000000000017'), '****************0017'],
  ])('reads %s', (masked, expected) => {
    expect(masked).toBe(expected);
  });

  it('covers a whole form by the names of its fields', () => {
    const masked = maskContent({
      applicant: {
        name: '张三',
        bornOn: '1990-03-07',
        eighteenOn: '2008-03-07',
        sixteenOn: '2006-03-07',
        retiresOn: '2053-03-07',
        document: { type: 'resident-id', number: '219900199003072316' },
        otherDocuments: [{ type: 'travel-permit-hk-macao', number: 'H12345678' }],
      },
      bankCard: { number: '6217000000000001235', holder: '张三', bank: '建设银行' },
      contribution: { monthlyAmount: '800.00', debitDay: 5 },
    });
    expect(masked).toEqual({
      applicant: {
        name: '张＊',
        bornOn: '1990-**-**',
        eighteenOn: '2008-**-**',
        sixteenOn: '2006-**-**',
        retiresOn: '2053-**-**',
        document: { type: 'resident-id', number: '219***********2316' },
        otherDocuments: [{ type: 'travel-permit-hk-macao', number: 'H******78' }],
      },
      bankCard: { number: '***************1235', holder: '张＊', bank: '建设银行' },
      contribution: { monthlyAmount: '800.00', debitDay: 5 },
    });
  });
});
