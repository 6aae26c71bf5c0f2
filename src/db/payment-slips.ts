/** Slips of payments at the counter (缴款通知单): made out with their paper, made void. */
import { sealText } from '../crypto/cipher.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { NewPersonDocument } from './person-documents.ts';
import type { Db } from './pool.ts';
import { personKey } from './reasons.ts';

export interface NewPaymentSlip {
  /** The account's number. */
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly months: number;
  /** Yuan. */
  readonly amount: string;
  readonly validTo: string;
}

/**
 * Under the id of its paper: asked for again it is the same. The one that was open is void.
 *
 * @throws Fault 'not-found', 'not-authorized', 'person-key-destroyed'
 */
export async function makePaymentSlip(
  db: Db,
  personKeys: PersonKeys,
  { paper, slip }: { readonly paper: NewPersonDocument; readonly slip: NewPaymentSlip },
): Promise<void> {
  const { id, person, kind, template, content, contentHash, by } = paper;
  const key = await personKey(db, personKeys, person);
  const sealed = sealText(key, place.personDocument(id), content);
  const { account, from, to, months, amount, validTo } = slip;
  await refusing(
    db.query(
      `select api_make_payment_slip(row($5, $6, $7, $8, $9, $10)::new_person_document,
         row($11, $12, $13, $14, $15, $16)::new_payment_slip, ${ACTOR})`,
      [
        ...actorParams(by),
        ...[id, person, kind, template, sealed, contentHash],
        ...[account, from, to, months, amount, validTo],
      ],
    ),
  );
}

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'version-conflict', 'action-not-permitted'
 */
export async function voidPaymentSlip(
  db: Db,
  {
    slip,
    version,
    reason,
    by,
  }: {
    readonly slip: string;
    readonly version: number;
    readonly reason: string;
    readonly by: Acting;
  },
): Promise<number> {
  const { rows } = await refusing(
    db.query<{ version: number }>(`select api_void_payment_slip($5, $6, $7, ${ACTOR}) as version`, [
      ...actorParams(by),
      ...[slip, version, reason],
    ]),
  );
  return rows[0]?.version ?? 0;
}
