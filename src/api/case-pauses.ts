/** 暂缓办理: a case is put aside with a reason and a last day, and taken up again. */
import { createPersonKeys } from '../crypto/person-key.ts';
import { isPauseKnown, pauseCase, resumeCase } from '../db/case-pauses.ts';
import { sealCaseReason } from '../db/reasons.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { PauseForm, ResumeForm } from '../forms/case-pause.ts';
import { refusePause } from '../policy/case-pause.ts';
import { acting, grantAt } from './acting.ts';
import { caseFor, wholeCase } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { operation, type Answer, type Call, type Context, type Operation } from './operation.ts';
import type { CaseRow } from './queries/cases.ts';
import { tasksOf } from './queries/tasks.ts';
import { CaseBody } from './schemas/case.ts';
import { caseParams } from './schemas/terms.ts';
import { grantToPause, showAside } from './show-pause.ts';

const change = {
  method: 'post',
  tag: 'Cases',
  params: caseParams,
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The case after it', schema: CaseBody, etag: true } },
  faults: ['version-conflict', 'action-not-permitted', 'person-key-destroyed'],
} as const;

const pauseCaseOperation = operation({
  ...change,
  id: 'pauseCase',
  path: '/cases/{id}:pause',
  summary: 'Put a case aside with a reason and a last day; it comes back by itself',
  description:
    'For whoever may work on an open task of the case, or a supervisor. Its deadlines go on; its tasks leave the queues. The version of the case stays.',
  body: PauseForm,
  bodyExample: {
    reasonCode: 'other-department',
    note: '等公安部门答复身份核验。',
    until: '2026-12-01',
  },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const id = caseIdOf(call.caller.id, `pause\n${call.key}`);
    if (!(await isPauseKnown(deps.pool, id))) await pause(call, deps, row, id);
    return shown(call, deps, row.id);
  },
});

async function pause(
  call: Call<unknown, unknown, PauseForm>,
  deps: ApiDeps,
  row: CaseRow,
  id: string,
): Promise<void> {
  const { reasonCode, note, until } = call.body;
  const by = await actingOn(call, deps, row);
  if (row.closed_at === null) refuseDay(deps, row, until);
  await pauseCase(deps.pool, {
    ...{ id, caseId: row.id, version: call.version, reasonCode, until, by },
    note: note === undefined ? null : await sealed(deps, row, note),
  });
}

/** @throws Fault 'input-invalid' with the day and the clause that stand against it */
function refuseDay({ now }: ApiDeps, row: CaseRow, until: string): void {
  const dueOn = row.due_on === null ? null : plainDate(row.due_on);
  const refusal = refusePause({ on: dateAt(now()), until: plainDate(until), dueOn });
  if (refusal === null) return;
  const { text, remedy, clause } = refusal;
  throw new Fault('input-invalid', text, {
    members: {
      remedy,
      ...(clause !== null && { clause }),
      errors: [{ pointer: '#/until', detail: text }],
    },
  });
}

const resumeCaseOperation = operation({
  ...change,
  id: 'resumeCase',
  path: '/cases/{id}:resume',
  summary: 'Take a case up again before its last day aside',
  body: ResumeForm,
  bodyExample: { reason: '申请人已补交材料。' },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    // An earlier try under this key did it, and its answer was lost.
    if (!(call.again && showAside(row, dateAt(deps.now())) === null)) {
      const by = await actingOn(call, deps, row);
      const reason = await sealed(deps, row, call.body.reason);
      await resumeCase(deps.pool, { caseId: row.id, version: call.version, reason, by });
    }
    return shown(call, deps, row.id);
  },
});

export const PAUSE_OPERATIONS: readonly Operation[] = [pauseCaseOperation, resumeCaseOperation];

async function actingOn(context: Context, deps: ApiDeps, row: CaseRow) {
  const tasks = await tasksOf(deps.pool, row.id);
  return acting(context, deps, grantToPause(context, row, tasks) ?? grantAt(context, row));
}

function sealed({ pool, secrets }: ApiDeps, { id: caseId }: CaseRow, reason: string) {
  return sealCaseReason(pool, createPersonKeys(secrets.center), { caseId, reason });
}

async function shown(context: Context, deps: ApiDeps, id: string): Promise<Answer> {
  const row = await caseFor(context, deps, id);
  return { status: 200, version: row.version, body: await wholeCase(context, deps, row) };
}
