/** What a sealed agreement says of its holder's retirement, for whoever only needs that day. */
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { openJson } from './cipher.ts';
import { createPersonKeys } from './person-key.ts';
import { place } from './places.ts';
import type { Secrets } from './secrets.ts';

interface SealedTerms {
  readonly person: string;
  readonly wrappedKey: string;
  readonly agreement: string;
  /** Ciphertext under the person's key. */
  readonly parameters: string;
}

/** @returns the day from which the holder counts as retired */
export function retirementIn(secrets: Secrets): (terms: SealedTerms) => PlainDate {
  const personKeys = createPersonKeys(secrets.center);
  return ({ person, wrappedKey, agreement, parameters }) => {
    const key = personKeys.unwrap(person, wrappedKey);
    const content = openJson(key, place.agreement(agreement), parameters);
    const told =
      typeof content === 'object' && content !== null && 'retiresOn' in content
        ? content.retiresOn
        : null;
    if (typeof told !== 'string') throw new Error('an agreement names no day of retirement');
    return plainDate(told);
  };
}
