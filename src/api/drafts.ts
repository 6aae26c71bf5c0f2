/** Drafts: forms begun and not yet sent, encrypted, for their author only. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { openJson, sealJson } from '../crypto/cipher.ts';
import { maskDocument, maskName } from '../crypto/mask.ts';
import { newDataKey, unwrapKey, wrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Secrets } from '../crypto/secrets.ts';
import { addDays, dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { DRAFT_DAYS } from '../domain/keeping.ts';
import { notFound } from './case-access.ts';
import { caseIdOf } from './engine.ts';
import { operation, type Answer } from './operation.ts';
import {
  deleteDraft,
  findDraft,
  insertDraft,
  listDrafts,
  updateDraft,
  type DraftRow,
} from './queries/own.ts';
import { idParams } from './schemas/terms.ts';
import { DraftList, DraftView } from './schemas/office.ts';
import { iso } from './show-case.ts';

const tag = 'Drafts';
const application = z.looseObject({}).meta({ description: 'The form as far as it is filled in' });

export const listDraftsOperation = operation({
  id: 'listDrafts',
  method: 'get',
  path: '/drafts',
  tag,
  summary: 'Own drafts, newest first',
  answers: { 200: { description: 'All of them, 100 at most', schema: DraftList } },
  handle: async (call, { pool, secrets }) => {
    const drafts = await listDrafts(pool, call.caller.id);
    const items = drafts.map((row) => ({ ...head(row), applicant: applicantIn(secrets, row) }));
    return { status: 200, body: { items } };
  },
});

export const createDraft = operation({
  id: 'createDraft',
  method: 'post',
  path: '/drafts',
  tag,
  summary: 'Keep a form for later',
  body: z.strictObject({
    type: z.enum(Object.keys(CASE_TYPES), { error: '没有这种业务' }),
    application,
  }),
  bodyExample: { type: 'account-opening', application: { district: '210103' } },
  keyed: true,
  answers: {
    201: { description: 'Kept', schema: DraftView, etag: true, location: true },
    200: {
      description: 'Kept before under this key',
      schema: DraftView,
      etag: true,
      location: true,
    },
  },
  handle: async (call, { pool, secrets }) => {
    const { caller, body } = call;
    const id = caseIdOf(caller.id, `draft\n${call.key}`);
    const key = newDataKey();
    const { wrapped, keyId } = wrapKey(secrets.center, place.draftKey(id), key);
    const row = await insertDraft(pool, {
      id,
      staff: caller.id,
      center: caller.center,
      type: body.type,
      wrappedKey: wrapped,
      keyId,
      content: sealJson(key, place.draft(id), body.application),
    });
    if (!row) throw new Error('a draft that was written is there');
    return { ...whole(secrets, row), status: 201, location: `/api/v1/drafts/${id}` };
  },
});

export const getDraft = operation({
  id: 'getDraft',
  method: 'get',
  path: '/drafts/{id}',
  tag,
  summary: 'One draft',
  params: idParams,
  answers: { 200: { description: 'The draft', schema: DraftView, etag: true } },
  handle: async (call, { pool, secrets }) => {
    const row = await findDraft(pool, call.caller.id, call.params.id);
    if (!row) throw notFound();
    return whole(secrets, row);
  },
});

export const updateDraftOperation = operation({
  id: 'updateDraft',
  method: 'put',
  path: '/drafts/{id}',
  tag,
  summary: 'Replace the content of a draft',
  params: idParams,
  body: z.strictObject({ application }),
  bodyExample: { application: { district: '210103' } },
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The draft after it', schema: DraftView, etag: true } },
  faults: ['version-conflict'],
  handle: async (call, { pool, secrets }) => {
    const { caller, params, version, body } = call;
    const row = await findDraft(pool, caller.id, params.id);
    if (!row) throw notFound();
    const content = sealJson(keyOf(secrets, row), place.draft(row.id), body.application);
    const written = await updateDraft(pool, { staff: caller.id, id: row.id, version }, content);
    if (!written) {
      throw new Fault('version-conflict', '草稿已在别处更新，请核对最新内容后再保存。', {
        members: { currentVersion: row.version },
      });
    }
    return whole(secrets, written);
  },
});

export const deleteDraftOperation = operation({
  id: 'deleteDraft',
  method: 'delete',
  path: '/drafts/{id}',
  tag,
  summary: 'Throw a draft away',
  params: idParams,
  keyed: true,
  answers: { 204: { description: 'Gone' } },
  handle: async (call, { pool }) => {
    if (!(await deleteDraft(pool, call.caller.id, call.params.id))) throw notFound();
    return { status: 204 };
  },
});

function head({ id, type, version, updated_at: updatedAt }: DraftRow) {
  const keptUntil = addDays(dateAt(updatedAt), DRAFT_DAYS);
  return { id, type, version, updatedAt: iso(updatedAt), keptUntil };
}

function whole(secrets: Secrets, row: DraftRow): Answer {
  const application = contentOf(secrets, row);
  return { status: 200, version: row.version, body: { ...head(row), application } };
}

function contentOf(secrets: Secrets, row: DraftRow): unknown {
  return openJson(keyOf(secrets, row), place.draft(row.id), row.content);
}

/** What tells one draft from another in a list, as far as the form has come. */
const Begun = z.object({
  applicant: z.object({
    name: z.string().optional(),
    document: z.object({ number: z.string().optional() }).optional(),
  }),
});

function applicantIn(secrets: Secrets, row: DraftRow) {
  const begun = Begun.safeParse(contentOf(secrets, row));
  if (!begun.success) return null;
  const { name = '', document } = begun.data.applicant;
  const number = document?.number ?? '';
  if (name === '' && number === '') return null;
  return {
    name: name === '' ? null : maskName(name),
    documentNumber: number === '' ? null : maskDocument(number),
  };
}

function keyOf(secrets: Secrets, row: DraftRow) {
  return unwrapKey(secrets.center, place.draftKey(row.id), row.wrapped_key);
}
