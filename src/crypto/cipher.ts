/**
 * Sealing: what personal data look like wherever they rest.
 *
 * A sealed text is `v1.<iv>.<tag>.<ciphertext>` in base64url, a sealed file the same parts as
 * bytes. The first part names the algorithms, so that another set (SM4 where commercial
 * cryptography is required) can be added while old texts stay readable. The context (AAD) says where the
 * text belongs: moved to another row or column it no longer opens.
 */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

interface Sealed {
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly content: Buffer;
}

/** One set of algorithms. Both throw when key or context do not fit. */
interface Suite {
  seal: (key: KeyObject, aad: string, content: Buffer) => Sealed;
  open: (key: KeyObject, aad: string, sealed: Sealed) => Buffer;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM, a random 96-bit IV for every text. */
const aes256Gcm: Suite = {
  seal(key, aad, content) {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(aad, 'utf8'));
    const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
    return { iv, tag: cipher.getAuthTag(), content: sealed };
  },
  open(key, aad, { iv, tag, content }) {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(aad, 'utf8'));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  },
};

const CURRENT = 'v1';
const SUITES: ReadonlyMap<string, Suite> = new Map([[CURRENT, aes256Gcm]]);
/** The first bytes of a sealed file: its kind and the suite. */
const FILE_HEAD = Buffer.from(`ANJU${CURRENT}\n`, 'latin1');

/** Seals a text under a key for one place, named by the context. */
export function sealText(key: KeyObject, aad: string, text: string): string {
  const { iv, tag, content } = suiteOf(CURRENT).seal(key, aad, Buffer.from(text, 'utf8'));
  return [CURRENT, ...[iv, tag, content].map((part) => part.toString('base64url'))].join('.');
}

/**
 * Opens a text that was sealed under whichever key of a ring was the current one then.
 *
 * @throws Error as `openText`, when none of them fits
 */
export function openTextByRing(
  { keys }: { readonly keys: ReadonlyMap<string, KeyObject> },
  aad: string,
  sealed: string,
): string {
  for (const key of keys.values()) {
    try {
      return openText(key, aad, sealed);
    } catch {
      // Of another key of the ring.
    }
  }
  throw new Error('no key of the ring opens the text');
}

/** @throws Error when key, context or text do not fit; the message holds none of them */
export function openText(key: KeyObject, aad: string, sealed: string): string {
  const parts = sealed.split('.');
  const [suite = '', iv = '', tag = '', content = ''] = parts;
  if (parts.length !== 4) throw new Error('not a sealed text');
  return open(suite, key, aad, {
    iv: bytes(iv),
    tag: bytes(tag),
    content: bytes(content),
  }).toString('utf8');
}

/** Seals a value as JSON. */
export function sealJson(key: KeyObject, aad: string, value: unknown): string {
  return sealText(key, aad, JSON.stringify(value));
}

/** @throws Error as openText does, or when the text inside is not JSON */
export function openJson(key: KeyObject, aad: string, sealed: string): unknown {
  return JSON.parse(openText(key, aad, sealed));
}

/** Seals the content of a file. */
export function sealBytes(key: KeyObject, aad: string, content: Uint8Array): Buffer {
  const sealed = suiteOf(CURRENT).seal(key, aad, Buffer.from(content));
  return Buffer.concat([FILE_HEAD, sealed.iv, sealed.tag, sealed.content]);
}

/** @throws Error when key, context or bytes do not fit */
export function openBytes(key: KeyObject, aad: string, sealed: Uint8Array): Buffer {
  const all = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const start = FILE_HEAD.length;
  if (!all.subarray(0, start).equals(FILE_HEAD)) throw new Error('not a sealed file');
  const tagAt = start + IV_BYTES;
  const contentAt = tagAt + TAG_BYTES;
  return open(CURRENT, key, aad, {
    iv: all.subarray(start, tagAt),
    tag: all.subarray(tagAt, contentAt),
    content: all.subarray(contentAt),
  });
}

function open(suite: string, key: KeyObject, aad: string, sealed: Sealed): Buffer {
  if (sealed.iv.length !== IV_BYTES || sealed.tag.length !== TAG_BYTES) {
    throw new Error('not a sealed text');
  }
  try {
    return suiteOf(suite).open(key, aad, sealed);
  } catch (cause) {
    throw new Error('sealed content does not open with this key in this place', { cause });
  }
}

function suiteOf(name: string): Suite {
  const suite = SUITES.get(name);
  if (!suite) throw new Error('sealed with algorithms this program does not know');
  return suite;
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}
