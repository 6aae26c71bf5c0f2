/** Another card than the one known from before, among the changes that somebody looks at. Pure. */
import type { PlainDate } from '../domain/calendar.ts';
import type { DataChange } from '../domain/data-changes.ts';
import type { OtherCard } from '../domain/other-card.ts';

interface Known {
  readonly changes: readonly DataChange[];
  readonly otherCard: OtherCard | null;
}

/** It is a change like any other; one that was never paid to, of the day of the asking. */
export function changesWithCard(
  { changes, otherCard }: Known,
  askedOn: PlainDate,
): readonly DataChange[] {
  if (otherCard === null) return changes;
  const { knownOn, case: by, card } = otherCard;
  return [...changes, { on: knownOn ?? askedOn, what: ['payout-card'], case: by, card }];
}
