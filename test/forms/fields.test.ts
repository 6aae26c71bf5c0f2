/** Fields that forms share: what is tidied, and what is left as it was written. */
import { describe, expect, it } from 'vitest';
import { nameField, reasonField, textField, wordsField } from '../../src/forms/fields.ts';

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
