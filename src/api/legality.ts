/** 合规巡检: what is looked for and what the last sweeps found; irregularities and their cases. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { evidenceText } from '../cases/wording-irregularities.ts';
import { outcomeTitle } from '../cases/wording.ts';
import {
  INVARIANT_NAMES,
  INVARIANTS,
  isInvariant,
  type InvariantName,
} from '../policy/legality.ts';
import { clauseRef } from './clause-ref.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation } from './operation.ts';
import { personHead } from './personal.ts';
import {
  lastSweeps,
  listIrregularityRows,
  openByInvariant,
  type IrregularityRow,
} from './queries/legality.ts';
import { IrregularityPage, LegalityView } from './schemas/legality.ts';
import { asBoolean, flag, limitOf, paging } from './schemas/terms.ts';

const tag = 'Supervision';

export const getLegality = operation({
  id: 'getLegality',
  method: 'get',
  path: '/legality',
  tag,
  summary: 'Every forbidden state by name and clause, and what the last sweeps found of it',
  answers: { 200: { description: 'As of the last sweeps', schema: LegalityView } },
  handle: async (call, { pool }) => {
    const [sweeps, open] = await Promise.all([lastSweeps(pool, call), openByInvariant(pool, call)]);
    const found = (name: string) =>
      sweeps.reduce((sum, { counts }) => sum + (counts[name] ?? 0), 0);
    return {
      status: 200,
      body: {
        invariants: INVARIANT_NAMES.map((name) => {
          const { title, clause, rule, remedy } = INVARIANTS[name];
          return {
            ...{ name, title, rule, remedy, clause: clauseRef(clause) },
            found: sweeps.length === 0 ? null : found(name),
            open: open.get(name) ?? 0,
          };
        }),
        sweeps: sweeps.map(({ counts: _counts, ...sweep }) => sweep),
        open: [...open.values()].reduce((sum, n) => sum + n, 0),
      },
    };
  },
});

export const listIrregularities = operation({
  id: 'listIrregularities',
  method: 'get',
  path: '/irregularities',
  tag,
  summary: 'Irregularities that legality sweeps found, the newest first, with their cases',
  query: z.object({
    ...paging,
    open: flag,
    invariant: z.enum(INVARIANT_NAMES, { error: '没有这项检查' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: IrregularityPage } },
  handle: async (call, deps) => {
    const { limit: wanted, cursor, open, invariant } = call.query;
    const limit = limitOf(wanted);
    const key = deps.secrets.session;
    const list = `irregularities/${open ?? ''}/${invariant ?? ''}`;
    const rows = await listIrregularityRows(
      deps.pool,
      call,
      { open: asBoolean(open), invariant },
      { limit, after: cursorIn(key, list, cursor) },
    );
    const body = page(
      rows,
      limit,
      ({ foundOn, caseId }) => cursorText(key, list, [foundOn, caseId]),
      (row) => show(deps, row),
    );
    return { status: 200, body };
  },
});

const STAGES = CASE_TYPES['irregularity']?.stages ?? {};

function show({ secrets }: ApiDeps, row: IrregularityRow) {
  const { caseId, caseNumber, stage, accountId, accountNumber, aboutCase, aboutCaseNumber } = row;
  const { run, foundOn, seenOn, outcome, endedOn } = row;
  const invariant = named(row.invariant);
  const { title, clause } = INVARIANTS[invariant];
  return {
    ...{ caseId, caseNumber, invariant, title, clause: clauseRef(clause) },
    stageTitle: stage === null ? '正在发起' : (STAGES[stage]?.title ?? stage),
    person: personHead(secrets, row),
    ...{ account: accountId, accountLast4: accountNumber?.slice(-4) ?? null },
    ...{ aboutCase, aboutCaseNumber, evidence: evidenceText(row.evidence) },
    ...{ run, foundOn, seenOn, endedOn },
    outcomeTitle: outcome === null ? null : outcomeTitle(outcome),
  };
}

/** The database holds what the sweep wrote, and that knows no other names. */
function named(text: string): InvariantName {
  if (!isInvariant(text)) throw new Error(`no invariant is called ${text}`);
  return text;
}
