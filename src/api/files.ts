/** Files: uploaded as bytes, judged by content, never shown in place. */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { addFile, readFile } from '../db/files.ts';
import {
  DEATH_MATERIALS,
  PERSONAL_CHANGE_MATERIALS,
  WITHDRAWAL_MATERIALS,
} from '../domain/vocabulary.ts';
import { EVIDENCE_KINDS } from '../forms/account-opening.ts';
import { Fault } from '../domain/fault.ts';
import { judgeFile } from '../documents/media.ts';
import { acting } from './acting.ts';
import type { Grant } from './caller.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { findCase } from './queries/cases.ts';
import { findFile, type FileRow } from './queries/papers.ts';
import { idParams } from './schemas/terms.ts';
import { UploadedFile } from './schemas/parts.ts';
import { reachesCase } from './caller.ts';

const MEDIA_TYPES = ['application/pdf', 'image/jpeg', 'image/png'] as const;
/** Whatever a form takes, each once. */
const KINDS = [
  ...new Set([
    ...EVIDENCE_KINDS,
    ...WITHDRAWAL_MATERIALS,
    ...DEATH_MATERIALS,
    ...PERSONAL_CHANGE_MATERIALS,
    ...(['signed-agreement', 'transcript', 'agent-document', 'authority'] as const),
  ]),
];

const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'text/csv': 'csv',
};

export const uploadFile = operation({
  id: 'uploadFile',
  method: 'post',
  path: '/files',
  tag: 'Files',
  summary: 'Upload one file; attached to a case by naming its id in a form',
  query: z.object({ kind: z.enum(KINDS, { error: '不认识的材料种类' }) }),
  raw: { mediaTypes: MEDIA_TYPES, limit: 'file' },
  keyed: true,
  answers: {
    201: { description: 'Kept', schema: UploadedFile, location: true },
    200: { description: 'Kept before under this key', schema: UploadedFile, location: true },
  },
  handle: async (call, deps) => {
    const bytes: unknown = call.request.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
      throw new Fault('request-unreadable', '请求中没有文件内容。');
    }
    const mediaType = await judgeFile(bytes);
    if (mediaType === null) {
      throw new Fault('media-type-refused', '只接受完整的 PDF、JPEG 和 PNG 文件（按内容判断）。');
    }
    const grant = ownGrant(call);
    const { kind } = call.query;
    const file = await addFile(deps.pool, filesIn(deps), {
      center: grant.center,
      kind,
      mediaType,
      bytes,
      by: acting(call, deps, grant),
    });
    return { status: 201, location: `/api/v1/files/${file.id}`, body: { ...file, kind } };
  },
});

/** Uploads belong to the caller's own center. */
function ownGrant({ caller, grants }: Context): Grant {
  const grant = grants.find(({ center }) => center === caller.center) ?? grants[0];
  if (!grant) throw new Fault('not-authorized', '您的岗位不能上传材料。');
  return grant;
}

export function filesIn({ store, secrets }: ApiDeps) {
  return { store, personKeys: createPersonKeys(secrets.center), center: secrets.center };
}

export const getFile = operation({
  id: 'getFile',
  method: 'get',
  path: '/files/{id}',
  tag: 'Files',
  summary: 'Download one file, read for the record',
  params: idParams,
  answers: { 200: { description: 'The bytes', mediaTypes: Object.keys(EXTENSIONS) } },
  faults: ['person-key-destroyed', 'file-destroyed'],
  handle: async (call, deps) => {
    const row = await findFile(deps.pool, call.params.id);
    const grant = row === null ? null : await grantForFile(call, deps, row);
    if (row === null || grant === null) throw notFound();
    const file = await readFile(deps.pool, filesIn(deps), {
      id: row.id,
      reason: null,
      by: acting(call, deps, grant),
    });
    const name = `${file.kind}-${row.id}.${EXTENSIONS[file.mediaType] ?? 'bin'}`;
    return { status: 200, file: { bytes: file.bytes, mediaType: file.mediaType, name } };
  },
});

/** A file of a case is seen by whoever sees the case; one of none, by its uploader. */
async function grantForFile(context: Context, deps: ApiDeps, row: FileRow): Promise<Grant | null> {
  const { caller, grants } = context;
  if (row.case_id === null) {
    if (row.uploaded_by !== caller.id) return null;
    return grants.find(({ center }) => center === row.center) ?? null;
  }
  const found = await findCase(deps.pool, caller, grants, row.case_id);
  return found === null ? null : (grants.find((grant) => reachesCase(grant, found)) ?? null);
}
