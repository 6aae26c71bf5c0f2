/**
 * A confirmed list of repairs, a few rows at a time: each becomes a repair of its own, in the name of
 * the list's starter, and its row ends when that repair does.
 */
import type { KeyObject } from 'node:crypto';
import { finishRow, openRow, type OpenOperation } from '../../db/operations.ts';
import { nextRepairRows, startRowRepair, type NextRow } from '../../db/repairs.ts';
import { FAULTS, Fault } from '../../domain/fault.ts';
import { afterTrip, type TripDeps } from '../bulk-trips.ts';
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

/** @returns how many rows were begun, or given up */
export async function beginRepairRows(
  deps: CarryDeps & TripDeps,
  operation: OpenOperation,
): Promise<number> {
  const key = operation.key();
  const rows = await nextRepairRows(deps.pool, operation.id, AT_ONCE);
  let begun = 0;
  for (const row of rows) begun += (await begin(deps, { operation, key }, row)) ? 1 : 0;
  return begun;
}

interface Beginning {
  readonly operation: OpenOperation;
  readonly key: KeyObject;
}

/** @returns false for a row that tripped a bug and is to be tried again */
async function begin(
  deps: CarryDeps & TripDeps,
  { operation, key }: Beginning,
  row: NextRow,
): Promise<boolean> {
  const { id, startedBy, detail, center } = operation;
  const text = (name: string) => {
    const value = detail[name];
    return typeof value === 'string' ? value : '';
  };
  const by = { id: startedBy, role: text('role'), origin: text('origin'), at: deps.now() };
  try {
    // Sealed by bulk-repairs.ts under this operation and row.
    const terms = openRow(key, id, row) as RowTerms;
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
    return true;
  } catch (error) {
    const problem = await problemOf(deps, { operation: id, n: row.n }, error);
    if (problem === null) return false;
    await finishRow(deps.pool, { operation: id, n: row.n, caseId: row.case_id, problem, by });
    return true;
  }
}

/** @throws Fault that a later try may not meet */
async function problemOf(
  deps: TripDeps,
  row: { readonly operation: string; readonly n: number },
  error: unknown,
): Promise<object | null> {
  const fault = faultOf(error);
  if (!fault || FAULTS[fault.code].retry) {
    return (await afterTrip(deps, { ...row, caseId: null }, error))?.problem ?? null;
  }
  return { code: fault.code, title: FAULTS[fault.code].title, detail: fault.message };
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
