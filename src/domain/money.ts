/**
 * Amounts in yuan (CNY) and rates, as canonical decimal strings.
 *
 * The same string stands in TypeScript, JSON, Temporal payloads and PostgreSQL numeric; no float
 * ever holds money. Every rounding is named, because a center's figures must reproduce its bank's.
 */
import { Decimal } from 'decimal.js';
import type { Brand } from './brand.ts';

/** Our own constructor: wide enough for the product of any two amounts, never exponential. */
const Exact = Decimal.clone({ precision: 60, toExpNeg: -40, toExpPos: 40 });

/** An amount in yuan: two decimals, at most 15 integer digits, zero is never "-0.00". */
export type Yuan = Brand<string, 'Yuan'>;
/** A rate, ratio or coefficient as a decimal fraction: "0.015" is 1.5 %. */
export type Rate = Brand<string, 'Rate'>;

const YUAN = /^(?!-0\.00$)-?(0|[1-9]\d{0,14})\.\d{2}$/;
const RATE = /^(0|[1-9]\d{0,5})(\.\d{1,10})?$/;

export function isYuan(value: unknown): value is Yuan {
  return typeof value === 'string' && YUAN.test(value);
}

export function isRate(value: unknown): value is Rate {
  return typeof value === 'string' && RATE.test(value);
}

/** @throws RangeError when the text is not a canonical amount */
export function yuan(text: string): Yuan {
  if (!isYuan(text)) throw new RangeError('not an amount in yuan with two decimals');
  return text;
}

/** @throws RangeError when the text is not a decimal fraction */
export function rate(text: string): Rate {
  if (!isRate(text)) throw new RangeError('not a decimal fraction');
  return text;
}

/** How a computed amount is rounded. The center's own rule says which; there is no default. */
const ROUNDINGS = {
  'half-up-yuan': { places: 0, mode: Decimal.ROUND_HALF_UP },
  'truncate-yuan': { places: 0, mode: Decimal.ROUND_DOWN },
  'up-yuan': { places: 0, mode: Decimal.ROUND_UP },
  'half-up-cent': { places: 2, mode: Decimal.ROUND_HALF_UP },
} as const;
export type Rounding = keyof typeof ROUNDINGS;
export const ROUNDING_NAMES = Object.keys(ROUNDINGS) as readonly Rounding[];

/** An exact decimal number for arithmetic inside a function; it never crosses a boundary. */
export function exact(value: string | number): Decimal {
  return new Exact(value);
}

/** Rounds an exact value to an amount, once, by the named rule. */
export function round(value: Decimal, rounding: Rounding): Yuan {
  const { places, mode } = ROUNDINGS[rounding];
  const text = value.toDecimalPlaces(places, mode).toFixed(2);
  return yuan(text === '-0.00' ? '0.00' : text);
}

/** base × part, rounded once. */
export function share(base: Yuan, part: Rate, rounding: Rounding): Yuan {
  return round(exact(base).times(part), rounding);
}

/** amount × a whole number, exact. */
export function times(amount: Yuan, count: number): Yuan {
  return yuan(exact(amount).times(count).toFixed(2));
}

/** The same amount with the other sign. */
export function negated(amount: Yuan): Yuan {
  return yuan(exact(amount).isZero() ? ZERO : exact(amount).negated().toFixed(2));
}

/** Negative, zero or positive, as sort functions want it. */
export function compare(left: Yuan, right: Yuan): number {
  return exact(left).comparedTo(right);
}

export const ZERO = yuan('0.00');
