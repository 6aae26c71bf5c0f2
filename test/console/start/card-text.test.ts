/** Text of card readers: what is recognized in each format, and what is left alone. */
import { describe, expect, it } from 'vitest';
import { readBankText, readCardText } from '../../../src/console/pages/start/opening/card-text.ts';

const NUMBER = '219900199001010014';

describe('labeled lines of a reader', () => {
  const text = [
    '姓名 张伟明',
    '性别 男 民族 汉',
    '出生 1990年1月1日',
    '住址 辽宁省沈阳市和平区示例街1号',
    '   2单元301室',
    `公民身份号码 ${NUMBER}`,
    '签发机关 沈阳市公安局和平分局',
    '有效期限 2016.05.04-2036.05.04',
  ].join('\r\n');

  it('give name, number, address over two lines, and the last day', () => {
    expect(readCardText(text)).toEqual({
      type: 'resident-id',
      number: NUMBER,
      name: '张伟明',
      sex: 'M',
      bornOn: '1990-01-01',
      address: '辽宁省沈阳市和平区示例街1号2单元301室',
      validUntil: '2036-05-04',
    });
  });

  it.each([
    ['with colons', `姓名：张伟明\n公民身份号码：${NUMBER}`],
    ['on one line', `姓名 张伟明 公民身份号码 ${NUMBER}`],
    ['between bars', `姓名:张伟明|身份证号:${NUMBER}|`],
    ['with labels set apart', `姓  名 张伟明\n公民身份号码\n${NUMBER}`],
    ['with full-width digits', `姓名　张伟明\n证件号码　２１９９００１９９００１０１００１４`],
  ])('are read %s', (_, given) => {
    expect(readCardText(given)).toMatchObject({ name: '张伟明', number: NUMBER });
  });

  it('say 长期 as no last day, and nothing when there is none', () => {
    const of = (valid: string) =>
      readCardText(`姓名 张伟明\n公民身份号码 ${NUMBER}\n有效期限 ${valid}`);
    expect(of('20160504-长期')?.validUntil).toBeNull();
    expect(of('2016.05.04 - 2036.05.04')?.validUntil).toBe('2036-05-04');
    expect(of('')).not.toHaveProperty('validUntil');
    expect(of('见背面')).not.toHaveProperty('validUntil');
  });

  it('keep rare characters, name dots and long names', () => {
    const of = (name: string) => readCardText(`姓名 ${name}\n公民身份号码 ${NUMBER}`)?.name;
    expect(of('𠮷田𪚥')).toBe('𠮷田𪚥');
    expect(of('阿卜杜拉•买买提')).toBe('阿卜杜拉·买买提');
    expect(of('玛丽亚・安娜')).toBe('玛丽亚·安娜');
    const long = '古丽'.repeat(20);
    expect(of(long)).toBe(long);
  });

  it('tell the kind of card by its number', () => {
    const of = (number: string) => readCardText(`姓名 某人\n证件号码 ${number}`)?.type;
    expect(of('810000198808080013')).toBe('residence-permit');
    expect(of('911124198108030024')).toBe('permanent-residence-card');
    expect(of('PAK310080010103')).toBe('permanent-residence-card');
    expect(of('H12345678')).toBe('travel-permit-hk-macao');
    expect(of('12345678')).toBe('travel-permit-taiwan');
  });
});

describe('a reader’s line without labels', () => {
  const parts = ['张伟明', '男', '汉', '19900101', '辽宁省沈阳市和平区示例街1号', NUMBER];
  const back = ['沈阳市公安局', '20160504', '20360504'];

  it.each([
    ['bars', '|'],
    ['tabs', '\t'],
    ['line ends', '\n'],
  ])('is read between %s, in any order', (_, separator) => {
    const whole = {
      type: 'resident-id',
      number: NUMBER,
      name: '张伟明',
      sex: 'M',
      bornOn: '1990-01-01',
      address: '辽宁省沈阳市和平区示例街1号',
      validUntil: '2036-05-04',
    };
    expect(readCardText([...parts, ...back].join(separator))).toEqual(whole);
    expect(readCardText([NUMBER, ...parts.slice(0, 5), ...back].join(separator))).toEqual(whole);
  });

  it('without the back of the card has no last day; with 长期 it has none either', () => {
    expect(readCardText(parts.join('|'))).not.toHaveProperty('validUntil');
    expect(readCardText([...parts, '20160504-长期'].join('|'))?.validUntil).toBeNull();
  });

  it('passes over a picture and what nobody knows', () => {
    const text = [...parts, 'A'.repeat(3_000), '01', ''].join('|');
    expect(readCardText(text)).toMatchObject({ name: '张伟明', number: NUMBER });
  });
});

describe('what is no card', () => {
  it.each([
    ['a number alone', NUMBER],
    ['a number with a wrong check digit and no label', '张三|219900199001010015'],
    ['an address', '辽宁省沈阳市\n和平区示例街1号'],
    ['one labeled word', '姓名 张三'],
    ['labels without a number', '姓名 张三\n住址 辽宁省沈阳市'],
    ['nothing', ''],
  ])('%s is left to be pasted as text', (_, text) => {
    expect(readCardText(text)).toBeNull();
  });

  it('a labeled number with a typing error is taken, for the schema to refuse it', () => {
    const read = readCardText('姓名 张三\n公民身份号码 219900199001010015');
    expect(read?.number).toBe('219900199001010015');
  });
});

describe('the text of a bank card', () => {
  it.each([
    ['6222 0202 0000 1234 567', '6222020200001234567'],
    ['６２２２０２０２００００１２３４５６７', '6222020200001234567'],
    ['6222-0202-0000-1234-567\n', '6222020200001234567'],
    ['卡号：6222 0202 0000 1234 567\n户名：张三', '6222020200001234567'],
    ['银行卡号 622202020000', '622202020000'],
  ])('%s is %s', (text, digits) => {
    expect(readBankText(text)).toBe(digits);
  });

  it.each(['张三', '1234', '户名：张三', '6222x0202'])('%s has no number', (text) => {
    expect(readBankText(text)).toBeNull();
  });
});
