/** A message that answers none of ours, opened, with what dealing with it takes. */
import type { PersonKeys } from '../src/crypto/person-key.ts';
import type { Secrets } from '../src/crypto/secrets.ts';
import type { Incoming } from '../src/db/inbox.ts';
import type { Offices } from './offices.ts';

export interface Unasked {
  readonly message: Incoming;
  readonly content: unknown;
  readonly personKeys: PersonKeys;
  readonly secrets: Secrets;
  readonly offices: Offices;
}
