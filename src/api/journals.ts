/** Journals (记账凭证): one with everything it is tied to, and those of a case or a run. */
import { z } from 'zod';
import { centersOf } from './acting.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import {
  findJournal,
  linesOfJournal,
  linksOfJournal,
  listJournals,
  type JournalRow,
} from './queries/journals.ts';
import { listReversalRows } from './queries/reversals.ts';
import { JournalPage, JournalView } from './schemas/journal.ts';
import { limitOf, paging } from './schemas/terms.ts';
import { showJournal, showJournalHead } from './show-journal.ts';
import { namesIn } from './staff-names.ts';

const tag = 'Ledger';
/** A running number; anything else names no journal. */
export const journalParams = z.object({ id: z.string().regex(/^[1-9]\d{0,17}$/) });

export const getJournal = operation({
  id: 'getJournal',
  method: 'get',
  path: '/journals/{id}',
  tag,
  summary: 'One journal with its lines, and the bank lines, debits, months and cases behind it',
  params: journalParams,
  answers: { 200: { description: 'The journal', schema: JournalView } },
  handle: async (call, deps) => {
    const { pool } = deps;
    const row = await journalFor(call, deps, call.params.id);
    const [lines, links, [reversal], names] = await Promise.all([
      linesOfJournal(pool, row.id),
      linksOfJournal(pool, row.id),
      listReversalRows(pool, call, { state: null, journal: row.id }, { limit: 0, after: null }),
      namesIn(pool, centersOf(call)),
    ]);
    const mayReverse = call.grants.some(
      ({ role, center }) => role === 'supervisor' && center === row.center,
    );
    const told = { lines, links, reversal: reversal ?? null };
    return { status: 200, body: showJournal(row, told, { names, mayReverse }) };
  },
});

export const listJournalsOperation = operation({
  id: 'listJournals',
  method: 'get',
  path: '/journals',
  tag,
  summary: 'The journals of a case or of a run, the newest first',
  description: 'One of `case` and `run` is required.',
  query: z.object({
    ...paging,
    case: z.uuid({ error: '请填写业务的标识' }).optional(),
    run: z.string().max(120).optional(),
  }),
  answers: { 200: { description: 'A page', schema: JournalPage } },
  handle: async (call, deps) => {
    const { case: caseId = null, run = null, cursor } = call.query;
    if ((caseId === null) === (run === null)) {
      throw invalid([{ pointer: 'query/case', detail: '请在业务和批处理中填写一项' }]);
    }
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const list = `journals/${caseId ?? run ?? ''}`;
    const [rows, names] = await Promise.all([
      listJournals(
        deps.pool,
        call,
        { caseId, run },
        { limit, after: cursorIn(key, list, cursor)?.[0] ?? null },
      ),
      namesIn(deps.pool, centersOf(call)),
    ]);
    const body = page(
      rows,
      limit,
      ({ id }) => cursorText(key, list, [id]),
      (row) => showJournalHead(row, names),
    );
    return { status: 200, body };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function journalFor(
  call: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<JournalRow> {
  const row = await findJournal(pool, call, id);
  if (!row) throw notFound();
  return row;
}
