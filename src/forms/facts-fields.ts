/**
 * Fields that the facts of the rules share.
 *
 * Facts are stricter than forms: nothing is trimmed, completed or guessed. Dates from which a rule
 * counts on end with the year 2999, and amounts have at most twelve digits before the point, so
 * that no result leaves the calendar or the money.
 */
import { z } from 'zod';
import { isRate } from '../domain/money.ts';
import { dateField, moneyField, monthField } from './fields.ts';

const LAST_COUNTED = '2999-12-31';

export const countedDate = dateField.refine((date) => date <= LAST_COUNTED, {
  error: '日期须不晚于 2999 年',
});
export const countedMonth = monthField.refine((month) => month <= LAST_COUNTED, {
  error: '月份须不晚于 2999 年',
});

const AMOUNT = /^-?\d{1,12}\.\d{2}$/;
/** An amount of either sign. */
export const signedAmount = moneyField.refine((amount) => AMOUNT.test(amount), {
  error: '金额的整数部分不能超过十二位',
});
/** Zero or more. */
export const amount = signedAmount.refine((value) => !value.startsWith('-'), {
  error: '金额不能为负',
});
/** More than zero. */
export const positiveAmount = amount.refine((value) => value !== '0.00', {
  error: '金额须大于零',
});

/** A decimal fraction up to one. */
export const fraction = z
  .string()
  .refine(isRate, { error: '比率须为十进制小数字符串，如 "0.015"' })
  .refine((value) => Number(value) <= 1, { error: '比率不能大于 1' });

/** A number of days or months. */
export function count(min: number, max: number) {
  return z.int().min(min).max(max);
}

/** Code or name of a center or a district. */
export const placeField = z.string().min(1).max(40);

/** Days of rest and make-up working days. */
export const calendarFields = {
  holidays: z.array(dateField).max(10_000),
  workdays: z.array(dateField).max(10_000),
};

/** Refuses a field for a reason that only several fields together show. */
export function refuse(
  context: z.RefinementCtx,
  path: readonly PropertyKey[],
  message: string,
): void {
  context.addIssue({ code: 'custom', path: [...path], message });
}
