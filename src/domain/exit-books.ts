/** What the books say of an account whose holder leaves (退出销户): opened, as codes, days and amounts. */
import type { DataChange } from './data-changes.ts';
import type { PlainDate } from './calendar.ts';
import type { Yuan } from './money.ts';
import type { OtherCard } from './other-card.ts';

export interface ExitBooks {
  readonly accountId: string;
  readonly account: string;
  readonly accountLast4: string;
  readonly center: string;
  readonly person: string;
  readonly state: 'normal' | 'sealed' | 'closed';
  readonly source: 'unit' | 'flexible';
  readonly openedOn: PlainDate;
  /** Null: it is not sealed. */
  readonly accountSealedOn: PlainDate | null;
  /** Since when the unit's portion is sealed; null: it is not. */
  readonly unitSealedOn: PlainDate | null;
  /** The case that opened it; null: taken over. */
  readonly openingCase: string | null;
  readonly broughtBy: string | null;
  /** Null: none is in force. */
  readonly agreement: 'active' | 'suspended' | null;
  readonly balances: Readonly<Record<string, Yuan>>;
  readonly holds: readonly { readonly kind: string; readonly amount: Yuan | null }[];
  /** 应收个人款 that are not paid back, in yuan. */
  readonly owed: Yuan;
  /** Last days of the bans that were not lifted. */
  readonly bans: readonly PlainDate[];
  /** Open cases that hold the person. */
  readonly cases: readonly {
    readonly id: string;
    readonly number: string;
    readonly type: string;
  }[];
  /** A unit has listed the person and not paid yet (待单位首次缴存). */
  readonly listed: boolean;
  /** The case by which the death of the holder is proved; null: none. */
  readonly deceased: string | null;
  readonly debitUnderWay: boolean;
  /** The case whose payment is with the bank; null: none is. */
  readonly payoutUnderWay: string | null;
  readonly inSuspense: boolean;
  readonly card: 'own' | 'other-holder';
  /** The card to be paid to where it is not the first one that was known; null: it is, or none was. */
  readonly otherCard: OtherCard | null;
  /** Of the person's data and the card that is debited. */
  readonly changes: readonly DataChange[];
}

/** Loans of a person as the national platform tells them. */
export interface KnownLoans {
  /** Own, or as a co-borrower. */
  readonly open: boolean;
  /** Guarantor of somebody else's. */
  readonly guarantee: boolean;
  /** Instant (ms) from which its age counts. */
  readonly answeredAt: number;
}

/** Loans as an answer lists them. */
export function loansIn(
  loans: readonly { readonly state: string; readonly role?: string }[],
  answeredAt: number,
): KnownLoans {
  const open = loans.filter(({ state }) => state === 'open');
  return {
    open: open.some(({ role }) => role !== 'guarantor'),
    guarantee: open.some(({ role }) => role === 'guarantor'),
    answeredAt,
  };
}
