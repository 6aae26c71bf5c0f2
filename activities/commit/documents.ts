/**
 * The documents of a change: everything they say is fixed here, word for word, for as long as they
 * are kept. The PDF is rendered when somebody looks.
 */
import { randomUUID } from 'node:crypto';
import type { DocumentSpec } from '../../src/cases/change.ts';
import { businessOf } from '../../src/cases/index.ts';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { insertDocuments, insertOutbox, type DocumentRow } from '../../src/db/case-papers.ts';
import { readPhoneBefore } from '../../src/db/personal-changes.ts';
import { readOnPaper } from '../../src/db/persons.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { currentTemplate, isCaseDocumentKind } from '../../src/documents/registry.ts';
import { centerOf } from '../offices.ts';
import type { Context } from './context.ts';
import { accountPaperParams, isAccountPaper } from './account-papers.ts';
import { headFor, type NoticeFacts, type PaperFacts } from './agreement-paper.ts';
import { agentOnPaper } from './agent-paper.ts';
import { documentParams, isPaperKind } from './papers.ts';
import { sha256 } from './trail.ts';

export interface JustWritten {
  readonly acceptedOn: PlainDate | undefined;
  readonly promise: NoticeFacts['promise'];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export async function writeDocuments(context: Context, just: JustWritten): Promise<void> {
  const { later, change, head, person, offices } = context;
  const specs = change.documents ?? [];
  if (specs.length === 0) return;
  const facts = noticeFacts(context, just);
  const paramsOf = await papersOf(context, specs, facts);
  const rows = specs.map((spec) => documentOf(context, spec, paramsOf));
  const { documentPrefix: prefix } = centerOf(offices, head.center);
  const about = { caseId: head.id, person: person.id };
  await insertDocuments(later, about, { prefix, on: change.on, at: change.at }, rows);
  for (const [n, { notify: way, to: where }] of specs.entries()) {
    const { id: document, key } = rows[n] ?? {};
    if (way === undefined || key === undefined) continue;
    const to =
      where === undefined
        ? null
        : await readPhoneBefore(context.tx, { key: person.key, caseId: head.id });
    await insertOutbox(later, {
      key,
      center: head.center,
      caseId: head.id,
      person: person.id,
      kind: 'notice',
      payload: sealJson(person.key, place.outbox(key), {
        document,
        way,
        ...(to !== null && { to }),
      }),
    });
  }
}

function noticeFacts(context: Context, just: JustWritten): NoticeFacts {
  const { head, offices, change, issued } = context;
  return {
    center: centerOf(offices, head.center),
    branch: offices.branches.get(head.branch)?.name ?? head.branch,
    caseNumber: head.number,
    business: businessOf(head.type),
    figures: offices.figures,
    on: change.on,
    by: change.by,
    ...agentOnPaper(context.content()),
    acceptedOn: just.acceptedOn ?? head.acceptedOn,
    promise: just.promise,
    outputs: just.outputs,
    issued,
  };
}

/** What papers with an application are made from; also for what is signed before it is printed. */
export async function factsOf(context: Context, just: JustWritten): Promise<PaperFacts> {
  return { ...noticeFacts(context, just), application: await context.application() };
}

type ParamsOf = (kind: string, params: DocumentSpec['params']) => object;

/** A case about an account has no application: its papers name the person as the books do. */
async function papersOf(
  context: Context,
  specs: readonly DocumentSpec[],
  facts: NoticeFacts,
): Promise<ParamsOf> {
  const { tx, person } = context;
  if (specs.every(({ kind }) => isAccountPaper(kind))) {
    const onPaper = await readOnPaper(tx, person);
    const head = headFor(facts, onPaper);
    return (kind, params) => accountPaperParams(kind, params, { facts, head });
  }
  const whole = { ...facts, application: await context.application() };
  return (kind, params) => {
    if (!isPaperKind(kind)) throw new RangeError(`${kind} is no paper of an application`);
    return documentParams(kind, params, whole);
  };
}

function documentOf(
  { change, person }: Context,
  { kind, params }: DocumentSpec,
  paramsOf: ParamsOf,
): DocumentRow {
  if (!isCaseDocumentKind(kind)) throw new Fault('not-found', `no template for ${kind}`);
  const id = randomUUID();
  const text = JSON.stringify(paramsOf(kind, params));
  return {
    id,
    key: `${change.key}:${kind}`,
    kind,
    template: currentTemplate(kind).version,
    content: sealText(person.key, place.document(id), text),
    contentHash: sha256(text),
  };
}
