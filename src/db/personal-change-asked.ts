/** What is known of a change of personal data (信息变更) before anybody asks for it: by keyed hashes alone. */
import type { KeyObject } from 'node:crypto';
import { lookupHash } from '../crypto/lookup.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface ChangeAsked {
  readonly center: string;
  readonly state: string;
  readonly sameName: boolean;
  readonly samePhone: boolean;
  readonly numberOf: 'nobody' | 'own' | 'other';
  readonly held: boolean;
  readonly otherChange: boolean;
}

/** @throws Fault 'not-found' where the caller may not look */
export async function askPersonalChange(
  db: Db,
  lookup: KeyObject,
  asked: {
    /** Opaque id. */
    readonly account: string;
    readonly name: string | null;
    readonly phone: string | null;
    readonly number: string | null;
    readonly by: Acting;
  },
): Promise<ChangeAsked> {
  const { account, name, phone, number, by } = asked;
  const { rows } = await refusing(
    db.query<{ told: ChangeAsked }>(
      `select api_personal_change_facts($5, $6, $7, $8, ${ACTOR}) as told`,
      [
        ...[...actorParams(by), account],
        name === null ? null : lookupHash(lookup, 'name', name),
        phone === null ? null : lookupHash(lookup, 'phone', phone),
        number === null ? null : lookupHash(lookup, 'document', number),
      ],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error('a function that returns answers with one row');
  return row.told;
}
