/** A repair as an answer: who asked why, who confirmed, what was done, whether it moved. */
import { takesTwo } from '../../cases/repairs.ts';
import { MOVE_WORDS, repairStateTitle, STUCK_WORDS } from '../../cases/wording-repairs.ts';
import type { ApiDeps } from '../deps.ts';
import type { Context } from '../operation.ts';
import type { RepairRow } from '../queries/repairs.ts';
import { iso, isoOrNull } from '../show-case.ts';
import { toldIn } from './told.ts';

export function showRepair({ secrets }: ApiDeps, { caller, grants }: Context, row: RepairRow) {
  const { kind, move, state } = row;
  const words = MOVE_WORDS[move];
  const proposed = state === 'proposed';
  const supervisor = grants.some(
    ({ role, center }) => role === 'supervisor' && center === row.center,
  );
  const own = row.asked_by === caller.id;
  return {
    id: row.id,
    center: row.center,
    object: row.object,
    caseId: row.case_id,
    caseNumber: row.case_number,
    kind,
    kindTitle: STUCK_WORDS[kind].title,
    move,
    moveTitle: words.title,
    params: row.params,
    twoPersons: row.two_persons,
    secondWhy: takesTwo(move) ? words.second : null,
    state,
    stateTitle: repairStateTitle(state),
    reason: toldIn(secrets, row, { sealed: row.reason, plain: row.reason_public }) ?? '',
    askedBy: { id: row.asked_by, name: row.asked_name },
    askedAt: iso(row.asked_at),
    decidedBy: row.decided_by === null ? null : { id: row.decided_by, name: row.decided_name },
    decidedAt: isoOrNull(row.decided_at),
    secondReason: toldIn(secrets, row, {
      sealed: row.second_reason,
      plain: row.second_reason_public,
    }),
    movedAt: isoOrNull(row.moved_at),
    watchedUntil: isoOrNull(row.watched_until),
    settledAt: isoOrNull(row.settled_at),
    finding: row.finding,
    proof: words.proof,
    before: row.before,
    after: row.after,
    mayDecide: proposed && supervisor && !own,
    mayWithdraw: proposed && supervisor && own,
    operation: row.operation,
  };
}
