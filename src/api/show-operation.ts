/** A bulk operation as an answer: how far it is, and for a bulk repair what was frozen. */
import { isRepairMove, isStuckKind, takesTwo } from '../cases/repairs.ts';
import { MOVE_WORDS, STUCK_WORDS } from '../cases/wording-repairs.ts';
import { openJson } from '../crypto/cipher.ts';
import { unwrapKey } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Secrets } from '../crypto/secrets.ts';
import type { Context } from './operation.ts';
import type { OperationRow } from './queries/operations.ts';
import { iso, isoOrNull } from './show-case.ts';

interface Sealing {
  readonly secrets: Secrets;
}

export function showOperation(call: Context, { secrets }: Sealing, row: OperationRow) {
  const { id, kind, state, center, file, total, waiting, done, failed, skipped } = row;
  const repair = kind === 'repair' ? showList(call, secrets, row) : null;
  return {
    id,
    kind,
    state,
    center,
    startedBy: row.started_by,
    createdAt: iso(row.created_at),
    finishedAt: isoOrNull(row.finished_at),
    file,
    total,
    counts: { waiting, done, failed, skipped },
    summary: repair ? repairSummary(row) : startSummary(row),
    repair,
  };
}

function startSummary({ total, waiting, done, failed, skipped }: OperationRow): string {
  const rest = waiting > 0 ? `，${waiting}行等待` : '';
  const passed = skipped > 0 ? `，${skipped}行未办` : '';
  return `共${total}行：${done}行已发起，${failed}行未能发起${rest}${passed}。`;
}

function repairSummary({ state, total, waiting, done, failed, skipped }: OperationRow): string {
  if (state === 'proposed') return `清单已固定，共${total}件，确认后才会执行。`;
  const rest = waiting > 0 ? `，${waiting}件还没有结果` : '';
  const passed = skipped > 0 ? `，${skipped}件没有执行` : '';
  return `共${total}件：${done}件已恢复，${failed}件未恢复${rest}${passed}。`;
}

/** The reason is sealed as a row before the first one. */
export const REASON_ROW = 0;

function reasonOf({ center }: Secrets, { id, wrapped_key, detail }: OperationRow): string {
  const sealed = detail['reason'];
  if (typeof sealed !== 'string') return '';
  const key = unwrapKey(center, place.operationKey(id), wrapped_key);
  const reason = openJson(key, place.operationRow(id, REASON_ROW), sealed);
  return typeof reason === 'string' ? reason : '';
}

function showList({ caller, grants }: Context, secrets: Secrets, row: OperationRow) {
  const text = (name: string) => {
    const value = row.detail[name];
    return typeof value === 'string' ? value : '';
  };
  const [kind, move] = [text('kind'), text('move')];
  const two = isRepairMove(move) && takesTwo(move);
  const supervisor = grants.some(
    ({ role, center }) => role === 'supervisor' && center === row.center,
  );
  return {
    kind,
    kindTitle: isStuckKind(kind) ? STUCK_WORDS[kind].title : kind,
    move,
    moveTitle: isRepairMove(move) ? MOVE_WORDS[move].title : move,
    reason: reasonOf(secrets, row),
    hash: text('hash'),
    twoPersons: row.two_persons,
    startedByName: row.started_name,
    confirmedBy: row.confirmed_by,
    confirmedByName: row.confirmed_name,
    confirmedAt: isoOrNull(row.confirmed_at),
    mayConfirm: row.state === 'proposed' && supervisor && !(two && row.started_by === caller.id),
  };
}
