/**
 * The content store: bytes by their own hash, in a folder. Another kind of store (an object store,
 * a document archive) is another function that returns the same two.
 *
 * It keeps what it is given; what is personal is given to it sealed. A file is written beside its
 * place, synced, and moved: it is whole or not there. What lies at an address never changes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface ContentStore {
  /** @returns the address: SHA-256 of the bytes, 64 hexadecimal digits */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  /**
   * @returns null when nothing lies there
   * @throws Error when what lies there is not what was put
   */
  readonly get: (address: string) => Promise<Buffer | null>;
}

const ADDRESS = /^[0-9a-f]{64}$/;

/** A store in a folder, which is made when it is not there. */
export function folderStore(folder: string): ContentStore {
  /** Two levels of 256 folders keep each of them small: ab/cd/abcd… */
  const placeOf = (address: string): string =>
    join(folder, address.slice(0, 2), address.slice(2, 4), address);
  return {
    put: async (bytes) => {
      const address = hash(bytes);
      await write(placeOf(address), bytes);
      return address;
    },
    get: async (address) => {
      if (!ADDRESS.test(address)) throw new RangeError('not an address of the content store');
      const bytes = await readFile(placeOf(address)).catch(nothing);
      if (bytes && hash(bytes) !== address) {
        throw new Error(`content store: what lies at ${address} was changed`);
      }
      return bytes;
    },
  };
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function write(place: string, bytes: Uint8Array): Promise<void> {
  const shelf = dirname(place);
  await mkdir(shelf, { recursive: true, mode: 0o700 });
  const draft = join(shelf, `.${randomUUID()}`);
  try {
    const handle = await open(draft, 'wx', 0o400);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A link, unlike a rename, leaves alone what is already there: the same bytes.
    await link(draft, place).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(draft, { force: true });
  }
  await syncFolder(shelf);
}

/** Without this a crash of the machine may forget the name although it kept the bytes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nothing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
