/** Documents printed for a person: a list of all, and the PDF of those without a case. */
import { z } from 'zod';
import { noticeTitle } from '../cases/wording-things.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { readPersonDocument } from '../db/person-documents.ts';
import { acting, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { personFor } from './persons.ts';
import { codeOf, printed } from './printing.ts';
import {
  documentsOfPerson,
  findPersonDocument,
  type PersonDocumentRow,
} from './queries/documents.ts';
import { PersonDocumentList } from './schemas/parts.ts';
import { idParams } from './schemas/terms.ts';
import { iso } from './show-case.ts';

export const listPersonDocuments = operation({
  id: 'listPersonDocuments',
  method: 'get',
  path: '/persons/{id}/documents',
  tag: 'Persons',
  summary: 'What was printed for a person, in cases and without one; newest first',
  params: idParams,
  answers: { 200: { description: 'All of them', schema: PersonDocumentList } },
  handle: async (call, deps) => {
    const { person } = await personFor(call, deps, call.params.id);
    const rows = await documentsOfPerson(deps.pool, call, person);
    return { status: 200, body: { items: rows.map((row) => show(deps, person, row)) } };
  },
});

export const getPersonDocument = operation({
  id: 'getPersonDocument',
  method: 'get',
  path: '/persons/{id}/documents/{documentId}.pdf',
  tag: 'Persons',
  summary: 'A document printed for a person as PDF; rendered now, read for the record',
  params: z.object({ id: z.uuid(), documentId: z.uuid() }),
  answers: { 200: { description: 'The document', mediaTypes: ['application/pdf'] } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const { person, center } = await personFor(call, deps, call.params.id);
    const about = { person, id: call.params.documentId };
    const row = await findPersonDocument(deps.pool, call, about);
    if (!row) throw notFound();
    const by = acting(call, deps, grantIn(call, center));
    const keys = createPersonKeys(deps.secrets.center);
    const content = await readPersonDocument(deps.pool, keys, { id: row.id, by });
    return printed(deps, row, { content, by });
  },
});

/** @throws Fault 'not-found' */
export async function personDocument(
  context: Context,
  deps: ApiDeps,
  about: { readonly person: string; readonly id: string },
) {
  const row = await findPersonDocument(deps.pool, context, about);
  if (!row) throw notFound();
  return show(deps, about.person, row);
}

function show(deps: ApiDeps, person: string, row: PersonDocumentRow) {
  const of = row.case_id === null ? `persons/${person}` : `cases/${row.case_id}`;
  return {
    id: row.id,
    caseId: row.case_id,
    kind: row.kind,
    title: noticeTitle(row.kind),
    number: row.number,
    template: row.template,
    issuedOn: row.issued_on,
    issuedAt: iso(row.issued_at),
    contentHash: row.content_hash,
    code: codeOf(deps, row),
    href: `/api/v1/${of}/documents/${row.id}.pdf`,
  };
}
