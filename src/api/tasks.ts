/** Tasks: lists per role and branch, the next one, claim, release, assign. */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { sealNobodysReason } from '../db/center-key.ts';
import { sealCaseReason } from '../db/reasons.ts';
import { assignTask, claimTask, releaseTask } from '../db/tasks.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { reasonField } from '../forms/fields.ts';
import { acting } from './acting.ts';
import type { Grant } from './caller.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Answer, type Call, type Context } from './operation.ts';
import { nextTask, type NextTaskRow } from './queries/next-task.ts';
import { countTasks, findTask, listTasks, type TaskRow } from './queries/tasks.ts';
import { flag, idParams, limitOf, paging, roleName } from './schemas/terms.ts';
import { NextTask, TaskCounts, TaskPage, TaskView } from './schemas/case.ts';
import { grantForTask, reachesTask, showTask } from './show-task.ts';
import { holderAway } from './task-holding.ts';

export const listTasksOperation = operation({
  id: 'listTasks',
  method: 'get',
  path: '/tasks',
  tag: 'Tasks',
  summary: 'Open tasks, the soonest due first',
  query: z.object({
    ...paging,
    role: roleName.optional(),
    branch: z.string().max(40).optional(),
    kind: z.string().max(60).optional(),
    mine: flag,
    overdue: flag,
    claimable: flag.meta({ description: 'Whether the caller could take it now' }),
    holder: z.string().max(40).optional().meta({ description: 'Claimed by or assigned to them' }),
    escalated: flag.meta({ description: 'Past a day of the law, of the promise or of its own' }),
    aside: flag.meta({
      description:
        'Of cases put aside (暂缓); left out: none of them, but all where one asks for what is late or for what somebody holds',
    }),
  }),
  answers: { 200: { description: 'A page', schema: TaskPage } },
  handle: async (call, deps) => {
    const { role, branch, kind, holder, mine, overdue, claimable, escalated } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const rows = await listTasks(
      deps.pool,
      call,
      {
        role,
        branch,
        kind,
        mine: mine === 'true' ? call.caller.id : undefined,
        overdue: overdue === undefined ? undefined : overdue === 'true',
        claimable: claimable === undefined ? undefined : claimable === 'true',
        holder,
        escalated: escalated === undefined ? undefined : escalated === 'true',
        aside: asideIn(call.query),
        today: dateAt(deps.now()),
      },
      { limit, after: cursorIn(key, 'tasks', call.query.cursor) },
    );
    const body = page(
      rows,
      limit,
      ({ due_on, id }) => cursorText(key, 'tasks', [due_on, id]),
      (row) => showTask(deps, row, call),
    );
    return { status: 200, body };
  },
});

/** Late is late, and whoever hands work over hands all of it over. */
function asideIn(query: {
  readonly aside?: 'true' | 'false' | undefined;
  readonly overdue?: string | undefined;
  readonly escalated?: string | undefined;
  readonly holder?: string | undefined;
}): boolean | undefined {
  const { aside, overdue, escalated, holder } = query;
  if (aside !== undefined) return aside === 'true';
  return overdue === 'true' || escalated === 'true' || holder !== undefined ? undefined : false;
}

export const countTasksOperation = operation({
  id: 'countTasks',
  method: 'get',
  path: '/tasks:counts',
  tag: 'Tasks',
  summary: 'How many open tasks there are: own, to be taken, due, overdue',
  answers: { 200: { description: 'As of now', schema: TaskCounts } },
  handle: async (call, deps) => ({
    status: 200,
    body: await countTasks(deps.pool, call, dateAt(deps.now())),
  }),
});

export const nextTaskOperation = operation({
  id: 'nextTask',
  method: 'get',
  path: '/tasks:next',
  tag: 'Tasks',
  summary: 'The task to do next, and why this one',
  answers: { 200: { description: 'One task, or none', schema: NextTask } },
  handle: async (call, deps) => {
    const today = dateAt(deps.now());
    const row = await nextTask(deps.pool, call, today);
    const body = row
      ? { task: showTask(deps, row, call), because: becauseOf(row, call.caller.id, today) }
      : { task: null, because: '没有您可以领取的待办。' };
    return { status: 200, body };
  },
});

function becauseOf(row: NextTaskRow, staff: string, today: PlainDate): string {
  if (row.assigned_to === staff) return '已指派给您。';
  if (holderAway(row, today)?.deputy === staff) return '您正在代理不在岗的同事，该待办在其名下。';
  if (row.legal_due_on !== null) {
    return `法定期限最近（${row.legal_due_on}），其次按待办到期日和等待时间排序。`;
  }
  return `待办到期日最近（${row.due_on}），到期日相同的先到先办。`;
}

export const getTask = operation({
  id: 'getTask',
  method: 'get',
  path: '/tasks/{id}',
  tag: 'Tasks',
  summary: 'One task',
  params: idParams,
  answers: { 200: { description: 'The task', schema: TaskView, etag: true } },
  handle: async (call, deps) => shown(call, deps, await taskFor(call, deps, call.params.id)),
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function taskFor(context: Context, { pool }: ApiDeps, id: string): Promise<TaskRow> {
  const row = await findTask(pool, context, id);
  if (!row) throw notFound();
  return row;
}

function shown(context: Context, deps: ApiDeps, row: TaskRow): Answer {
  return { status: 200, version: row.version, body: showTask(deps, row, context) };
}

/** What every change of one task shares. */
export const taskChange = {
  method: 'post',
  tag: 'Tasks',
  params: idParams,
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The task after it', schema: TaskView, etag: true } },
  faults: ['version-conflict', 'action-not-permitted', 'same-person'],
} as const;

export const claimTaskOperation = operation({
  ...taskChange,
  id: 'claimTask',
  path: '/tasks/{id}:claim',
  summary: 'Take a task',
  handle: async (call, deps) => {
    const row = await taskFor(call, deps, call.params.id);
    const grant = grantForTask(row, call);
    if (!grant) throw new Fault('not-authorized', '该待办须由其他岗位办理。');
    const isDone = row.claimed_by === call.caller.id;
    return changedTask(call, deps, { row, grant, isDone, act: claimTask });
  },
});

export const releaseTaskOperation = operation({
  ...taskChange,
  id: 'releaseTask',
  path: '/tasks/{id}:release',
  summary: 'Put a task back; a supervisor may put back anybody’s',
  handle: async (call, deps) => {
    const row = await taskFor(call, deps, call.params.id);
    const ofSupervisor = call.grants.find(
      (grant) => grant.role === 'supervisor' && reachesTask(grant, row),
    );
    const own = grantForTask(row, call) ?? call.grants.find((grant) => reachesTask(grant, row));
    const grant = row.claimed_by === call.caller.id ? own : (ofSupervisor ?? own);
    if (!grant) throw notFound();
    const isDone = row.claimed_by === null;
    return changedTask(call, deps, { row, grant, isDone, act: releaseTask });
  },
});

export const assignTaskOperation = operation({
  ...taskChange,
  id: 'assignTask',
  path: '/tasks/{id}:assign',
  summary: 'Give a task to one person; null takes that back',
  description: 'Taking it out of the hands of whoever claimed it needs a reason.',
  body: z.strictObject({
    staff: z.string().min(1).max(40).nullable(),
    reason: reasonField.optional(),
  }),
  bodyExample: { staff: 'zhao-fuhe', reason: '原领取人休假。' },
  handle: async (call, deps) => {
    const row = await taskFor(call, deps, call.params.id);
    const grant = grantReaching(call, row);
    const { staff, reason: words } = call.body;
    const reason = words === undefined ? null : await sealTaskReason(deps, row, words);
    const isDone = row.assigned_to === staff;
    const act: typeof claimTask = (db, change) => assignTask(db, { ...change, staff, reason });
    return changedTask(call, deps, { row, grant, isDone, act });
  },
});

/** @throws Fault 'not-found' when none of the caller's grants reaches the task */
export function grantReaching({ grants }: Context, row: TaskRow): Grant {
  const grant = grants.find((one) => reachesTask(one, row));
  if (!grant) throw notFound();
  return grant;
}

/** The words as the content of an event of the task's case; without one, under the center's key. */
export async function sealTaskReason(
  { pool, secrets }: ApiDeps,
  { case_id: caseId, center }: TaskRow,
  reason: string,
): Promise<string> {
  if (caseId === null) return sealNobodysReason(pool, secrets.center, { center, reason });
  return sealCaseReason(pool, createPersonKeys(secrets.center), { caseId, reason });
}

interface TaskChange {
  readonly row: TaskRow;
  readonly grant: Grant;
  /** The task stands as it is wanted. */
  readonly isDone: boolean;
  readonly act: typeof claimTask;
}

export async function changedTask(
  call: Call<unknown, unknown, unknown>,
  deps: ApiDeps,
  { row, grant, isDone, act }: TaskChange,
): Promise<Answer> {
  // An earlier try under this key did it, and its answer was lost.
  if (call.again && isDone && row.version === call.version + 1) return shown(call, deps, row);
  const by = acting(call, deps, grant);
  await act(deps.pool, { task: row.id, version: call.version, by });
  return shown(call, deps, await taskFor(call, deps, row.id));
}
