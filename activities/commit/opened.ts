/** What the change that opens an account, or takes one up, tells the papers of the same change. */
import type { FirstDebitOnPaper } from '../../src/cases/wording-documents.ts';
import type { PlainMonth } from '../../src/domain/calendar.ts';
import type { DebitRule } from '../../src/domain/vocabulary.ts';

export interface Opened {
  readonly account: string;
  readonly firstMonth: PlainMonth;
  /** As it was signed: the figure of the day of the offer, whatever has changed since. */
  readonly debitRule: DebitRule;
  readonly firstDebit: FirstDebitOnPaper;
  readonly dormancyMonths: number;
}
