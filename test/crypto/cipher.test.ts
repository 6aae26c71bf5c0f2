// Sealing and data keys: a sealed text opens with its key in its place, and nowhere else.
import { describe, expect, it } from 'vitest';
import {
  openBytes,
  openJson,
  openText,
  sealBytes,
  sealJson,
  sealText,
} from '../../src/crypto/cipher.ts';
import {
  createPersonKeys,
  newDataKey,
  rewrapKey,
  unwrapKey,
  unwrapUnderPerson,
  wrapKey,
  wrapUnderPerson,
} from '../../src/crypto/person-key.ts';
import { addKey, generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import type { Fault } from '../../src/domain/fault.ts';

const key = newDataKey();

describe('a sealed text', () => {
  it('opens with its key in its place', () => {
    const sealed = sealText(key, 'person:1:name', '阿卜杜拉·买买提 𠮷');
    expect(sealed).toMatch(/^v1(\.[A-Za-z0-9_-]+){3}$/);
    expect(openText(key, 'person:1:name', sealed)).toBe('阿卜杜拉·买买提 𠮷');
  });

  it('is never sealed twice alike', () => {
    expect(sealText(key, 'a', 'x')).not.toBe(sealText(key, 'a', 'x'));
  });

  it('does not open in another place, with another key, or with one bit changed', () => {
    const sealed = sealText(key, 'person:1:name', '张三');
    expect(() => openText(key, 'person:2:name', sealed)).toThrow('does not open');
    expect(() => openText(newDataKey(), 'person:1:name', sealed)).toThrow('does not open');
    const parts = sealed.split('.');
    for (const index of [1, 2, 3]) {
      const bytes = Buffer.from(parts[index]!, 'base64url');
      bytes[0]! ^= 1;
      const changed = parts.with(index, bytes.toString('base64url')).join('.');
      expect(() => openText(key, 'person:1:name', changed)).toThrow('does not open');
    }
  });

  it.each(['', 'x', 'v1.a.b', 'v2.AAAA.AAAA.AAAA', 'v1....', 'v1.AAAA.AAAA.AAAA'])(
    'is not %j',
    (text) => {
      expect(() => openText(key, 'a', text)).toThrow(/not a sealed|does not open|does not know/);
    },
  );

  it('carries values and files too, an empty one included', () => {
    const value = { a: [1, null, '二'] };
    expect(openJson(key, 'form:1', sealJson(key, 'form:1', value))).toEqual(value);
    for (const content of [Buffer.alloc(0), Buffer.from('%PDF-1.7'), Buffer.alloc(100_000, 7)]) {
      const sealed = sealBytes(key, 'file:1', content);
      expect(openBytes(key, 'file:1', sealed).equals(content)).toBe(true);
      expect(() => openBytes(key, 'file:2', sealed)).toThrow('does not open');
      expect(() => openBytes(key, 'file:1', sealed.subarray(0, sealed.length - 1))).toThrow();
    }
    expect(() => openBytes(key, 'file:1', Buffer.from('plain'))).toThrow('not a sealed file');
  });
});

describe('a data key', () => {
  const file = generateSecrets();
  const ring = parseSecrets(file).center;
  const rotated = parseSecrets(addKey(file, 'center', 'c2')).center;

  it('is wrapped for one place under the current key of the center', () => {
    const { wrapped, keyId } = wrapKey(ring, 'draft-key:1', key);
    expect(keyId).toBe('c1');
    expect(wrapped.startsWith('c1.v1.')).toBe(true);
    expect(unwrapKey(ring, 'draft-key:1', wrapped).equals(key)).toBe(true);
    expect(() => unwrapKey(ring, 'draft-key:2', wrapped)).toThrow('does not open');
    expect(() => unwrapKey(ring, 'draft-key:1', wrapped.replace('c1', 'c9'))).toThrow('no key c9');
  });

  it('stays the same key when it is wrapped anew', () => {
    const { wrapped } = wrapKey(ring, 'draft-key:1', key);
    const renewed = rewrapKey(rotated, 'draft-key:1', wrapped);
    expect(renewed.keyId).toBe('c2');
    expect(unwrapKey(rotated, 'draft-key:1', renewed.wrapped).equals(key)).toBe(true);
    expect(() => unwrapKey(ring, 'draft-key:1', renewed.wrapped)).toThrow('no key c2');
  });

  it('of a person that was destroyed is a fault of its own', () => {
    const keys = createPersonKeys(ring);
    const own = keys.newPersonKey();
    const { wrapped } = keys.wrap('p1', own);
    expect(keys.unwrap('p1', wrapped).equals(own)).toBe(true);
    expect(() => keys.unwrap('p2', wrapped)).toThrow('does not open');
    const fault = expect.objectContaining({ code: 'person-key-destroyed' }) as Fault;
    expect(() => keys.unwrap('p1', null)).toThrow(fault);
  });

  it('of a file goes with the person the file belongs to', () => {
    const person = newDataKey();
    const { wrapped, keyId } = wrapUnderPerson(person, 'file-key:1', key);
    expect(keyId).toBe('person');
    expect(unwrapUnderPerson(person, 'file-key:1', wrapped).equals(key)).toBe(true);
    expect(() => unwrapUnderPerson(newDataKey(), 'file-key:1', wrapped)).toThrow('does not open');
    const byCenter = wrapKey(ring, 'file-key:1', key).wrapped;
    expect(() => unwrapUnderPerson(person, 'file-key:1', byCenter)).toThrow('not held by a person');
  });
});
