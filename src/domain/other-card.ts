/** A card to be paid to that is not the first one known of its holder. */
import type { PlainDate } from './calendar.ts';

/** A card that came after another one of the same person. */
export interface OtherCard {
  /** Since when money was paid to it, or debited from it; null: never yet. */
  readonly knownOn: PlainDate | null;
  /** Printed number of the case that paid to it first. */
  readonly case: string | null;
  /** Its last four digits and a keyed mark. */
  readonly card: string;
}
