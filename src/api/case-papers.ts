/** The papers of a case: printed documents, the application, and seeing it all for a reason. */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { readContent, readPerson } from '../db/persons.ts';
import { reasonField } from '../forms/fields.ts';
import { acting, grantAt } from './acting.ts';
import { caseFor, notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { openedContent } from './personal.ts';
import { printed } from './printing.ts';
import { formsOf, type FormRow } from './queries/papers.ts';
import { documentsOf, findDocument } from './queries/parts.ts';
import { caseParams } from './schemas/terms.ts';
import { ApplicationVersion, DocumentList, RevealedPerson } from './schemas/parts.ts';
import { iso } from './show-case.ts';
import { showDocument } from './show-parts.ts';

export const listCaseDocuments = operation({
  id: 'listCaseDocuments',
  method: 'get',
  path: '/cases/{id}/documents',
  tag: 'Case',
  summary: 'Printed documents; newest first',
  params: caseParams,
  answers: { 200: { description: 'All of them', schema: DocumentList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const documents = await documentsOf(deps.pool, row.id);
    const items = documents.map((document) => showDocument(deps, row.id, document));
    return { status: 200, body: { items } };
  },
});

export const getCaseDocument = operation({
  id: 'getCaseDocument',
  method: 'get',
  path: '/cases/{id}/documents/{documentId}.pdf',
  tag: 'Case',
  summary: 'A printed document as PDF; rendered now, read for the record',
  params: z.object({ id: z.uuid(), documentId: z.uuid() }),
  answers: { 200: { description: 'The document', mediaTypes: ['application/pdf'] } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const document = await findDocument(deps.pool, row.id, call.params.documentId);
    if (!document) throw notFound();
    const by = acting(call, deps, grantAt(call, row));
    const content = await readContent(deps.pool, createPersonKeys(deps.secrets.center), {
      caseId: row.id,
      kind: 'document',
      key: document.id,
      reason: null,
      by,
    });
    return printed(deps, document, { content, by });
  },
});

export const getCaseApplication = operation({
  id: 'getCaseApplication',
  method: 'get',
  path: '/cases/{id}/application',
  tag: 'Case',
  summary: 'The application as last sent, or as sent before, personal data masked',
  params: caseParams,
  query: z.object({
    version: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, { error: '应为版本号' })
      .optional()
      .meta({ description: 'One of `versions`; the last one when left out' }),
  }),
  answers: { 200: { description: 'The application', schema: ApplicationVersion } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const versions = await formsOf(deps.pool, row.id);
    const wanted = call.query.version === undefined ? undefined : Number(call.query.version);
    const form = versions.find(({ version }) => wanted === undefined || version === wanted);
    if (!form) throw notFound();
    const aad = place.maskedForm(row.id, form.version);
    const application = openedContent(deps.secrets, form, aad, form.masked) ?? {};
    return {
      status: 200,
      body: {
        ...sentOf(form),
        masked: true,
        application,
        versions: versions.map(sentOf),
      },
    };
  },
});

function sentOf({ version, sent_by: sentBy, sent_at: sentAt }: FormRow) {
  return { version, sentBy, sentAt: iso(sentAt) };
}

export const revealBody = z.strictObject({ reason: reasonField });

export const revealCase = operation({
  id: 'revealCase',
  method: 'post',
  path: '/cases/{id}:reveal',
  tag: 'Case',
  summary: 'Person and application in full, for a reason',
  description: 'A reading, not a change: it needs no key, and every one leaves its line.',
  params: caseParams,
  body: revealBody,
  bodyExample: { reason: '申请人当面核对证件号码。' },
  answers: { 200: { description: 'In full', schema: RevealedPerson } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const keys = createPersonKeys(deps.secrets.center);
    const by = acting(call, deps, grantAt(call, row));
    const { reason } = call.body;
    const person = await readPerson(deps.pool, keys, {
      person: row.person,
      caseId: row.id,
      reason,
      by,
    });
    return {
      status: 200,
      body: { ...person, application: await wholeApplication(call, deps, { row, reason }) },
    };
  },
});

async function wholeApplication(
  context: Context,
  deps: ApiDeps,
  { row, reason }: { readonly row: Place; readonly reason: string },
) {
  const [form] = await formsOf(deps.pool, row.id);
  if (!form) return null;
  const application = await readContent(deps.pool, createPersonKeys(deps.secrets.center), {
    caseId: row.id,
    kind: 'application',
    key: String(form.version),
    reason,
    by: acting(context, deps, grantAt(context, row)),
  });
  return { ...sentOf(form), masked: false, application };
}

interface Place {
  readonly id: string;
  readonly center: string;
  readonly branch: string;
}
