/**
 * Uploaded files: the bytes sealed in a content store, the row in the database.
 *
 * Each file has a data key of its own. The center's key wraps it until the file belongs to a case;
 * from then on the person's does, so that forgetting the person forgets the scans too.
 */
import { createHash, randomUUID, type KeyObject } from 'node:crypto';
import { openBytes, sealBytes } from '../crypto/cipher.ts';
import {
  newDataKey,
  unwrapKey,
  unwrapUnderPerson,
  wrapKey,
  wrapUnderPerson,
  type PersonKeys,
} from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { KeyRing } from '../crypto/secrets.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { readPersonal } from './personal-read.ts';
import { Fault } from '../domain/fault.ts';
import type { Db, Tx } from './pool.ts';
import type { Writer } from './together.ts';
import { sealCaseReason } from './reasons.ts';

/** Where the sealed bytes lie (src/documents/store.ts). */
export interface FileStore {
  /** @returns the address: SHA-256 of the bytes, hexadecimal */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  /** null when nothing lies there */
  readonly get: (address: string) => Promise<Buffer | null>;
}

export interface FileDeps {
  readonly store: FileStore;
  readonly personKeys: PersonKeys;
  /** The center's keys. */
  readonly center: KeyRing;
}

export interface Upload {
  readonly center: string;
  readonly kind: string;
  /** As judged by the content, never as stated. */
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly by: Acting;
}

export interface StoredFile {
  readonly id: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
}

/** @throws Fault 'not-authorized' */
export async function addFile(db: Db, deps: FileDeps, upload: Upload): Promise<StoredFile> {
  const { center, kind, mediaType, bytes, by } = upload;
  const id = randomUUID();
  const key = newDataKey();
  const address = await deps.store.put(sealBytes(key, place.fileContent(id), bytes));
  const { wrapped, keyId } = wrapKey(deps.center, place.fileKey(id), key);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await refusing(
    db.query(
      `select api_add_file(row($5, $6, $7, $8, $9, $10, $11, $12, $13)::new_file, ${ACTOR})`,
      [
        ...actorParams(by),
        id,
        center,
        kind,
        mediaType,
        bytes.length,
        sha256,
        address,
        wrapped,
        keyId,
      ],
    ),
  );
  return { id, mediaType, size: bytes.length, sha256 };
}

interface FileRow {
  readonly id: string;
  readonly kind: string;
  readonly media_type: string;
  readonly address: string;
  /** Null: destroyed. */
  readonly wrapped_key: string | null;
  readonly person: string | null;
  readonly person_key: string | null;
}

export interface OpenedFile {
  readonly kind: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/**
 * Reads a file and leaves a line in the trail, with the reason when the file belongs to a case.
 *
 * @throws Fault 'not-found', 'person-key-destroyed', 'file-destroyed'
 */
export async function readFile(
  db: Db,
  deps: FileDeps,
  { id, reason, by }: { readonly id: string; readonly reason: string | null; readonly by: Acting },
): Promise<OpenedFile> {
  const why = await sealFileReason(db, deps.personKeys, { id, reason });
  const row = await readPersonal<FileRow>(
    db,
    { what: 'file', id, caseId: null, key: null, reason: why },
    by,
  );
  const sealed = await deps.store.get(row.address);
  if (!sealed) throw new Error(`the content of file ${id} is missing in the store`);
  const bytes = openBytes(keyOf(deps, row), place.fileContent(id), sealed);
  return { kind: row.kind, mediaType: row.media_type, bytes };
}

export interface Attachment {
  readonly files: readonly string[];
  readonly caseId: string;
  readonly center: string;
  readonly person: { readonly id: string; readonly key: KeyObject };
  readonly by: { readonly id: string; readonly role: string };
}

/**
 * Attaches uploaded files to a case: their keys go from the center to the person.
 *
 * @param to where what is written goes
 * @returns the ids that may not be attached: unknown, another center's or case's, or brought by
 *   somebody else when a channel asks. Nothing is attached unless all may be.
 */
export async function attachFiles(
  tx: Tx,
  deps: Omit<FileDeps, 'store'>,
  attachment: Attachment,
  to: Writer = tx,
): Promise<readonly string[]> {
  const { files, caseId, center, person, by } = attachment;
  const { rows } = await tx.query<FileRow>({
    name: 'lock-files',
    text: `select f.id, f.kind, f.media_type, f.address, f.wrapped_key, f.person,
             p.wrapped_key as person_key
             from file f left join person p on p.id = f.person
            where f.id = any ($1::uuid[]) and f.center = $2 and f.wrapped_key is not null
              and coalesce(f.case_id, $3) = $3 and ($4::text is null or f.uploaded_by = $4)
            order by f.id for update of f`,
    values: [files, center, caseId, by.role === 'channel' ? by.id : null],
  });
  const known = new Set(rows.map(({ id }) => id));
  const refused = files.filter((id) => !known.has(id));
  if (refused.length > 0) return refused;
  for (const row of rows) {
    if (row.person === person.id) continue;
    const { wrapped, keyId } = wrapUnderPerson(person.key, place.fileKey(row.id), keyOf(deps, row));
    await to.query({
      name: 'attach-file',
      text: `update file set case_id = $2, person = $3, wrapped_key = $4, key_holder = 'person',
               key_id = $5 where id = $1`,
      values: [row.id, caseId, person.id, wrapped, keyId],
    });
  }
  return [];
}

async function sealFileReason(
  db: Db,
  personKeys: PersonKeys,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<string | null> {
  if (reason === null) return null;
  const { rows } = await db.query<{ case_id: string | null }>(
    'select case_id from file where id = $1',
    [id],
  );
  const caseId = rows[0]?.case_id ?? null;
  return caseId === null ? null : sealCaseReason(db, personKeys, { caseId, reason });
}

function keyOf({ center, personKeys }: Omit<FileDeps, 'store'>, row: FileRow): KeyObject {
  if (row.wrapped_key === null) throw new Fault('file-destroyed', '该材料的内容已按规定销毁。');
  const at = place.fileKey(row.id);
  if (row.person === null) return unwrapKey(center, at, row.wrapped_key);
  return unwrapUnderPerson(personKeys.unwrap(row.person, row.person_key), at, row.wrapped_key);
}
