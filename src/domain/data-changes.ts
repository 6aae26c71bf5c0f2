/** A change of personal data, or of the card that is debited, as the books keep it. */
import type { PlainDate } from './calendar.ts';

export interface DataChange {
  readonly on: PlainDate;
  /** name, document, phone, address; card: the card that is debited. */
  readonly what: readonly string[];
  /** Printed number of the case that changed it; null: none did. */
  readonly case: string | null;
}
