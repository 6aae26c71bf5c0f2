/** Amounts in capitals, masks and other forms of writing on paper. */
import { describe, expect, it } from 'vitest';
import {
  accountText,
  capitalYuan,
  maskName,
  maskNumber,
  maskPhone,
} from '../../src/documents/format.ts';
import { yuan } from '../../src/domain/money.ts';

describe('amounts in capitals, as contracts carry them', () => {
  it.each([
    ['0.00', '零元整'],
    ['0.05', '伍分'],
    ['0.50', '伍角整'],
    ['1.00', '壹元整'],
    ['10.05', '壹拾元零伍分'],
    ['208.00', '贰佰零捌元整'],
    ['800.00', '捌佰元整'],
    ['7358.00', '柒仟叁佰伍拾捌元整'],
    ['8657.34', '捌仟陆佰伍拾柒元叁角肆分'],
    ['10000.00', '壹万元整'],
    ['100305.00', '壹拾万零叁佰零伍元整'],
    ['100000305.10', '壹亿零叁佰零伍元壹角整'],
    ['100050000.01', '壹亿零伍万元零壹分'],
    ['1000000000000.00', '壹万亿元整'],
    ['123456789012345.67', '壹佰贰拾叁万肆仟伍佰陆拾柒亿捌仟玖佰零壹万贰仟叁佰肆拾伍元陆角柒分'],
  ])('writes %s as %s', (amount, text) => {
    expect(capitalYuan(yuan(amount))).toBe(text);
  });
});

describe('masks', () => {
  it('shows of a document number the first three and the last four characters', () => {
    expect(maskNumber('219900199001010014')).toBe('219***********0014');
    expect(maskNumber('PAK310080010103')).toBe('PAK********0103');
    expect(maskNumber('H12345678')).toBe('H12**5678');
  });

  it('never shows a short number whole', () => {
    expect(maskNumber('1234567')).toBe('*****67');
    expect(maskNumber('12')).toBe('*2');
    expect(maskNumber('1')).toBe('*');
  });

  it('shows of a phone three and four digits and of a name its first character', () => {
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskName('阿卜杜拉·买买提')).toBe('阿＊');
    expect(maskName('𠮷田')).toBe('𠮷＊');
  });

  it('writes an account number in groups of four', () => {
    expect(accountText('21010000000000000012')).toBe('2101 0000 0000 0000 0012');
  });
});
