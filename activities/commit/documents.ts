/**
 * The documents of a change: everything they say is fixed here, word for word, for as long as they
 * are kept. The PDF is rendered when somebody looks.
 */
import { randomUUID } from 'node:crypto';
import type { DocumentSpec } from '../../src/cases/change.ts';
import { businessOf } from '../../src/cases/index.ts';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import {
  insertDocument,
  insertOutbox,
  issuedNumbers,
  nextDocumentNumber,
} from '../../src/db/case-papers.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { currentTemplate, isDocumentKind } from '../../src/documents/registry.ts';
import { centerOf } from '../offices.ts';
import { readApplication } from './application.ts';
import type { Context } from './context.ts';
import type { PaperFacts } from './agreement-paper.ts';
import { documentParams } from './papers.ts';
import { sha256 } from './trail.ts';

export interface JustWritten {
  readonly acceptedOn: PlainDate | undefined;
  readonly promisedOn: PlainDate | null;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export async function writeDocuments(context: Context, just: JustWritten): Promise<void> {
  const specs = context.change.documents ?? [];
  if (specs.length === 0) return;
  const facts = await factsOf(context, just);
  for (const spec of specs) await writeDocument(context, spec, facts);
}

async function factsOf(context: Context, just: JustWritten): Promise<PaperFacts> {
  const { tx, deps, head, offices, change } = context;
  return {
    center: centerOf(offices, head.center),
    branch: offices.branches.get(head.branch)?.name ?? head.branch,
    caseNumber: head.number,
    business: businessOf(head.type),
    application: await readApplication(tx, deps.personKeys, head.id),
    figures: offices.figures,
    on: change.on,
    by: change.by,
    acceptedOn: just.acceptedOn ?? head.acceptedOn,
    promisedOn: just.promisedOn ?? head.promisedOn,
    outputs: just.outputs,
    issued: await issuedNumbers(tx, head.id),
  };
}

async function writeDocument(
  { tx, change, head, person, offices }: Context,
  { kind, params, notify }: DocumentSpec,
  facts: PaperFacts,
): Promise<void> {
  if (!isDocumentKind(kind)) throw new Fault('not-found', `no template for ${kind}`);
  const id = randomUUID();
  const key = `${change.key}:${kind}`;
  const text = JSON.stringify(documentParams(kind, params, facts));
  const prefix = centerOf(offices, head.center).documentPrefix;
  await insertDocument(
    tx,
    { caseId: head.id, person: person.id },
    {
      id,
      key,
      kind,
      number: await nextDocumentNumber(tx, prefix, change.on),
      template: currentTemplate(kind).version,
      content: sealText(person.key, place.document(id), text),
      contentHash: sha256(text),
      on: change.on,
      at: change.at,
    },
  );
  if (notify === undefined) return;
  await insertOutbox(tx, {
    key,
    center: head.center,
    caseId: head.id,
    person: person.id,
    kind: 'notice',
    payload: sealJson(person.key, place.outbox(key), { document: id, way: notify }),
  });
}
