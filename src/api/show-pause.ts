/** A case put aside (暂缓办理) as answers tell it, and whether the caller may do it or end it. */
import { pauseReasonTitle } from '../cases/wording-pauses.ts';
import { place } from '../crypto/places.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { latestPause, PAUSE_CLAUSE } from '../policy/case-pause.ts';
import { reachesCase } from './caller.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { reasonIn } from './event-content.ts';
import type { Context } from './operation.ts';
import { openedContent } from './personal.ts';
import type { CaseRow, PauseRow } from './queries/cases.ts';
import type { TaskRow } from './queries/tasks.ts';

/** What stands open and is not over on that day; as `case_aside` judges. */
function standing({ pause }: CaseRow, today: string): PauseRow | null {
  return pause !== null && pause.until >= today ? pause : null;
}

/** As lists show it; null: it is not aside today. */
export function showAside(row: CaseRow, today: string) {
  const pause = standing(row, today);
  if (pause === null) return null;
  const { reason_code: reasonCode, until } = pause;
  return { reasonCode, reasonTitle: pauseReasonTitle(reasonCode), until };
}

/** The roles in which the caller may put the case aside and take it up, by its open tasks. */
export function grantToPause({ caller, grants }: Context, row: CaseRow, tasks: readonly TaskRow[]) {
  const owed = tasks
    .filter(({ closed_at, not_by }) => closed_at === null && !not_by.includes(caller.id))
    .map(({ role }) => role);
  return grants.find(
    (grant) =>
      reachesCase(grant, row) && (grant.role === 'supervisor' || owed.includes(grant.role)),
  );
}

/** On the page of the case. */
export function showPause(
  context: Context,
  { secrets, now }: ApiDeps,
  row: CaseRow,
  tasks: readonly TaskRow[],
) {
  const on = dateAt(now());
  const pause = standing(row, on);
  const allowed = row.closed_at === null && grantToPause(context, row, tasks) !== undefined;
  const dueOn = row.due_on === null ? null : plainDate(row.due_on);
  return {
    allowed,
    latestOn: latestPause({ on, dueOn }),
    clause: dueOn === null ? null : clauseRef(PAUSE_CLAUSE),
    standing: pause && {
      reasonCode: pause.reason_code,
      reasonTitle: pauseReasonTitle(pause.reason_code),
      until: pause.until,
      by: pause.paused_by,
      byName: pause.paused_by_name,
      at: new Date(pause.paused_at).toISOString(),
      note: noteOf({ secrets }, row, pause.note),
    },
  };
}

const UNREADABLE = '（该说明的内容已不能读取）';

/** What was written while the case was thought to be about somebody else does not open any more. */
function noteOf(
  { secrets }: Pick<ApiDeps, 'secrets'>,
  row: CaseRow,
  note: string | null,
): string | null {
  if (note === null) return null;
  try {
    const content = openedContent(secrets, row, place.event(row.id, row.person), note);
    return reasonIn(content) ?? UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}
