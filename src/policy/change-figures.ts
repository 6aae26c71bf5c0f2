/** The figures a change of the contribution is decided and timed by. */
import type { PlainDate } from '../domain/calendar.ts';
import type { ChangeBooks } from '../domain/change-books.ts';
import { wholeValue } from './figure-values.ts';
import { figureInForce, type Figure, type FigureName } from './figures.ts';

/** Where a center has no figure of its own yet. */
const DEFAULTS = {
  'amount-change-gap': 12,
  'mandate-change-wait': 15,
} as const satisfies Partial<Record<FigureName, number>>;

export interface ChangeDays {
  /** Days in which the supplementary agreement is signed. */
  readonly signing: number;
  /** Days in which the bank and the cardholder agree. */
  readonly bank: number;
}

interface Asked {
  readonly center: string;
  readonly on: PlainDate;
}

/** @throws RangeError when the center's table is incomplete */
export function changeDays(figures: readonly Figure[], asked: Asked): ChangeDays {
  const signing = figureInForce(figures, { ...asked, district: null, name: 'agreement-signing' });
  if (signing === null) throw new RangeError('no figure agreement-signing in force');
  const bank = figureInForce(figures, { ...asked, district: null, name: 'mandate-change-wait' });
  return {
    signing: wholeValue(signing),
    bank: bank === null ? DEFAULTS['mandate-change-wait'] : wholeValue(bank),
  };
}

/** Months in which an agreement that is offered now lets the amount be changed once. */
export function amountChangeGap(figures: readonly Figure[], asked: Asked): number {
  const gap = figureInForce(figures, { ...asked, district: null, name: 'amount-change-gap' });
  return gap === null ? DEFAULTS['amount-change-gap'] : wholeValue(gap);
}

/** What is asked for: whatever is left out stays. */
export interface WantedChange {
  readonly monthlyAmount?: string | undefined;
  readonly cycle?: NonNullable<ChangeBooks['plan']>['cycle'] | undefined;
  readonly debitDay?: number | undefined;
}
