/** What a change of the contribution (缴存变更) is decided on. */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { Cycle } from '../domain/vocabulary.ts';

export interface ChangeTerms {
  /** Yuan a month. */
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  /** 1 to 28. */
  readonly debitDay: number;
}

/**
 * What is asked of the card: nothing, one of the person's own, somebody else's, the one in use; of a
 * change that was signed, that the bank has put it in place.
 */
export type WantedCard = 'none' | 'own' | 'other-holder' | 'in-use' | 'in-place';

export interface ChangeFirstDebit {
  readonly debitOn: PlainDate;
  readonly coversTo: PlainMonth;
  /** Yuan. */
  readonly amount: Yuan;
}

export interface MandateStanding {
  /** `requested`, `unconfirmed`, `active`, `refused`, `cancelled`. */
  readonly state: string;
  /** The bank was told something and has not answered. */
  readonly underWay: boolean;
  /** Yuan. */
  readonly limitEach: Yuan;
  /** The wanted card waits for its holder's code. */
  readonly cardWaits: boolean;
}

export interface ChangeFacts {
  readonly on: PlainDate;
  /** State of the account. */
  readonly account: string;
  /** State of the agreement; null: there is none. */
  readonly agreement: string | null;
  readonly current: ChangeTerms;
  /** As it would be. */
  readonly wanted: ChangeTerms;
  readonly card: WantedCard;
  /** The first month neither paid, missed, nor with the bank. */
  readonly fromMonth: PlainMonth;
  /** Under the wanted terms; null: no month is left to pay for. */
  readonly firstDebit: ChangeFirstDebit | null;
  /** The last day on which the bank answers for a debit that it has; null: it has none. */
  readonly atBankUntil: PlainDate | null;
  readonly retiresOn: PlainDate;
  /** When the amount was last changed; null: never. */
  readonly amountChangedOn: PlainDate | null;
  /** Months in which the amount may be changed once, as it was signed. */
  readonly changeMonths: number;
  readonly limits: { readonly min: Yuan; readonly max: Yuan };
  readonly cycles: readonly Cycle[];
  readonly debitDays: { readonly min: number; readonly max: number };
  /** The center's documents behind the limits. */
  readonly documents: readonly string[];
  /** The latest; null: there was none. */
  readonly mandate: MandateStanding | null;
}

/** What changes. */
export const CHANGES = ['amount', 'cycle', 'debit-day', 'card'] as const;
export type ChangeKind = (typeof CHANGES)[number];
