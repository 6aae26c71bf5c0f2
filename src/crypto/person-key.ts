/**
 * Data keys: one per person, draft, file and operation, wrapped by a key of the center.
 *
 * A wrapped key is `<id of the wrapping key>.<sealed text>`. Whoever destroys a person's wrapped
 * key has deleted everything that was ever sealed under it, copies included, and neither the
 * chain of the audit trail nor the ledger notices.
 */
import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { Fault } from '../domain/fault.ts';
import { openText, sealText } from './cipher.ts';
import { place } from './places.ts';
import { currentKey, keyOf, type KeyRing } from './secrets.ts';

export interface WrappedKey {
  readonly wrapped: string;
  /** Id of the wrapping key, kept in a column of its own so that a rotation finds what is left. */
  readonly keyId: string;
}

/** The holder of a file's key once the file belongs to a person. */
const PERSON = 'person';

export function newDataKey(): KeyObject {
  return createSecretKey(randomBytes(32));
}

/** Wraps a data key under the current key of the ring, for one place. */
export function wrapKey(ring: KeyRing, aad: string, key: KeyObject): WrappedKey {
  const sealed = sealText(currentKey(ring), aad, key.export().toString('base64'));
  return { wrapped: `${ring.current}.${sealed}`, keyId: ring.current };
}

/** @throws Error when the ring lacks the wrapping key or the place does not fit */
export function unwrapKey(ring: KeyRing, aad: string, wrapped: string): KeyObject {
  const { id, sealed } = split(wrapped);
  return dataKey(openText(keyOf(ring, id), aad, sealed));
}

/** Wraps the same data key under the ring's current key. */
export function rewrapKey(ring: KeyRing, aad: string, wrapped: string): WrappedKey {
  return wrapKey(ring, aad, unwrapKey(ring, aad, wrapped));
}

/** Wraps a file's key under the key of the person it now belongs to. */
export function wrapUnderPerson(personKey: KeyObject, aad: string, key: KeyObject): WrappedKey {
  const sealed = sealText(personKey, aad, key.export().toString('base64'));
  return { wrapped: `${PERSON}.${sealed}`, keyId: PERSON };
}

/** @throws Error when the person's key or the place does not fit */
export function unwrapUnderPerson(personKey: KeyObject, aad: string, wrapped: string): KeyObject {
  const { id, sealed } = split(wrapped);
  if (id !== PERSON) throw new Error('the key is not held by a person');
  return dataKey(openText(personKey, aad, sealed));
}

/** The keys of persons, bound to their ids. */
export interface PersonKeys {
  newPersonKey: () => KeyObject;
  wrap: (personId: string, key: KeyObject) => WrappedKey;
  /** @throws Fault 'person-key-destroyed' when the key is gone */
  unwrap: (personId: string, wrapped: string | null) => KeyObject;
}

export function createPersonKeys(ring: KeyRing): PersonKeys {
  return {
    newPersonKey: newDataKey,
    wrap: (personId, key) => wrapKey(ring, place.personKey(personId), key),
    unwrap: (personId, wrapped) => {
      if (wrapped === null) {
        throw new Fault('person-key-destroyed', '该人员的个人信息已销毁，不能再读取。');
      }
      return unwrapKey(ring, place.personKey(personId), wrapped);
    },
  };
}

function split(wrapped: string): { readonly id: string; readonly sealed: string } {
  const dot = wrapped.indexOf('.');
  if (dot < 1) throw new Error('not a wrapped key');
  return { id: wrapped.slice(0, dot), sealed: wrapped.slice(dot + 1) };
}

function dataKey(text: string): KeyObject {
  return createSecretKey(Buffer.from(text, 'base64'));
}
