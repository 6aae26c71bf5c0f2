/** Breaking Chinese text into lines: which mark may stand where. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakLines, stretch } from '../../src/documents/lines.ts';

/** Every Chinese character or mark is 10 wide, every Latin one 5. */
const measure = (text: string) =>
  Array.from(text).reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) < 0x100 ? 5 : 10), 0);
const texts = (text: string, width: number, indent = 0) =>
  breakLines(text, { width, indent, measure }).map((line) => line.text);

describe('the marks at the edges of a line (避头尾)', () => {
  it('never begins a line with a closing mark', () => {
    expect(texts('一二三四五，六七', 50)).toEqual(['一二三四', '五，六七']);
    expect(texts('一二三四五）。六', 50)).toEqual(['一二三四', '五）。六']);
  });

  it('never ends a line with an opening mark', () => {
    expect(texts('一二三四《条例》', 50)).toEqual(['一二三四', '《条例》']);
  });

  it('keeps a number together where it fits, and breaks it where it does not', () => {
    expect(texts('应缴2400.00元', 40)).toEqual(['应缴', '2400.00', '元']);
    expect(texts('a'.repeat(20), 50)).toEqual(['a'.repeat(10), 'a'.repeat(10)]);
  });

  it('moves only the first line in, and begins a new paragraph at a line feed', () => {
    const lines = breakLines('一二三四五六\n七', { width: 50, indent: 20, measure });
    expect(lines.map(({ text, indent, last }) => [text, indent, last])).toEqual([
      ['一二三', 20, false],
      ['四五六', 0, true],
      ['七', 20, true],
    ]);
  });

  it('loses no character and exceeds no line, whatever the text', () => {
    const alphabet = Array.from('甲乙丙，。（）《》“”…1a. ');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const lines = breakLines(text, { width: 60, indent: 20, measure });
        expect(
          lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(line.width + line.indent).toBeLessThanOrEqual(60);
      }),
    );
  });
});

describe('stretching a line to the margin', () => {
  const line = { text: '一二三', width: 30, indent: 0, last: false };
  it('spreads what is missing between the characters', () => {
    expect(stretch(line, 34, 20)).toBe(2);
  });
  it('leaves the last line, and a line that is much too short, as they are', () => {
    expect(stretch({ ...line, last: true }, 34, 20)).toBe(0);
    expect(stretch(line, 90, 20)).toBe(0);
  });
});
