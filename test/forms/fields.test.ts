/** Fields that forms share: what is tidied, and what is left as it was written. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CASE_FORMS } from '../../src/forms/index.ts';
import {
  accountField,
  nameField,
  reasonField,
  textField,
  wordsField,
} from '../../src/forms/fields.ts';

describe('text', () => {
  it('that is a code or a name is made half-width, as card readers and people differ', () => {
    expect(textField(40).parse('　ＡＢ－１２　')).toBe('AB-12');
    expect(nameField.parse('买买提・阿卜杜拉')).toBe('买买提·阿卜杜拉');
  });

  it('of one’s own words keeps its punctuation', () => {
    const words = '已与原中心电话核实，标识已解除（见附件）！';
    expect(reasonField.parse(`  ${words}\n`)).toBe(words);
    expect(wordsField(2_000).parse('第一行，\n第二行。')).toBe('第一行，\n第二行。');
  });

  it('is refused when it is empty, too long, or turns its direction', () => {
    for (const given of ['', '   ', 'x'.repeat(501), 'a\u202Eb', 'a\u0000b']) {
      expect(reasonField.safeParse(given).success).toBe(false);
    }
  });
});

describe('an account', () => {
  const named = Object.entries(CASE_FORMS).flatMap(([type, { application }]) => {
    const { properties = {} } = z.toJSONSchema(application, {
      io: 'input',
      unrepresentable: 'any',
    });
    return Object.keys(properties).includes('account') ? [[type, application] as const] : [];
  });

  it('is named by every form that names one in the one way the API looks up', () => {
    expect(named.map(([type]) => type)).toEqual(
      expect.arrayContaining(['contribution-change', 'agreement-change', 'breach']),
    );
    for (const [type, application] of named) {
      const wrong = application.safeParse({ account: '210100' }).error?.issues ?? [];
      const right = application.safeParse({ account: '21010002980000000001' }).error?.issues ?? [];
      const of = (issues: typeof wrong) => issues.filter(({ path }) => path[0] === 'account');
      expect([type, of(wrong).map(({ message }) => message)]).toEqual([
        type,
        ['请填写20位个人账号'],
      ]);
      expect([type, of(right)]).toEqual([type, []]);
    }
  });

  it('is read from 20 digits however they are spaced, or from the opaque id', () => {
    expect(accountField.parse(' ２１０１ 0002 9800 0000 0001')).toBe('21010002980000000001');
    const id = '0F8FAD5B-D9CB-469F-A165-70867728950E';
    expect(accountField.parse(id)).toBe(id.toLowerCase());
  });
});
