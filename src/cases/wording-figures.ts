/** The value of a figure as people read it: amount, share, days, or the words behind its code. */
import { FIGURES, type FigureName, type FigureUnit } from '../policy/figures.ts';
import { listText } from './wording.ts';

const WORDS: Readonly<Record<string, string>> = {
  'half-up-yuan': '四舍五入到元',
  'truncate-yuan': '舍去到元',
  'up-yuan': '进位到元',
  'half-up-cent': '四舍五入到分',
  month: '按月',
  quarter: '按季',
  'half-year': '按半年',
  year: '按年',
  previous: '提前到上一工作日',
  next: '顺延到下一工作日',
  'employee-portion': '单位缴存部分',
  'whole-account': '整个账户',
  counted: '计入本年度',
  'not-counted': '计入下年度',
  told: '逐笔通知',
  'not-told': '不逐笔通知',
  none: '不须批准',
  supervisor: '须主管批准',
  app: '手机应用',
  sms: '短信',
  letter: '信函',
  'flexible-first': '先动用灵活就业缴存的资金',
  'unit-first': '先动用单位缴存的资金',
  'overdue-first': '先还逾期，其余提取照常',
  refuse: '结清前不得提取（还贷提取除外）',
};

const AFTER: Readonly<Partial<Record<FigureUnit, string>>> = {
  yuan: '元',
  days: '天',
  'working-days': '个工作日',
  months: '个月',
  years: '周岁',
  'day-of-month': '日',
  multiple: '倍',
};

/** One of the words a figure may be, in Chinese; its code when nobody wrote it down. */
export function figureWord(word: string): string {
  return WORDS[word] ?? word;
}

/** "2230.00" of an amount as 2230.00元, "0.1" of a rate as 10%, "month,quarter" as 按月和按季. */
export function figureText(name: string, value: string): string {
  const known = isFigure(name) ? FIGURES[name] : null;
  if (known === null) return value;
  if (known.unit === 'word') return figureWord(value);
  if (name === 'service-order') return value.split(',').map(figureWord).join('→');
  if (known.unit === 'words') return listText(value.split(',').map(figureWord));
  if (known.unit === 'rate') return percent(value);
  return `${value}${AFTER[known.unit] ?? ''}`;
}

/** What is typed behind the value: 元, 天; empty where the value says it itself. */
export function figureUnitText(name: FigureName): string {
  return AFTER[FIGURES[name].unit] ?? '';
}

function isFigure(name: string): name is FigureName {
  return Object.hasOwn(FIGURES, name);
}

/** A decimal share as a percentage, by moving the point: exact, whatever the digits. */
/** "0.24" as 24%; what is no rate stays as it is. */
export function percent(value: string): string {
  const [, whole = '', places = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === '') return value;
  const digits = `${whole}${places.padEnd(2, '0')}`;
  const point = whole.length + 2;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = digits.slice(point).replace(/0+$/, '');
  return `${before}${after === '' ? '' : `.${after}`}%`;
}
