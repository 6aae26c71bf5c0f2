/** Reasons of repairs: sealed under the key of the person concerned, plain when there is none. */
import { sealReason } from '../../db/reasons.ts';
import type { Told } from '../../db/repairs.ts';
import { place } from '../../crypto/places.ts';
import type { Secrets } from '../../crypto/secrets.ts';
import { Fault } from '../../domain/fault.ts';
import { openedContent, personKeyOf } from '../personal.ts';

export interface About {
  readonly caseId: string | null;
  readonly person: { readonly id: string; readonly wrappedKey: string | null } | null;
}

/** @throws Fault 'person-key-destroyed' */
export function tell(secrets: Secrets, { caseId, person }: About, reason: string): Told {
  if (!person) return { sealed: null, plain: reason };
  const key = personKeyOf(secrets, person.id, person.wrappedKey);
  if (!key) throw new Fault('person-key-destroyed', '该人员的个人信息已按规定销毁。');
  return { sealed: sealReason(key, { caseId, person: person.id }, reason), plain: null };
}

interface Kept {
  readonly case_id: string | null;
  readonly person: string | null;
  readonly wrapped_key: string | null;
}

/** The words again; what was destroyed with the person is said to be so. */
export function toldIn(secrets: Secrets, row: Kept, { sealed, plain }: Told): string | null {
  if (plain !== null) return plain;
  if (sealed === null) return null;
  const opened = openedContent(secrets, row, place.event(row.case_id, row.person), sealed);
  if (typeof opened !== 'object' || opened === null || !('reason' in opened)) return DESTROYED;
  return typeof opened.reason === 'string' ? opened.reason : DESTROYED;
}

const DESTROYED = '（已随个人信息销毁）';
