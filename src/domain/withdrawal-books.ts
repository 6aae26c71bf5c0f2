/** What the books say of an account that shall be drawn on (提取): opened, as codes, days and amounts. */
import type { DataChange } from './data-changes.ts';
import type { PlainDate, PlainMonth } from './calendar.ts';
import type { Yuan } from './money.ts';
import type { OtherCard } from './other-card.ts';
import type { WithdrawalReason } from './vocabulary.ts';

export interface WithdrawalBooks {
  readonly accountId: string;
  readonly account: string;
  readonly accountLast4: string;
  readonly center: string;
  readonly person: string;
  readonly state: string;
  readonly source: string;
  /** The case that opened it; null: taken over. */
  readonly openingCase: string | null;
  readonly broughtBy: string | null;
  readonly district: string | null;
  readonly retiresOn: PlainDate | null;
  readonly balances: Readonly<Record<string, Yuan>>;
  readonly holds: readonly { readonly kind: string; readonly amount: Yuan | null }[];
  /** 应收个人款 that are not paid back, in yuan. */
  readonly owed: Yuan;
  /** Months that were paid. */
  readonly months: readonly PlainMonth[];
  readonly earlier: readonly {
    readonly case: string;
    readonly reason: WithdrawalReason;
    readonly on: PlainDate;
    readonly amount: Yuan;
    readonly from: PlainMonth | null;
    readonly to: PlainMonth | null;
    readonly sameExpense: boolean;
  }[];
  /** By the newest complete answer of the national platform. */
  readonly openLoan: boolean;
  /** By the same answer: guarantor of somebody else's loan. */
  readonly guarantee: boolean;
  /** Last days of the bans that were not lifted. */
  readonly bans: readonly PlainDate[];
  /** The open case that holds the person. */
  readonly heldBy: string | null;
  readonly card: 'own' | 'other-holder';
  /** The card to be paid to where it is not the first one that was known; null: it is, or none was. */
  readonly otherCard: OtherCard | null;
  /** Of the person's data and the card that is debited. */
  readonly changes: readonly DataChange[];
}
