/** What is typed into the one search box is taken for what it is. */
import { describe, expect, it } from 'vitest';
import { whatIsIt } from '../../src/console/pages/search/what-is-it.ts';

describe('the search box', () => {
  it.each([
    ['K202611230000001', 'number', 'K202611230000001'],
    [' k2026 1123 0000001 ', 'number', 'K202611230000001'],
    ['21010000000000000001', 'accountNumber', '21010000000000000001'],
    ['13900001111', 'phone', '13900001111'],
    ['139 0000 1111', 'phone', '13900001111'],
    ['219900199001010014', 'documentNumber', '219900199001010014'],
    ['21990019900101001X', 'documentNumber', '21990019900101001X'],
    ['２１９９００１９９００１０１００１Ｘ', 'documentNumber', '21990019900101001X'],
    ['H12345678', 'documentNumber', 'H12345678'],
    ['张伟明', 'name', '张伟明'],
    ['阿卜杜拉·买买提', 'name', '阿卜杜拉·买买提'],
    ['𠮷田', 'name', '𠮷田'],
    ['John Smith', 'name', 'John Smith'],
  ])('takes %s for a %s', (typed, field, text) => {
    expect(whatIsIt(typed)).toEqual({ field, text });
  });

  it('looks for nothing when nothing was typed', () => {
    expect(whatIsIt('  　 ')).toBeNull();
  });
});
