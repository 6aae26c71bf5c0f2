/**
 * Reads the text of a figure as what its unit says, and nothing else.
 */
import { isRate, isYuan } from '../domain/money.ts';
import { FIGURES, type Figure, type FigureName, type FigureUnit } from './figures.ts';

const WHOLE = /^(0|[1-9]\d{0,4})$/;
const RANGES: Partial<Record<FigureUnit, readonly [number, number]>> = {
  'day-of-month': [1, 28],
  divisor: [1, 1000],
  multiple: [1, 12],
  years: [0, 120],
};

function wholeFits(unit: FigureUnit, value: string): boolean {
  const [min, max] = RANGES[unit] ?? [0, 3660];
  return WHOLE.test(value) && Number(value) >= min && Number(value) <= max;
}

function areWords(given: readonly string[], words: readonly string[]): boolean {
  return new Set(given).size === given.length && given.every((word) => words.includes(word));
}

/**
 * What is wrong with the value of a figure; null when nothing is.
 *
 * @returns a sentence in Chinese
 */
export function valueProblem(name: FigureName, value: string): string | null {
  const kind: { readonly unit: FigureUnit; readonly words?: readonly string[] } = FIGURES[name];
  const words = kind.words ?? [];
  switch (kind.unit) {
    case 'yuan':
      return isYuan(value) && !value.startsWith('-') ? null : '金额须为两位小数的非负十进制字符串';
    case 'rate':
      return isRate(value) ? null : '比例须为十进制小数字符串';
    case 'word':
      return words.includes(value) ? null : `须为 ${words.join('、')} 之一`;
    case 'words':
      return areWords(value.split(','), words)
        ? null
        : `须为 ${words.join('、')} 中的若干项，不重复，以逗号分隔`;
    case 'days':
    case 'working-days':
    case 'months':
    case 'years':
    case 'day-of-month':
    case 'divisor':
    case 'multiple':
      return wholeFits(kind.unit, value) ? null : '须为范围内的整数';
  }
}

/**
 * A figure that is a count: days, months, years, a day of the month, a divisor, a multiple.
 *
 * @throws RangeError when it is none
 */
export function wholeValue({ name, value }: Figure): number {
  if (!wholeFits(FIGURES[name].unit, value)) throw new RangeError(`${name} is no whole number`);
  return Number(value);
}

/**
 * A figure that is one of the words of a list.
 *
 * @throws RangeError when it is none of them
 */
export function wordValue<Word extends string>(
  { name, value }: Figure,
  words: readonly Word[],
): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new RangeError(`${name} is none of its words`);
  return word;
}
