/**
 * What people do with a direct-debit mandate: each an audited function of the database, with the
 * message that tells the bank. What the bank is told is sealed under the person's key; a code of the
 * bank stands nowhere else.
 *
 * All throw Fault 'not-found', 'not-authorized', 'person-key-destroyed', 'version-conflict', and
 * what the state forbids: 'mandate-exists', 'mandate-ended', 'mandate-not-waiting',
 * 'mandate-under-way', 'action-not-permitted'.
 */
import type { KeyObject } from 'node:crypto';
import { sealJson } from '../crypto/cipher.ts';
import { place } from '../crypto/places.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { sealMaskedCard, signingKey, type BankCard } from './mandates.ts';
import type { Db } from './pool.ts';
import { sealReason } from './reasons.ts';

/** A mandate as the actor saw it. */
export interface SeenMandate {
  readonly id: string;
  readonly version: number;
  /** The case that opened its account. */
  readonly caseId: string | null;
  readonly person: string;
  readonly account: string;
  /** The person's. */
  readonly key: KeyObject;
}

export interface SigningWanted {
  readonly id: string;
  /** Opaque id of the account. */
  readonly accountId: string;
  readonly account: string;
  readonly key: KeyObject;
  /** Null: that of the last mandate, else of the plan. */
  readonly card: BankCard | null;
  /** Yuan. */
  readonly limitEach: string;
  readonly by: Acting;
}

export async function signAnew(db: Db, wanted: SigningWanted): Promise<void> {
  const { id, accountId, account, key, card, limitEach, by } = wanted;
  const at = signingKey(id);
  await refusing(
    db.query(
      `select api_sign_mandate(
         row($5, $6, $7, $8, $9, row($10, 'mandate-sign', $11)::mandate_message)::new_mandate,
         ${ACTOR})`,
      [
        ...actorParams(by),
        ...[id, accountId],
        card && sealJson(key, place.card(account), card),
        card && sealMaskedCard(key, account, card),
        ...[limitEach, at, sealJson(key, place.outbox(at), { mandate: id })],
      ],
    ),
  );
}

/** @param code what the bank sent to the cardholder */
export async function confirmWith(
  db: Db,
  seen: SeenMandate,
  { code, by }: { readonly code: string; readonly by: Acting },
): Promise<void> {
  const message = messageOf(seen, 'confirm', { code });
  await refusing(
    db.query(
      `select api_confirm_mandate($5, $6, row($7, 'mandate-confirm', $8)::mandate_message, ${ACTOR})`,
      [...actorParams(by), seen.id, seen.version, ...message],
    ),
  );
}

export interface MandateChangeWanted {
  readonly card: BankCard | null;
  /** Yuan. */
  readonly limitEach: string | null;
  readonly by: Acting;
}

export async function changeTo(
  db: Db,
  seen: SeenMandate,
  { card, limitEach, by }: MandateChangeWanted,
): Promise<void> {
  const content = { ...(card && { card }), ...(limitEach !== null && { limit: limitEach }) };
  const message = messageOf(seen, 'change', content);
  await refusing(
    db.query(
      `select api_change_mandate($5, $6, row($7, 'mandate-change', $8)::mandate_message, ${ACTOR})`,
      [...actorParams(by), seen.id, seen.version, ...message],
    ),
  );
}

export interface Cancelling {
  readonly endedBy: 'holder' | 'center';
  readonly reason: string;
  readonly by: Acting;
}

export async function cancelFor(
  db: Db,
  seen: SeenMandate,
  { endedBy, reason, by }: Cancelling,
): Promise<void> {
  const message = messageOf(seen, 'cancel', {});
  const sealed = sealReason(seen.key, { caseId: seen.caseId, person: seen.person }, reason);
  await refusing(
    db.query(
      `select api_cancel_mandate(
         $5, $6, $7, row($8, 'mandate-cancel', $9)::mandate_message, $10, ${ACTOR})`,
      [...actorParams(by), seen.id, seen.version, endedBy, ...message, sealed],
    ),
  );
}

/** Of the version that was seen there is one act: told twice, the bank hears it once. */
export function actKey({ id, version }: Pick<SeenMandate, 'id' | 'version'>, act: string): string {
  return `${signingKey(id)}/${String(version)}/${act}`;
}

function messageOf(seen: SeenMandate, act: string, content: object): readonly [string, string] {
  const key = actKey(seen, act);
  return [key, sealJson(seen.key, place.outbox(key), { mandate: seen.id, ...content })];
}
