/** What the activities of a worker share: connections, keys, clients, and slow-moving data. */
import type pg from 'pg';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import type { Secrets } from '../src/crypto/secrets.ts';
import type { IdentityClient } from './outside/identity.ts';
import type { NationalClient } from './outside/national.ts';
import type { Offices } from './offices.ts';

export interface Deps {
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly personKeys: PersonKeys;
  readonly offices: Offices;
  readonly national: NationalClient;
  readonly identity: IdentityClient;
  /** How long an outside step retries before the case parks; how often a parked one tries. */
  readonly patience: { readonly budgetSeconds: number; readonly retryMinutes: number };
}
