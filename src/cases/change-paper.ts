/** What the papers of a change of the contribution (缴存变更) are printed from, as the case carries it. */
import type { Yuan } from '../domain/money.ts';
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { DebitRule } from '../domain/vocabulary.ts';
import type { BankAct, ChangeKind, ChangeTerms } from '../policy/contribution-change.ts';

interface CardOnPaper {
  readonly bank: string;
  readonly last4: string;
}

export interface ChangeOnPaper {
  readonly accountLast4: string;
  readonly agreementNumber: string | null;
  readonly changes: readonly ChangeKind[];
  readonly before: ChangeTerms;
  readonly after: ChangeTerms;
  readonly cardBefore: CardOnPaper;
  readonly cardAfter: CardOnPaper;
  readonly debitRule: DebitRule;
  readonly limits: { readonly min: Yuan; readonly max: Yuan };
  readonly first: {
    readonly firstMonth: PlainMonth;
    readonly debitOn: PlainDate;
    readonly coversTo: PlainMonth;
    readonly amount: Yuan;
    readonly provisional: boolean;
  } | null;
  readonly bank: BankAct;
  readonly bankDays: number;
  readonly changeMonths: number;
}
