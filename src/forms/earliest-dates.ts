/**
 * Facts that somebody tells at the counter and the earliest dates follow from; nothing is stored.
 *
 * Every part may be left out; what is there must be enough to reckon with.
 */
import { z } from 'zod';
import { DOCUMENT_TYPES, RETIREMENT_BASES, SEXES, baseFits } from '../domain/vocabulary.ts';
import { amount, count, countedDate, countedMonth, refuse } from './facts-fields.ts';

const flag = z.boolean().exactOptional();

const person = z
  .strictObject({
    bornOn: countedDate,
    sex: z.enum(SEXES).exactOptional(),
    /** 原法定退休年龄 by the person's own record. */
    retirementBase: z.literal(RETIREMENT_BASES).exactOptional(),
    drawsPension: flag,
    /** The best document the person has. */
    documentType: z.enum(DOCUMENT_TYPES).exactOptional(),
  })
  .superRefine(({ sex, retirementBase: base }, context) => {
    if (base === undefined) return;
    if (sex === undefined || !baseFits(sex, base)) {
      refuse(context, ['retirementBase'], '原法定退休年龄：男为 60，女为 55 或 50');
    }
  });

const account = z
  .strictObject({
    source: z.enum(['unit', 'flexible']),
    state: z.enum(['normal', 'sealed']),
    /** Since when the account is sealed. */
    sealedOn: countedDate.exactOptional(),
    /** Since when the portion paid through a unit is sealed, in an account that is flexible now. */
    employeeSealedOn: countedDate.exactOptional(),
    flexibleBalance: amount.exactOptional(),
    employeeBalance: amount.exactOptional(),
    paidTo: countedMonth.exactOptional(),
    activatedIn: countedMonth.exactOptional(),
    /** The first month that a unit pays, of a flexible account: what both pay overlaps. */
    employedFrom: countedMonth.exactOptional(),
    /** Months paid in a row. */
    continuousMonths: count(0, 1_000).exactOptional(),
    /** The last withdrawal of each case that may not be repeated at once. */
    withdrew: z
      .strictObject({
        rent: countedDate.exactOptional(),
        'loan-repayment': countedDate.exactOptional(),
        'property-fee': countedDate.exactOptional(),
      })
      .exactOptional(),
  })
  .superRefine((told, context) => {
    const { source, state, sealedOn, employeeSealedOn, paidTo, activatedIn, employedFrom } = told;
    if (state === 'sealed' && sealedOn === undefined) {
      refuse(context, ['sealedOn'], '账户已封存的，请填写封存日期');
    }
    if (state === 'normal' && sealedOn !== undefined) {
      refuse(context, ['sealedOn'], '账户正常缴存的，没有封存日期');
    }
    if (source === 'unit' && employeeSealedOn !== undefined) {
      refuse(context, ['employeeSealedOn'], '由单位缴存的账户，请填写账户的封存日期');
    }
    if (source === 'unit' && employedFrom !== undefined) {
      refuse(context, ['employedFrom'], '已由单位缴存的账户，不填单位首次缴存月份');
    }
    if (paidTo !== undefined && activatedIn !== undefined) {
      refuse(context, ['activatedIn'], '缴至年月与启用年月只能填写其一');
    }
  });

const obstacles = z
  .strictObject({
    openLoan: flag,
    guarantee: flag,
    hold: flag,
    ban: flag,
    /** The last day of the ban. */
    banUntil: countedDate.exactOptional(),
    caseInFlight: flag,
  })
  .superRefine(({ ban = false, banUntil }, context) => {
    if (banUntil !== undefined && !ban) {
      refuse(context, ['banUntil'], '没有限制的，不填限制期的最后一日');
    }
  });

/** The day on which a deadline began; it is not counted itself. */
const began = z.strictObject({
  supplement: countedDate.exactOptional(),
  'seal-elsewhere': countedDate.exactOptional(),
  recheck: countedDate.exactOptional(),
  signing: countedDate.exactOptional(),
  'review-window': countedDate.exactOptional(),
});

export const toldDates = z
  .strictObject({
    /** The day to reckon for; today when left out. */
    on: countedDate.exactOptional(),
    person: person.exactOptional(),
    account: account.exactOptional(),
    obstacles: obstacles.exactOptional(),
    began: began.exactOptional(),
  })
  .superRefine((told, context) => {
    const begun = Object.keys(told.began ?? {}).length > 0;
    if (told.person === undefined && told.account === undefined && !begun) {
      refuse(context, [], '请至少填写出生日期、账户情况或者一项期限的起始日期');
    }
  });
export type ToldDates = z.output<typeof toldDates>;
