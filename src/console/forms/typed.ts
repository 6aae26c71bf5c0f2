/**
 * What people type and what is meant by it: dates, amounts, instants, card numbers.
 *
 * What is not understood stays as it was typed; the schema then says what is wrong with it.
 */
import { isPlainDate } from '../../domain/calendar.ts';
import { isYuan } from '../../domain/money.ts';
import { tidyText } from '../../forms/fields.ts';

/** 20310506, 2031-5-6, 2031.05.06, 2031/5/6, 2031年5月6日 as 2031-05-06. */
export function meantDate(text: string): string {
  const tidy = tidyText(text).replaceAll(' ', '');
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(tidy) ??
    /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(tidy);
  if (!parts) return tidy;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(date) ? date : tidy;
}

/** 800, 800.5, 1,200, １２００元 as 800.00, 800.50, 1200.00, 1200.00. */
export function meantAmount(text: string): string {
  const tidy = tidyText(text)
    .replaceAll(/[,，\s]/g, '')
    .replace(/元$/, '');
  const [, whole, part = ''] = /^0*(\d{1,15})(?:\.(\d{0,2}))?$/.exec(tidy) ?? [];
  if (whole === undefined) return tidy;
  const amount = `${whole}.${part.padEnd(2, '0')}`;
  return isYuan(amount) ? amount : tidy;
}

/** 2026-11-23 18:45 in Shanghai as 2026-11-23T18:45:00+08:00. */
export function meantInstant(text: string): string {
  const tidy = tidyText(text);
  const [, day, hour = '', minute = ''] = /^(.+?)[ T](\d{1,2})[:：](\d{2})$/.exec(tidy) ?? [];
  if (day === undefined) return tidy;
  const date = meantDate(day);
  const inDay = Number(hour) < 24 && Number(minute) < 60;
  return isPlainDate(date) && inDay ? `${date}T${hour.padStart(2, '0')}:${minute}:00+08:00` : tidy;
}

/** An instant in Shanghai as it is typed; anything else as it is. */
export function shownInstant(value: unknown): string {
  if (typeof value !== 'string') return '';
  const [, day, clock] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):00\+08:00$/.exec(value) ?? [];
  return day === undefined || clock === undefined ? value : `${day} ${clock}`;
}

/** The last day of a document, or none: 长期. */
export function meantValidity(text: string): string | null {
  return ['长期', '长期有效', '长'].includes(tidyText(text)) ? null : meantDate(text);
}

export function shownValidity(value: unknown): string {
  if (value === null) return '长期';
  return typeof value === 'string' ? value : '';
}

export function meantNumber(text: string): number | string {
  const tidy = tidyText(text);
  return /^-?\d{1,9}$/.test(tidy) ? Number(tidy) : tidy;
}

/** Digits without what stands between them. */
export function meantDigits(text: string): string {
  return tidyText(text).replaceAll(/[\s-]/g, '');
}

/** In groups of four, as it is printed on a card. */
export function shownCard(value: unknown): string {
  if (typeof value !== 'string') return '';
  return /^\d+$/.test(value) ? value.replaceAll(/(\d{4})(?=\d)/g, '$1 ') : value;
}

/** How a text is understood and how a value is shown. */
export interface Typed {
  readonly meant: (text: string) => unknown;
  readonly shown: (value: unknown) => string;
  readonly inputMode?: 'numeric' | 'decimal' | 'tel';
  readonly suffix?: string;
}

/** Texts and numbers as they are; what has no text is empty. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

export const TYPED = {
  date: { meant: meantDate, shown: plainText, inputMode: 'numeric' },
  validity: { meant: meantValidity, shown: shownValidity },
  instant: { meant: meantInstant, shown: shownInstant },
  money: { meant: meantAmount, shown: plainText, inputMode: 'decimal', suffix: '元' },
  number: { meant: meantNumber, shown: plainText, inputMode: 'numeric' },
  phone: { meant: meantDigits, shown: plainText, inputMode: 'tel' },
  card: { meant: meantDigits, shown: shownCard, inputMode: 'numeric' },
} as const satisfies Readonly<Record<string, Typed>>;
