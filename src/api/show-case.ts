/** A case as an answer: stage and waits in words, what may be done next, personal data masked. */
import { CASE_TYPES, caseOutcomeTitle } from '../cases/index.ts';
import { judge, type Actor, type CaseType } from '../cases/case.ts';
import { moveAnswer } from '../cases/wait-answers.ts';
import { channelWait, waitCard } from '../cases/wait-card.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { actorOf, reachesCase, type Caller, type Grant } from './caller.ts';
import { channelStage, channelType } from './channel-view.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { personHead } from './personal.ts';
import type { CaseRow, WaitRow } from './queries/cases.ts';
import { showAside } from './show-pause.ts';

/** Who looks: the grants that reach this case, in the order of roles. */
export interface Viewer {
  readonly caller: Caller;
  readonly grants: readonly Grant[];
  readonly origin: string;
}

/** @throws Error for a row whose type this release does not know */
export function caseTypeOf(type: string): CaseType {
  const known = CASE_TYPES[type];
  if (!known) throw new Error(`unknown case type ${type}`);
  return known;
}

export function isChannel({ caller }: { readonly caller: Caller }): boolean {
  return caller.kind === 'channel';
}

export function showStage(type: string, at: string, channel: boolean) {
  const real = caseTypeOf(type);
  const shown = channel ? channelStage(real, at) : at;
  const spec = (channel ? channelType(real) : real).stages[at];
  return {
    at: shown,
    title: spec?.title ?? at,
    state: spec?.state ?? 'running',
    final: spec?.final === true,
  };
}

export function showWait(row: WaitRow, now: number, channel: boolean) {
  const wait = {
    kind: row.kind,
    since: row.since,
    until: row.until,
    clause: row.clause,
    endedBy: row.ended_by,
    shortenedBy: row.shortened_by,
    detail: row.detail,
  };
  const card = waitCard(wait, now);
  const common = {
    id: row.id,
    since: iso(row.since),
    sinceText: card.sinceText,
    closedAt: isoOrNull(row.closed_at),
    overdue: row.closed_at === null && row.until !== null && row.until < now,
  };
  if (channel && channelWait(wait, now) !== card.sentence) {
    const words = channelWait(wait, now);
    return {
      ...common,
      kind: 'in-progress',
      title: words,
      sentence: words,
      until: null,
      endText: null,
      daysLeft: null,
      clause: null,
      endedBy: [],
      shortenedBy: null,
      move: null,
      detail: {},
      overdue: false,
    };
  }
  return {
    ...common,
    kind: row.kind,
    title: card.title,
    sentence: card.sentence,
    until: isoOrNull(row.until),
    endText: card.endText,
    daysLeft: card.daysLeft,
    clause: clauseRef(row.clause),
    endedBy: card.endedBy,
    shortenedBy: card.shortenedBy,
    move: row.closed_at === null ? showMove(row.kind) : null,
    detail: row.detail,
  };
}

/** 能否改期. */
function showMove(kind: string) {
  const answer = moveAnswer(kind);
  if (answer === null) return null;
  const { movable, how, clause } = answer;
  return { movable, how, clause: clause === null ? null : clauseRef(clause) };
}

export function showHead({ secrets, now }: ApiDeps, row: CaseRow, channel: boolean) {
  const at = now();
  const dueOn = earliest(row.due_on, row.promised_on);
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    typeTitle: caseTypeOf(row.type).title,
    center: row.center,
    branch: row.branch,
    branchName: row.branch_name,
    stage: showStage(row.type, row.stage, channel),
    version: row.version,
    person: personHead(secrets, row),
    personTitle: caseTypeOf(row.type).personTitle ?? '申请人',
    channel: row.channel,
    submittedBy: row.submitted_by,
    openedAt: iso(row.opened_at),
    acceptedOn: row.accepted_on,
    regulation: row.regulation,
    dueOn: row.due_on,
    promisedOn: row.promised_on,
    promisedProvisional: row.promised_provisional,
    overdue: row.closed_at === null && dueOn !== null && dueOn < dateAt(at),
    closedAt: isoOrNull(row.closed_at),
    outcome: row.outcome,
    outcomeTitle: row.outcome === null ? null : caseOutcomeTitle({ ...row, outcome: row.outcome }),
    updatedAt: iso(row.updated_at),
    operation: row.operation,
    waits: row.waits.map((wait) => showWait(wait, at, channel)),
    openTasks: channel ? 0 : row.open_tasks,
    aside: channel ? null : showAside(row, dateAt(at)),
  };
}

/** What of a case says who may act on it. */
type Judged = Pick<
  CaseRow,
  'type' | 'stage' | 'version' | 'parties' | 'center' | 'branch' | 'detail'
>;

/** The acts that exist at this stage. */
export function showActions(row: Judged, viewer: Viewer) {
  const real = caseTypeOf(row.type);
  const type = isChannel(viewer) ? channelType(real) : real;
  const { stage, version, parties, detail } = row;
  const situation = { stage, version, parties, detail };
  return Object.entries(type.actions).flatMap(([action, spec]) => {
    const refusal = refusalFor(type, situation, actorsFor(row, viewer), action);
    const permit = type.permits[row.stage]?.[action];
    if (!permit) return [];
    return [
      {
        action,
        title: spec.title,
        allowed: refusal === null,
        ...(refusal && { reason: refusal.detail, code: refusal.code }),
        needsReason: spec.reason === true,
        ...(spec.preview !== undefined && { preview: spec.preview }),
      },
    ];
  });
}

/** The caller in each role that reaches this case. */
export function actorsFor(row: Judged, { caller, grants, origin }: Viewer): readonly Actor[] {
  return grants
    .filter((grant) => reachesCase(grant, row))
    .map((grant) => actorOf(caller, grant, origin));
}

type Situation = Parameters<typeof judge>[1];

/** Null when one of the roles may act; else the most telling refusal: not merely "another role". */
function refusalFor(
  type: CaseType,
  situation: Situation,
  actors: readonly Actor[],
  action: string,
) {
  const refusals = actors.map((actor) => judge(type, situation, actor, action));
  if (refusals.includes(null)) return null;
  const told = refusals.find((refusal) => refusal !== null && refusal.code !== 'not-authorized');
  return (
    told ?? refusals[0] ?? { code: 'not-authorized' as const, detail: '您的岗位不能办理该业务。' }
  );
}

/**
 * The role in which the caller acts: the first that the permit table lets act.
 *
 * @throws Fault with the refusal's code when none may
 */
export function actingFor(row: CaseRow, viewer: Viewer, action: string): Actor {
  const real = caseTypeOf(row.type);
  const type = isChannel(viewer) ? channelType(real) : real;
  const situation = { stage: row.stage, version: row.version, parties: row.parties };
  const actors = actorsFor(row, viewer);
  const actor = actors.find((one) => judge(type, situation, one, action) === null);
  if (actor) return actor;
  const refusal = refusalFor(type, situation, actors, action);
  throw new Fault(refusal?.code ?? 'not-authorized', refusal?.detail ?? '您的岗位不能办理该业务。');
}

export function iso(instant: number): string {
  return new Date(instant).toISOString();
}

export function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : iso(instant);
}

function earliest(left: string | null, right: string | null): string | null {
  if (left === null || right === null) return left ?? right;
  return left < right ? left : right;
}
