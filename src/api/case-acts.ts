/** What starts or moves a case: the form is parsed, signed with the caller, and sent to the engine. */
import { z } from 'zod';
import type { Actor, CaseType } from '../cases/case.ts';
import { CASE_TYPES } from '../cases/index.ts';
import { Fault, type FaultCode } from '../domain/fault.ts';
import { CASE_FORMS } from '../forms/index.ts';
import { AGENCY_REFUSALS, NEVER_BY_AGENT } from '../policy/agency.ts';
import { actorOf, reaches, type Grant } from './caller.ts';
import { caseFor, caseHandedAway, notFound, wholeCase } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf, updateIdOf } from './engine.ts';
import { requireVersion } from './etag.ts';
import { invalid, parse } from './input.ts';
import { withAccountId } from './named-account.ts';
import type { Answer, Call, Context } from './operation.ts';
import { findBranch, findHall, type BranchRow } from './queries/offices.ts';
import { actingFor, actorsFor, isChannel, type Viewer } from './show-case.ts';
import { findCase, type CaseRow } from './queries/cases.ts';

type Submitted = Readonly<Record<string, unknown>> & { readonly type: string };

export interface Start {
  readonly caseType: CaseType;
  readonly branch: BranchRow;
  readonly actor: Actor;
  readonly application: unknown;
}

/**
 * Reads a submission: form, branch, and the role in which the caller may start it.
 *
 * @throws Fault 'input-invalid', 'not-authorized'
 */
export async function startIn(
  call: Context & { readonly body: Submitted },
  deps: ApiDeps,
): Promise<Start> {
  const { type, branch: named, application, ...rest } = call.body;
  const unknown = Object.keys(rest);
  if (unknown.length > 0) {
    throw invalid(unknown.map((key) => ({ pointer: `#/${key}`, detail: '没有这个栏目' })));
  }
  const caseType = CASE_TYPES[type];
  const forms = CASE_FORMS[type];
  if (!caseType || !forms) throw invalid([{ pointer: '#/type', detail: '没有这种业务' }]);
  refuseAgent(type, application);
  const branch = await branchFor(call, deps, named);
  const grant = grantToStart(call, caseType, branch);
  const parsed = parseApplication(forms.application, application);
  const asked = { center: branch.center, broughtBy: isChannel(call) ? call.caller.id : null };
  return {
    caseType,
    branch,
    actor: actorOf(call.caller, grant, call.origin),
    application: await withAccountId(deps.pool, asked, parsed),
  };
}

/** 参加须由本人: said by name and clause, before the field is called unknown. @throws Fault 'input-invalid' */
function refuseAgent(type: string, application: unknown): void {
  if (!NEVER_BY_AGENT.includes(type)) return;
  if (typeof application !== 'object' || application === null || !('agent' in application)) return;
  const { text, remedy, clause } = AGENCY_REFUSALS.joining;
  const detail = `${text}${remedy}`;
  throw new Fault('input-invalid', detail, {
    members: { clause, errors: [{ pointer: '#/application/agent', detail }] },
  });
}

/** Pointers count from the whole body: `#/application/…`. */
function parseApplication(form: z.ZodType, application: unknown): unknown {
  return parse(z.object({ application: form }), { application }).application;
}

/** The branch that was named, else one's own, else the center's hall for whoever belongs to none. */
async function branchFor(
  { caller, grants }: Context,
  { pool }: ApiDeps,
  named: unknown,
): Promise<BranchRow> {
  const wanted =
    typeof named === 'string'
      ? named
      : (caller.homeBranch ?? grants.find(({ branch }) => branch !== null)?.branch ?? null);
  if (named !== undefined && typeof named !== 'string') {
    throw invalid([{ pointer: '#/branch', detail: '应为文字' }]);
  }
  const branch = await (wanted === null ? findHall(pool, caller.center) : findBranch(pool, wanted));
  if (!branch || !grants.some((grant) => reaches(grant, { ...branch, branch: branch.id }))) {
    throw invalid([{ pointer: '#/branch', detail: '请选择您可以受理业务的网点' }]);
  }
  return branch;
}

function grantToStart({ grants }: Context, caseType: CaseType, branch: BranchRow): Grant {
  const grant = grants.find(
    (one) =>
      caseType.startedBy.includes(one.role) && reaches(one, { ...branch, branch: branch.id }),
  );
  if (!grant) throw new Fault('not-authorized', `您的岗位不能发起“${caseType.title}”。`);
  return grant;
}

export async function createCase(
  call: Call<unknown, unknown, Submitted>,
  deps: ApiDeps,
): Promise<Answer> {
  const { caseType, branch, actor, application } = await startIn(call, deps);
  const caseId = caseIdOf(call.caller.id, call.key);
  await deps.engine
    .start(
      {
        caseId,
        type: caseType.type,
        center: branch.center,
        branch: branch.id,
        channel: channelOf(call, branch),
      },
      { content: application, by: actor },
    )
    .catch((error: unknown) => {
      // Started under this key before, and ended since: its row is the answer.
      if (error instanceof Fault && error.code === 'case-ended') return;
      throw error;
    });
  const row = await caseFor(call, deps, caseId);
  return {
    status: 201,
    version: row.version,
    location: `/api/v1/cases/${caseId}`,
    body: await wholeCase(call, deps, row),
  };
}

/** How it came in: a channel by its own id, a person by the kind of the branch. */
export function channelOf({ caller }: Context, branch: BranchRow): string {
  return caller.kind === 'channel' ? caller.id : branch.kind;
}

export async function actOnCase(
  call: Call<{ id: string; action: string }, unknown, unknown>,
  deps: ApiDeps,
): Promise<Answer> {
  const { id, action } = call.params;
  const row = await caseFor(call, deps, id);
  const form = CASE_FORMS[row.type]?.actions[action];
  if (!form) throw notFound();
  const actor = call.again ? actingAgain(row, call, action) : actingFor(row, call, action);
  if (!call.again) requireVersion(call.version, row.version);
  const content = parse(form, call.request.body);
  const standing = await deps.engine
    .act({
      caseId: id,
      action,
      act: { content, by: actor, expectedVersion: call.version },
      updateId: updateIdOf(call.caller.id, call.key),
    })
    .catch(async (error: unknown) => {
      throw await toldOfAct(call, deps, id, error);
    });
  const after = await findCase(deps.pool, call.caller, call.grants, id);
  if (after) {
    return { status: 200, version: after.version, body: await wholeCase(call, deps, after) };
  }
  const { version } = standing;
  return { status: 200, version, body: caseHandedAway(call, deps, { ...row, version }) };
}

/**
 * What an earlier try did may be what seems to stand against it now. The engine knows the act by
 * its key: it repeats what came of it, or judges it by the same table and version.
 */
function actingAgain(row: CaseRow, viewer: Viewer, action: string): Actor {
  try {
    return actingFor(row, viewer, action);
  } catch (error) {
    const actor = actorsFor(row, viewer)[0];
    if (!actor) throw error;
    return actor;
  }
}

/** What the caller is told when the engine did not take the act. */
async function toldOfAct(
  context: Context,
  deps: ApiDeps,
  id: string,
  error: unknown,
): Promise<unknown> {
  if (error instanceof Fault && error.code === 'case-ended') {
    const row = await caseFor(context, deps, id);
    if (row.closed_at === null) {
      context.log.error({ event: 'case-without-workflow', case: id });
      return new Fault('engine-unavailable', '办理引擎中暂时没有该业务，已记录，请联系运维人员。');
    }
  }
  return isChannel(context) ? quiet(error) : error;
}

const TELLING: ReadonlySet<FaultCode> = new Set([
  'action-not-permitted',
  'case-ended',
  'claim-held',
  'same-person',
]);

/** The case's own words may tell a channel of another case: it hears that it cannot be done now. */
function quiet(error: unknown): unknown {
  if (!(error instanceof Fault) || !TELLING.has(error.code)) return error;
  return new Fault('action-not-permitted', '当前环节不能进行此操作，请重新读取。', {
    cause: error,
  });
}
