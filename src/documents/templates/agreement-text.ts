/** The shape of an agreement's text, and filling in the words in braces. */

/** What the holder must be shown and have explained before signing. */
export const HEAVY_TERMS = {
  'half-year-sealing': '封存满半年',
  offset: '余额优先还贷',
  breach: '违约情形及处置',
  'data-query': '信息查询授权',
  'credit-reporting': '信用信息',
  'dormancy-closing': '零余额账户注销',
} as const;
export type HeavyTerm = keyof typeof HEAVY_TERMS;

export interface HeavyParagraph {
  readonly term: HeavyTerm;
  readonly text: string;
}

export interface Article {
  readonly title: string;
  /** The chosen plan stands as a table before the paragraphs. */
  readonly plan?: boolean;
  readonly paragraphs: readonly (string | HeavyParagraph)[];
  /** Case of breach and its measure. */
  readonly breaches?: readonly (readonly [string, string])[];
  /** Paragraphs after the table. */
  readonly after?: readonly string[];
}

/**
 * Fills in the words in braces.
 *
 * @throws RangeError when a word in braces has no value: an agreement never goes out with a gap
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new RangeError(`nothing for {${name}}`);
    return value;
  });
}

const NUMERALS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/** 1 to 99 as 一 … 九十九. */
export function chineseNumber(value: number): string {
  const tens = Math.floor(value / 10);
  const head = tens === 0 ? '' : `${tens === 1 ? '' : (NUMERALS[tens] ?? '')}十`;
  return head + (NUMERALS[value % 10] ?? '');
}
