/** A bulk operation as an answer: how far it is, and for a bulk repair what was frozen. */
import { isRepairMove, isStuckKind, takesTwo } from '../cases/repairs.ts';
import { MOVE_WORDS, STUCK_WORDS } from '../cases/wording-repairs.ts';
import type { Context } from './operation.ts';
import type { OperationRow } from './queries/operations.ts';
import { iso, isoOrNull } from './show-case.ts';

export function showOperation(call: Context, row: OperationRow) {
  const { id, kind, state, center, file, total, waiting, done, failed, skipped } = row;
  const repair = kind === 'repair' ? showList(call, row) : null;
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

function showList({ caller, grants }: Context, row: OperationRow) {
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
    hash: text('hash'),
    twoPersons: row.two_persons,
    confirmedBy: row.confirmed_by,
    confirmedAt: isoOrNull(row.confirmed_at),
    mayConfirm: row.state === 'proposed' && supervisor && !(two && row.started_by === caller.id),
  };
}
