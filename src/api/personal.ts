/** Opens what is sealed under a person's key, just far enough for an answer. */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../crypto/cipher.ts';
import { maskContent } from '../crypto/mask.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import type { Secrets } from '../crypto/secrets.ts';
import { place } from '../crypto/places.ts';
import { openNobodys, type Nobodys } from '../db/center-key.ts';
import { openMasked, type MaskedPerson } from '../db/persons.ts';
import type { PersonColumns } from './queries/cases.ts';

export interface PersonHead {
  readonly id: string;
  readonly name: string | null;
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly destroyed: boolean;
}

/** The masked data of a person; null when the key was destroyed. */
export function maskedPerson(secrets: Secrets, row: PersonColumns): MaskedPerson | null {
  const { person: id, wrapped_key, masked } = row;
  return openMasked(createPersonKeys(secrets.center), { id, wrapped_key, masked });
}

export function personHead(secrets: Secrets, row: PersonColumns): PersonHead {
  const masked = maskedPerson(secrets, row);
  const document = masked?.documents[0];
  return {
    id: row.person,
    name: masked?.name ?? null,
    documentType: document?.type ?? null,
    documentNumber: document?.number ?? null,
    destroyed: row.wrapped_key === null,
  };
}

/** The key of a person, or null when it was destroyed. */
export function personKeyOf(
  secrets: Secrets,
  person: string,
  wrapped: string | null,
): KeyObject | null {
  return wrapped === null ? null : createPersonKeys(secrets.center).unwrap(person, wrapped);
}

interface Sealed {
  readonly person: string | null;
  readonly wrapped_key: string | null;
}

/** Sealed JSON, opened; null when there is none or the key was destroyed. */
export function openedContent(
  secrets: Secrets,
  row: Sealed,
  aad: string,
  sealed: string | null,
): unknown {
  if (sealed === null || row.person === null) return null;
  const key = personKeyOf(secrets, row.person, row.wrapped_key);
  return key === null ? null : openJson(key, aad, sealed);
}

interface SealedEvent extends Sealed {
  readonly center: string;
  readonly case_id: string | null;
  readonly content: string | null;
}

/** The content of an event, opened; of one about nobody under the center's own data key. */
export function openedEvent(secrets: Secrets, row: SealedEvent): unknown {
  const { case_id: caseId, person, content } = row;
  const aad = place.event(caseId, person);
  if (person !== null) return openedContent(secrets, row, aad, content);
  return content === null ? null : openedNobodys(secrets, row, aad, content);
}

/** Null when the key was taken out of the ring: the trail itself can still be read. */
function openedNobodys(secrets: Secrets, row: Nobodys, aad: string, content: string): unknown {
  try {
    return JSON.parse(openNobodys(secrets.center, row, aad, content));
  } catch {
    return null;
  }
}

/** The same with every personal field masked. */
export function maskedContent(
  secrets: Secrets,
  row: Sealed,
  aad: string,
  sealed: string | null,
): unknown {
  return maskContent(openedContent(secrets, row, aad, sealed));
}
