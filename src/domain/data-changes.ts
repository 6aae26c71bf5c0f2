/** A change of personal data, of the card that is debited, or of the card that is paid to, as the books keep it. */
import type { PlainDate } from './calendar.ts';

export interface DataChange {
  readonly on: PlainDate;
  /** name, document, phone, address; card: the card that is debited; payout-card: one that is paid to. */
  readonly what: readonly string[];
  /** Printed number of the case that changed it; null: none did. */
  readonly case: string | null;
  /** Of payout-card: its last four digits and a keyed mark, so that every card is a change of its own. */
  readonly card?: string;
}
