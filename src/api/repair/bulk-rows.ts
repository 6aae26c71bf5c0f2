/**
 * A confirmed list of repairs, a few rows at a time: each becomes a repair of its own, in the name of
 * the list's starter, and its row ends when that repair does.
 */
import { openJson } from '../../crypto/cipher.ts';
import { place } from '../../crypto/places.ts';
import { finishRow, type OpenOperation } from '../../db/operations.ts';
import { nextRepairRows, startRowRepair, type NextRow } from '../../db/repairs.ts';
import { FAULTS, Fault } from '../../domain/fault.ts';
import { caseIdOf } from '../engine.ts';
import { faultOf } from '../problems.ts';
import { booksOf, outboxRow } from '../queries/stuck.ts';
import type { RowTerms } from './bulk-repairs.ts';
import type { CarryDeps } from './carry-out.ts';
import { objectOf } from './object.ts';
import { look } from './snapshot.ts';
import { tell, type About } from './told.ts';

/** Repairs of one list that are under way at once: outside systems are not to be stormed. */
const AT_ONCE = 10;

/** @returns how many rows were begun */
export async function beginRepairRows(deps: CarryDeps, operation: OpenOperation): Promise<number> {
  const rows = await nextRepairRows(deps.pool, operation.id, AT_ONCE);
  for (const row of rows) await begin(deps, operation, row);
  return rows.length;
}

async function begin(deps: CarryDeps, operation: OpenOperation, row: NextRow): Promise<void> {
  const { id, startedBy, detail, center } = operation;
  const text = (name: string) => {
    const value = detail[name];
    return typeof value === 'string' ? value : '';
  };
  const by = { id: startedBy, role: text('role'), origin: text('origin'), at: deps.now() };
  // Sealed by bulk-repairs.ts under this operation and row.
  const terms = openJson(operation.key, place.operationRow(id, row.n), row.content) as RowTerms;
  try {
    const before = await look(deps, row.object);
    if (!before) throw new Fault('not-found', '该消息已不存在。');
    if (before.of === 'case' && before.version !== terms.version) {
      throw new Fault('version-conflict', '清单固定后该业务又有变化，没有执行。');
    }
    const about = await aboutOf(deps, row.object);
    const repair = {
      id: caseIdOf(startedBy, `repair\n${id}:${String(row.n)}`),
      ...{ center, object: row.object, caseId: about.caseId, before, by },
      ...{ kind: terms.kind, move: terms.move },
      params: terms.until === null ? {} : { until: terms.until },
      reason: tell(deps.secrets, about, terms.reason),
    };
    await startRowRepair(deps.pool, repair, { operation: id, n: row.n });
  } catch (error) {
    const fault = faultOf(error);
    if (!fault || FAULTS[fault.code].retry) throw error;
    const { title } = FAULTS[fault.code];
    const problem = { code: fault.code, title, detail: fault.message };
    await finishRow(deps.pool, { operation: id, n: row.n, caseId: row.case_id, problem, by });
  }
}

async function aboutOf({ pool }: CarryDeps, object: string): Promise<About> {
  const { kind, id } = objectOf(object);
  if (kind === 'inbox') return { caseId: null, person: null };
  if (kind === 'case') {
    const row = await booksOf(pool, id);
    const person = row && { id: row.person, wrappedKey: row.wrapped_key };
    return { caseId: id, person };
  }
  const row = await outboxRow(pool, id);
  const person = row?.person == null ? null : { id: row.person, wrappedKey: row.wrapped_key };
  return { caseId: row?.case_id ?? null, person };
}
