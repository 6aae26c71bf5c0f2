/** Work in other hands: many tasks at once, another due date, a hand-over taken note of. */
import { createPersonKeys } from '../crypto/person-key.ts';
import { sealNobodysReason } from '../db/center-key.ts';
import { sealReason } from '../db/reasons.ts';
import { acknowledgeTask, moveDue, moveTasks, type MoveOutcome } from '../db/tasks.ts';
import { DueMoveForm, TaskMovesForm } from '../forms/staff-change.ts';
import { acting } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { findTasks, type TaskRow } from './queries/tasks.ts';
import { TaskMoves } from './schemas/staff.ts';
import { grantForTask, showTask } from './show-task.ts';
import { changedTask, grantReaching, sealTaskReason, taskChange, taskFor } from './tasks.ts';

const tag = 'Tasks';

export const assignTasksOperation = operation({
  id: 'assignTasks',
  method: 'post',
  path: '/tasks:assign',
  tag,
  summary: 'Give many tasks to one person, or back into the queue; each has its result',
  description:
    'The list is exactly what was chosen, each task in the version that was seen. What cannot be moved says why and holds no other up.',
  body: TaskMovesForm,
  bodyExample: {
    tasks: [{ id: '0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70', version: 2 }],
    staff: 'zhao-fuhe',
    reason: '原经办人休假。',
  },
  keyed: true,
  answers: { 200: { description: 'A result for every task, in order', schema: TaskMoves } },
  handle: async (call, deps) => {
    const { tasks, staff, reason } = call.body;
    const ids = tasks.map(({ id }) => id);
    const before = await findTasks(deps.pool, call, ids);
    const [grant] = call.grants;
    if (!grant) throw notFound();
    const outcomes = await moveTasks(deps.pool, {
      tasks: await Promise.all(
        tasks.map(async (task) => ({
          ...task,
          reason: await sealed(deps, before.get(task.id), reason),
        })),
      ),
      staff,
      again: call.again,
      by: acting(call, deps, grant),
    });
    const after = await findTasks(deps.pool, call, ids);
    const items = outcomes.map((outcome) => showOutcome(deps, outcome, { after, context: call }));
    const moved = items.filter((item) => item.moved).length;
    const left = items.length - moved;
    const rest = left > 0 ? `，${left}件未能改派` : '';
    return {
      status: 200,
      body: { items, moved, summary: `共${items.length}件：${moved}件已改派${rest}。` },
    };
  },
});

/** The reason under the key of the case's person; none for a task that is not there to be seen. */
async function sealed(
  { pool, secrets }: ApiDeps,
  row: TaskRow | undefined,
  reason: string,
): Promise<string | null> {
  if (!row) return null;
  const { case_id: caseId, person, center, wrapped_key } = row;
  if (person === null) return sealNobodysReason(pool, secrets.center, { center, reason });
  const key = createPersonKeys(secrets.center).unwrap(person, wrapped_key);
  return sealReason(key, { caseId, person }, reason);
}

function showOutcome(
  deps: ApiDeps,
  { task, version, refusal }: MoveOutcome,
  { after, context }: { after: ReadonlyMap<string, TaskRow>; context: Context },
) {
  const row = after.get(task);
  return {
    id: task,
    moved: refusal === null,
    version,
    code: refusal?.code ?? null,
    detail: refusal?.message ?? null,
    task: row ? showTask(deps, row, context) : null,
  };
}

export const moveTaskDueOperation = operation({
  ...taskChange,
  id: 'moveTaskDue',
  path: '/tasks/{id}:due',
  summary: 'Another due date, with a reason; never beyond what the law leaves',
  body: DueMoveForm,
  bodyExample: { dueOn: '2027-01-15', reason: '申请人约定下周到大厅办理。' },
  handle: async (call, deps) => {
    const row = await taskFor(call, deps, call.params.id);
    const { dueOn } = call.body;
    const reason = await sealTaskReason(deps, row, call.body.reason);
    return changedTask(call, deps, {
      row,
      grant: grantReaching(call, row),
      isDone: row.due_on === dueOn,
      act: (db, act) => moveDue(db, { ...act, dueOn, reason }),
    });
  },
});

export const acknowledgeTaskOperation = operation({
  ...taskChange,
  id: 'acknowledgeTask',
  path: '/tasks/{id}:acknowledge',
  summary: 'Take note of what a task only tells, such as a case handed over',
  handle: async (call, deps) => {
    const row = await taskFor(call, deps, call.params.id);
    return changedTask(call, deps, {
      row,
      grant: grantForTask(row, call) ?? grantReaching(call, row),
      isDone: row.closed_by === call.caller.id,
      act: acknowledgeTask,
    });
  },
});
