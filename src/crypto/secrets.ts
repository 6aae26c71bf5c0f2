/**
 * The secrets of an installation: which keys there are, read once from one JSON file.
 *
 * Keys leave this file as KeyObjects, which no logger and no JSON.stringify can print. A ring
 * holds every key that something may still be sealed under; only its current one seals.
 */
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

const KEY_BYTES = 32;
/** A key's id stands in front of what it wrapped, so it may hold no dot. */
const KEY_ID = /^[a-z][a-z0-9-]{0,30}$/;

/** Keys by id, and the id of the one that seals now. */
export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

export interface Secrets {
  /** Wraps the keys of persons, drafts, files and operations. */
  readonly center: KeyRing;
  /** Keyed hashes by which persons, documents and accounts are found. */
  readonly lookup: KeyObject;
  /** The chain of the audit trail. */
  readonly chain: KeyRing;
  /** Signs the daily head of that chain (Ed25519). */
  readonly heads: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** What passes through Temporal. */
  readonly codec: KeyRing;
  /** Sessions of the API. */
  readonly session: KeyObject;
}

/** The file as it lies on disk; every key is base64 of 32 bytes. */
export interface SecretsFile {
  readonly center: RingFile;
  readonly lookup: string;
  readonly chain: RingFile;
  readonly heads: { readonly privateKey: string };
  readonly codec: RingFile;
  readonly session: string;
}

interface RingFile {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

/** Fresh secrets for a new installation. */
export function generateSecrets(): SecretsFile {
  const ring = (id: string): RingFile => ({ current: id, keys: { [id]: freshKey() } });
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    center: ring('c1'),
    lookup: freshKey(),
    chain: ring('h1'),
    heads: { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
    codec: ring('p1'),
    session: freshKey(),
  };
}

/**
 * The same secrets with one more key in a ring, which seals from now on. What was sealed under
 * the older keys stays readable; src/db/rotation.ts moves it, then the older key can go.
 *
 * @throws Error when the id is taken or not an id
 */
export function addKey(
  secrets: SecretsFile,
  ring: 'center' | 'chain' | 'codec',
  id: string,
): SecretsFile {
  if (!KEY_ID.test(id)) throw new Error('a key id is lower-case letters, digits and hyphens');
  if (secrets[ring].keys[id] !== undefined) throw new Error(`key ${id} is already there`);
  const keys = { ...secrets[ring].keys, [id]: freshKey() };
  return { ...secrets, [ring]: { current: id, keys } };
}

/**
 * Checks the content of the secrets file.
 *
 * @throws Error naming the entry that is missing or wrong, never its value
 */
export function parseSecrets(content: unknown): Secrets {
  const file = objectAt(content, 'the secrets file');
  return {
    center: ringAt(file, 'center'),
    lookup: keyAt(file, 'lookup'),
    chain: ringAt(file, 'chain'),
    heads: signingAt(file, 'heads'),
    codec: ringAt(file, 'codec'),
    session: keyAt(file, 'session'),
  };
}

/** @throws Error when the file cannot be read or is not a secrets file */
export function readSecrets(path: string): Secrets {
  return parseSecrets(parseJson(readFileSync(path, 'utf8')));
}

/**
 * The file as it lies there, for whoever writes it anew.
 *
 * @throws Error as readSecrets
 */
export function readSecretsFile(path: string): SecretsFile {
  const content = parseJson(readFileSync(path, 'utf8'));
  parseSecrets(content);
  // Checked above, entry by entry.
  return content as SecretsFile;
}

/** Writes a secrets file for its owner alone; whatever stood there is replaced. */
export function writeSecrets(path: string, secrets: SecretsFile): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, JSON.stringify(secrets, null, 2), { mode: 0o600, flush: true });
  renameSync(draft, path);
}

/** Reads the file, or makes it when there is none; two that start at once agree on one file. */
export function ensureSecrets(path: string): Secrets {
  if (!existsSync(path)) {
    const own = `${path}.${process.pid}`;
    writeSecrets(own, generateSecrets());
    try {
      linkSync(own, path);
    } catch (error) {
      if (!existsSync(path)) throw error;
    } finally {
      rmSync(own, { force: true });
    }
  }
  return readSecrets(path);
}

/** The key a ring seals with now. */
export function currentKey(ring: KeyRing): KeyObject {
  return keyOf(ring, ring.current);
}

/** @throws Error when the ring has no such key: it was taken out too early */
export function keyOf(ring: KeyRing, id: string): KeyObject {
  const key = ring.keys.get(id);
  if (!key) throw new Error(`the key ring has no key ${id}`);
  return key;
}

function freshKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message would quote the file.
    throw new Error('the secrets file is not JSON');
  }
}

type Entries = Readonly<Record<string, unknown>>;

function objectAt(value: unknown, name: string): Entries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${name} must be an object`);
  }
  return Object.fromEntries(Object.entries(value));
}

function ringAt(file: Entries, name: string): KeyRing {
  const ring = objectAt(file[name], name);
  const entries = objectAt(ring['keys'], `${name}.keys`);
  const keys = new Map<string, KeyObject>();
  for (const id of Object.keys(entries)) {
    if (!KEY_ID.test(id)) throw new Error(`${name}.keys has an id that is not one`);
    keys.set(id, keyAt(entries, id, `${name}.keys.${id}`));
  }
  const current = ring['current'];
  if (typeof current !== 'string' || !keys.has(current)) {
    throw new Error(`${name}.current names no key of the ring`);
  }
  return { current, keys };
}

function keyAt(entries: Entries, name: string, path = name): KeyObject {
  const text = entries[name];
  const bytes = typeof text === 'string' ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (bytes.length !== KEY_BYTES) throw new Error(`${path} must be 32 bytes in base64`);
  return createSecretKey(bytes);
}

function signingAt(file: Entries, name: string): Secrets['heads'] {
  const pem = objectAt(file[name], name)['privateKey'];
  const privateKey = typeof pem === 'string' ? privateKeyOf(pem) : undefined;
  if (privateKey?.asymmetricKeyType !== 'ed25519') {
    throw new Error(`${name}.privateKey must be an Ed25519 private key in PEM`);
  }
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
