/**
 * What the books say of an account whose contribution is to change (缴存变更): codes, months, amounts
 * and days; nothing of it names anybody.
 */
import type { PlainDate, PlainMonth } from './calendar.ts';
import type { Yuan } from './money.ts';
import type { Cycle } from './vocabulary.ts';

export interface ChangeBooks {
  /** Opaque id of the account. */
  readonly accountId: string;
  readonly center: string;
  readonly person: string;
  /** State of the account. */
  readonly state: string;
  readonly openedOn: PlainDate;
  /** The case that opened it; null: it was taken over. */
  readonly openingCase: string | null;
  /** Who brought that case. */
  readonly broughtBy: string | null;
  readonly agreement: string | null;
  readonly agreementState: string | null;
  /** Its printed number. */
  readonly agreementNumber: string | null;
  /** Last four digits of the account's number. */
  readonly accountLast4: string;
  /** The card that is debited, or would be: bank and last four digits. */
  readonly cardInUse: { readonly bank: string; readonly last4: string } | null;
  /** Null: the account has none. */
  readonly plan: {
    readonly monthlyAmount: Yuan;
    readonly cycle: Cycle;
    readonly debitDay: number;
    readonly fromMonth: PlainMonth;
    readonly district: string | null;
  } | null;
  readonly paidTo: PlainMonth | null;
  readonly settledTo: PlainMonth | null;
  readonly open: readonly {
    readonly from: PlainMonth;
    readonly to: PlainMonth;
    readonly amount: Yuan;
    readonly graceUntil: PlainDate;
  }[];
  /** What the bank is told to debit and has not answered for; `since` null: it has not left yet. */
  readonly atBank: { readonly since: PlainDate | null; readonly to: PlainMonth } | null;
  readonly amountChangedOn: PlainDate | null;
  readonly mandate: {
    readonly id: string;
    readonly version: number;
    readonly state: string;
    readonly underWay: string | null;
    readonly limitEach: Yuan;
    readonly reason: string | null;
  } | null;
  /** As it was signed. */
  readonly signed: { readonly retiresOn: PlainDate; readonly changeMonths: number } | null;
  /** The wanted card against the person's name and the card in force. */
  readonly card: 'none' | 'own' | 'other-holder' | 'in-use';
  /** The wanted card waits at the bank for its holder's code. */
  readonly cardWaits: boolean;
}
