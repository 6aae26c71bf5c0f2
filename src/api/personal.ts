/** Opens what is sealed under a person's key, just far enough for an answer. */
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { openJson } from '../crypto/cipher.ts';
import { maskContent } from '../crypto/mask.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Secrets } from '../crypto/secrets.ts';
import type { PersonColumns } from './queries/cases.ts';

const Masked = z.object({
  name: z.string().nullish(),
  phone: z.string().nullish(),
  documents: z.array(z.object({ type: z.string(), number: z.string() })).default([]),
});
export type Masked = z.infer<typeof Masked>;

export interface PersonHead {
  readonly id: string;
  readonly name: string | null;
  readonly documentType: string | null;
  readonly documentNumber: string | null;
  readonly destroyed: boolean;
}

const NOTHING: Masked = { documents: [] };

/** The masked data of a person; nothing when the key was destroyed. */
export function maskedOf(secrets: Secrets, row: PersonColumns): Masked {
  const key = personKey(secrets, row.person, row.wrapped_key);
  if (key === null || row.masked === '') return NOTHING;
  const parsed = Masked.safeParse(openJson(key, place.person(row.person, 'masked'), row.masked));
  return parsed.success ? parsed.data : NOTHING;
}

export function personHead(secrets: Secrets, row: PersonColumns): PersonHead {
  const { name, documents } = maskedOf(secrets, row);
  const document = documents[0];
  return {
    id: row.person,
    name: name ?? null,
    documentType: document?.type ?? null,
    documentNumber: document?.number ?? null,
    destroyed: row.wrapped_key === null,
  };
}

/** The key of a person, or null when it was destroyed. */
export function personKey(
  secrets: Secrets,
  person: string,
  wrapped: string | null,
): KeyObject | null {
  return wrapped === null ? null : createPersonKeys(secrets.center).unwrap(person, wrapped);
}

/** Sealed JSON with every personal field masked; null when the key was destroyed. */
export function maskedContent(
  secrets: Secrets,
  row: { readonly person: string | null; readonly wrapped_key: string | null },
  aad: string,
  sealed: string | null,
): unknown {
  if (sealed === null || row.person === null) return null;
  const key = personKey(secrets, row.person, row.wrapped_key);
  return key === null ? null : maskContent(openJson(key, aad, sealed));
}
