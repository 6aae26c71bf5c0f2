/** What a sealed agreement says of its holder's retirement, for whoever only needs that day. */
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { openJson } from './cipher.ts';
import { createPersonKeys } from './person-key.ts';
import { place } from './places.ts';
import { readable } from './readable.ts';
import type { Secrets } from './secrets.ts';

interface SealedTerms {
  readonly person: string;
  readonly wrappedKey: string;
  readonly agreement: string;
  /** Ciphertext under the person's key. */
  readonly parameters: string;
}

/** @returns the day from which the holder counts as retired; null: it cannot be opened, by a wrong key or damaged */
export function retirementIn(secrets: Secrets): (terms: SealedTerms) => PlainDate | null {
  const personKeys = createPersonKeys(secrets.center);
  return ({ person, wrappedKey, agreement, parameters }) => {
    const content = readable(() =>
      openJson(personKeys.unwrap(person, wrappedKey), place.agreement(agreement), parameters),
    );
    if (content === null) return null;
    const told = typeof content === 'object' && 'retiresOn' in content ? content.retiresOn : null;
    if (typeof told !== 'string') throw new Error('an agreement names no day of retirement');
    return plainDate(told);
  };
}
