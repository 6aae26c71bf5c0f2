/** Facts of the rules about contributions, their months and their interest. */
import { z } from 'zod';
import { ROUNDING_NAMES } from '../domain/money.ts';
import { CYCLES, DEBIT_RULES } from '../domain/vocabulary.ts';
import {
  amount,
  calendarFields,
  count,
  countedDate,
  countedMonth,
  fraction,
  placeField,
  positiveAmount,
  refuse,
  signedAmount,
} from './facts-fields.ts';
import { dateField } from './fields.ts';

/** Whose figures in force on which day stand in for those that are not given. */
const scopeFields = {
  center: placeField.exactOptional(),
  district: placeField.nullable().exactOptional(),
  on: countedDate.exactOptional(),
};

const LIMIT_FIGURES = ['baseMin', 'baseMax', 'rateMin', 'rateMax', 'rounding'] as const;

export const contributionLimitsFacts = z
  .strictObject({
    baseMin: amount.exactOptional(),
    baseMax: amount.exactOptional(),
    rateMin: fraction.exactOptional(),
    rateMax: fraction.exactOptional(),
    rounding: z.enum(ROUNDING_NAMES).exactOptional(),
    ...scopeFields,
  })
  .superRefine((facts, context) => {
    const absent = LIMIT_FIGURES.filter((name) => facts[name] === undefined);
    if (absent.length === 0) return;
    if (absent.length < LIMIT_FIGURES.length) {
      for (const name of absent) refuse(context, [name], '五项须全部填写或全部不填');
    } else refuseWithoutScope(facts, context);
  });

function refuseWithoutScope(
  { center, on }: { readonly center?: string; readonly on?: string },
  context: z.RefinementCtx,
): void {
  if (center === undefined) refuse(context, ['center'], '未填写数额时须填写中心');
  if (on === undefined) refuse(context, ['on'], '未填写数额时须填写日期');
}

const sinceFields = {
  paidTo: countedMonth.exactOptional(),
  activatedIn: countedMonth.exactOptional(),
};

function refuseBothOrNeither(
  { paidTo, activatedIn }: { readonly paidTo?: string; readonly activatedIn?: string },
  context: z.RefinementCtx,
): void {
  if (paidTo === undefined && activatedIn === undefined) {
    refuse(context, ['paidTo'], '缴至年月与启用年月须填写其一');
  }
  if (paidTo !== undefined && activatedIn !== undefined) {
    refuse(context, ['activatedIn'], '缴至年月与启用年月只能填写其一');
  }
}

export const contributionCoverFacts = z
  .strictObject({
    ...sinceFields,
    monthlyAmount: positiveAmount,
    cycle: z.enum(CYCLES),
    lastMonth: countedMonth.exactOptional(),
  })
  .superRefine(refuseBothOrNeither);

export const debitDayFacts = z.strictObject({
  month: countedMonth,
  debitDay: count(1, 28),
  rule: z.enum(DEBIT_RULES),
  ...calendarFields,
});

export const continuityFacts = z.strictObject({
  ranges: z.array(
    z.strictObject({ from: countedMonth, to: countedMonth }).superRefine((range, context) => {
      if (range.from > range.to) refuse(context, ['to'], '止月不能早于起月');
    }),
  ),
  toleratedGap: count(0, 1200).exactOptional(),
  asOf: countedMonth.exactOptional(),
});

export const dormancyFacts = z
  .strictObject({ ...sinceFields, months: count(1, 1200).exactOptional() })
  .superRefine(refuseBothOrNeither);

export const depositInterestFacts = z
  .strictObject({
    openingBalance: amount,
    from: countedDate,
    to: countedDate,
    movements: z.array(z.strictObject({ on: dateField, amount: signedAmount })),
    rate: fraction.exactOptional(),
    divisor: count(1, 1000).exactOptional(),
    rateChanges: z.array(z.strictObject({ on: dateField, rate: fraction })).exactOptional(),
    ...scopeFields,
  })
  .superRefine((facts, context) => {
    const { from, to, rate, rateChanges = [] } = facts;
    if (from > to) refuse(context, ['to'], '计息止日不能早于起日');
    const days = rateChanges.map(({ on }) => on);
    const again = days.findIndex((day, at) => days.indexOf(day) < at);
    if (again >= 0) refuse(context, ['rateChanges', again, 'on'], '同一天只能调整一次利率');
    if (rate === undefined) refuseWithoutScope(facts, context);
  });
