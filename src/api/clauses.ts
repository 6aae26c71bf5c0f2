/** The clauses of the law, what carries each, the cases that wait because of it, and the notice. */
import { z } from 'zod';
import {
  carriedSentence,
  carriersOf,
  CLAUSE_IDS,
  knownClause,
  type Carriers,
} from '../cases/clause-map.ts';
import type { Role } from '../cases/case.ts';
import { CLAUSES, type Clause } from '../policy/clauses.ts';
import NOTICE from '../policy/notice-text.json' with { type: 'json' };
import { rowOf } from './authorization.ts';
import { notFound } from './case-access.ts';
import SOURCES from './clause-sources.json' with { type: 'json' };
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { personHead } from './personal.ts';
import { casesByClause, waitingByClause, type ClauseCaseRow } from './queries/clause-cases.ts';
import { ClauseCases, ClauseList, ClauseMap, NoticeView } from './schemas/clauses.ts';
import { limitOf, paging } from './schemas/terms.ts';
import { caseTypeOf, showStage, showWait } from './show-case.ts';

const tag = 'Law';

export const listClauses = operation({
  id: 'listClauses',
  method: 'get',
  path: '/clauses',
  tag,
  summary: 'The clauses that decisions cite, in the law’s own words, with what carries each',
  answers: { 200: { description: 'All of them', schema: ClauseList } },
  handle: () => Promise.resolve({ status: 200, body: { items: CLAUSE_IDS.map(showClause) } }),
});

const params = z.object({ clause: z.string().max(60) });

export const getClause = operation({
  id: 'getClause',
  method: 'get',
  path: '/clauses/{clause}',
  tag,
  summary: 'One clause: rules, figures, waits, tasks, documents, reasons and tests that carry it',
  params,
  answers: { 200: { description: 'The clause', schema: ClauseMap } },
  handle: (call) => {
    const id = idIn(call.params.clause);
    const carriers = carriersOf(id);
    const { sources, tests } = SOURCES[id];
    const body = {
      ...showClause(id),
      sentence: carriedSentence(carriers),
      ...carriers,
      sources,
      tests,
    };
    return Promise.resolve({ status: 200, body });
  },
});

export const listClauseCases = operation({
  id: 'listClauseCases',
  method: 'get',
  path: '/clauses/{clause}/cases',
  tag,
  summary: 'Cases that wait because of the clause now; the longest waiting first',
  params,
  query: z.object(paging),
  answers: { 200: { description: 'A page, with the number of all', schema: ClauseCases } },
  handle: async (call, deps) => {
    const id = idIn(call.params.clause);
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const after = cursorIn(key, `clause ${id}`, call.query.cursor);
    const [counts, rows] = await Promise.all([
      waitingByClause(deps.pool, call),
      casesByClause(deps.pool, call, id, { limit, after }),
    ]);
    const body = page(
      rows,
      limit,
      ({ sort, id: wait }) => cursorText(key, `clause ${id}`, [sort, wait]),
      (row) => showWaiting(deps, row),
    );
    return { status: 200, body: { ...body, count: counts.get(id) ?? 0 } };
  },
});

export const getNotice = operation({
  id: 'getNotice',
  method: 'get',
  path: '/notice',
  tag,
  summary: 'The whole notice as a document, with what carries each clause and how many cases wait',
  answers: { 200: { description: 'Its blocks in order', schema: NoticeView } },
  handle: async (call, deps) => {
    const waiting = await waitingFor(call, deps);
    return { status: 200, body: { blocks: NOTICE.map((block) => showBlock(block, waiting)) } };
  },
});

function idIn(text: string): keyof typeof CLAUSES {
  const id = knownClause(text);
  if (id === null) throw notFound();
  return id;
}

function showClause(id: keyof typeof CLAUSES) {
  const { title, text, before }: Clause = CLAUSES[id];
  const common = { id, title, text, before: before ?? null };
  return { ...common, source: sourceOf(id), carried: carriedOf(id) };
}

function sourceOf(id: keyof typeof CLAUSES) {
  if (id.startsWith('liaoning-')) return 'notice';
  if (id.startsWith('regulation-')) return 'regulation';
  return id.startsWith('civil-code-') ? 'civil-code' : 'retirement';
}

/** How much rests on it, counted. */
export function carriedOf(id: keyof typeof CLAUSES) {
  const { rules, figures, waits, tasks, documents }: Carriers = carriersOf(id);
  return {
    rules: rules.length,
    figures: figures.length,
    waits: waits.length,
    tasks: tasks.length,
    documents: documents.length,
    tests: SOURCES[id].tests.length,
  };
}

/** Waiting cases by clause; null for whoever sees no cases, or must not learn that there are others. */
export async function waitingFor(
  context: Context,
  { pool }: ApiDeps,
): Promise<ReadonlyMap<string, number> | null> {
  const readers: readonly Role[] = rowOf('listClauseCases').roles;
  const grants = context.grants.filter(({ role }) => readers.includes(role));
  return grants.length === 0 ? null : waitingByClause(pool, { caller: context.caller, grants });
}

function showBlock(block: (typeof NOTICE)[number], waiting: ReadonlyMap<string, number> | null) {
  const { kind, text } = block;
  const { id, numeral = '', name = '', department = '' } = block;
  const known = id === undefined ? null : knownClause(id);
  if (known === null) return { kind, text, clause: null };
  const count = waiting === null ? null : (waiting.get(known) ?? 0);
  const clause = {
    id: known,
    numeral,
    name,
    department,
    carried: carriedOf(known),
    waiting: count,
  };
  return { kind, text, clause };
}

function showWaiting({ secrets, now }: ApiDeps, row: ClauseCaseRow) {
  return {
    id: row.case_id,
    number: row.number,
    typeTitle: caseTypeOf(row.type).title,
    stageTitle: showStage(row.type, row.stage, false).title,
    branchName: row.branch_name,
    person: personHead(secrets, row),
    wait: showWait(row, now(), false),
  };
}
