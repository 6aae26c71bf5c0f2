/** Cards of a person that the books know, and whether the one to be paid to came after another. */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { place } from '../crypto/places.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { OtherCard } from '../domain/other-card.ts';

/** A card of the person as it stands sealed, the first known first. */
export interface KnownCard {
  /** The payout by which it is known; null: a mandate of the account. */
  readonly payout: string | null;
  /** Of the mandate: the account under which it is sealed. */
  readonly account: string;
  readonly card: string;
  readonly on: PlainDate;
  readonly case: string | null;
}

/** Hexadecimal digits of the keyed mark: enough that no second card is taken for one that was looked at. */
const MARK_DIGITS = 16;

/** Null: it is the first card that was known of the person, or there is none to differ from. */
export function otherCardOf(
  number: string,
  cards: readonly KnownCard[],
  { key, lookup }: { readonly key: KeyObject; readonly lookup: KeyObject },
): OtherCard | null {
  if (cards.length === 0) return null;
  const hash = lookupHash(lookup, 'account', number);
  const at = cards.findIndex((one) => lookupHash(lookup, 'account', numberOf(one, key)) === hash);
  if (at === 0) return null;
  const known = cards[at];
  return {
    ...{ knownOn: known?.on ?? null, case: known?.case ?? null },
    card: `${number.slice(-4)}-${hash.slice(0, MARK_DIGITS)}`,
  };
}

function numberOf({ payout, account, card }: KnownCard, key: KeyObject): string {
  const at = payout === null ? place.card(account) : place.payoutCard(payout);
  // Sealed by ourselves, from a form.
  return (openJson(key, at, card) as { readonly number: string }).number;
}
