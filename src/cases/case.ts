/**
 * What every case (办件) has in common: roles, who acts, stages, and the one table that says who
 * may do what at which stage. The workflow's validator, the API and the screen all read it.
 */

export const ROLES = [
  'clerk',
  'reviewer',
  'approver',
  'supervisor',
  'auditor',
  'operator',
  'channel',
] as const;
export type Role = (typeof ROLES)[number];

/** Who acts, as the API signed it from the staff table; the workflow believes nobody else. */
export interface Actor {
  /** Staff id, or `system`. Never a name. */
  readonly id: string;
  readonly role: Role | 'system';
  readonly center: string;
  readonly branch: string | null;
  /** Request id of the API: ties log line, event and case together. */
  readonly origin: string;
}

/** The clock and the outside world, when nobody in particular acted. */
export function systemActor(center: string): Actor {
  return { id: 'system', role: 'system', center, branch: null, origin: 'system' };
}

/** Why somebody may not do something, in words for the person who asked. */
export interface NotPermitted {
  readonly code:
    'action-not-permitted' | 'not-authorized' | 'same-person' | 'case-ended' | 'version-conflict';
  readonly detail: string;
}

export interface Permit {
  readonly roles: readonly Role[];
  /** People who may not act because they acted before: `submitter`, or a party named by a stage. */
  readonly notBy?: readonly string[];
  /** Possible only once somebody has this part: there is something to answer. */
  readonly after?: { readonly part: string; readonly detail: string };
  /** Possible only where what the stage says has this value; whoever judges without it leaves it to the rule. */
  readonly where?: { readonly field: string; readonly is: string; readonly detail: string };
}

/** For every stage the actions possible there; an action that is missing is not possible. */
export type Permits<Stage extends string, Action extends string> = Readonly<
  Record<Stage, Readonly<Partial<Record<Action, Permit>>>>
>;

export interface StageSpec {
  /** What a clerk would say of the case. */
  readonly title: string;
  /** What a channel may learn, when it is less than the title says. */
  readonly channelTitle?: string;
  /** No more acts are expected; the case is over. */
  readonly final?: boolean;
  /** A short word for the coarse search attribute. */
  readonly state: 'running' | 'waiting' | 'attention' | 'ended';
  /** Outside systems that the case asks while it is here. */
  readonly asks?: readonly CheckSystem[];
}

/** The outside systems that a case can wait for; notices leave by the outbox and hold up nothing. */
export type CheckSystem = 'national' | 'identity';

export interface ActionSpec {
  readonly title: string;
  /** The act needs a reason in the caller's words. */
  readonly reason?: boolean;
  /** It sends something back, by a reason out of the table (returns.ts). */
  readonly coded?: true;
  /** The act may change several acts' worth: shown with a preview before it is sent. */
  readonly preview?: string;
  /** A safe move about a case that is parked: guided repair offers it. */
  readonly repair?: true;
  /** The stage into which the case goes or may go with it, where outside systems are asked. */
  readonly leadsTo?: string;
  /** It does nothing but ask them again. */
  readonly asksAgain?: boolean;
}

export interface StagePlace {
  /** Title of the step at which the case stands; null: the stage is reached from anywhere. */
  readonly step: string | null;
  /** What happens here, fit to be read to the applicant. */
  readonly now: string;
  /** The detail of the stage holds the reasons of a decision against the applicant; or a heading of its own. */
  readonly reasons?: boolean | string;
}

/** The course of a case that goes well, as a clerk tells it. */
export interface Course<Stage extends string = string> {
  /** Titles of the steps, in their order. */
  readonly steps: readonly string[];
  readonly stages: Readonly<Record<Stage, StagePlace>>;
}

/** One case type: name, words, stages, acts and permits. */
export interface CaseType<Stage extends string = string, Action extends string = string> {
  readonly type: string;
  readonly title: string;
  readonly clauses: readonly string[];
  /** What the person is to the case where nobody applied; left out: 申请人. */
  readonly personTitle?: string;
  /** First character of the printed number. */
  readonly numberPrefix: string;
  /** Roles that may start one. */
  readonly startedBy: readonly Role[];
  readonly stages: Readonly<Record<Stage, StageSpec>>;
  readonly actions: Readonly<Record<Action, ActionSpec>>;
  readonly permits: Permits<Stage, Action>;
  /** While open it claims the person: no second case of such a type runs for the same person. */
  readonly claimsPerson: boolean;
  /** Stages in which a wait stands whose last day may be moved (改期), and its kind. */
  readonly waitMoves?: Readonly<Partial<Record<Stage, string>>>;
  /**
   * An agent may act for the person (代理): who the agent is, is asked of identity verification where the
   * type asks outside systems, else seen by the clerk. Left out: nobody acts for the person.
   */
  readonly agents?: 'verified' | 'seen';
  /** Its steps, and where each stage stands among them. */
  readonly course: Course<Stage>;
}

/**
 * Staff ids by the part they had: whoever had it last (`submitter`, `proposer`, `reviewer`, …), or
 * everybody who ever had it (`decider`, `appealed`).
 */
export type Parties = Readonly<Record<string, string | readonly string[]>>;

/** What is known of the case when an act is judged. */
export interface Situation {
  readonly stage: string;
  readonly version: number;
  readonly parties: Parties;
  /** What the stage says; left out: it is not known here. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** The staff ids that had a part, each once. */
export function peopleWith(parties: Parties, ...parts: readonly string[]): readonly string[] {
  return [...new Set(parts.flatMap((part) => parties[part] ?? []))];
}

/**
 * Judges one act by the permit table. Pure; the same answer for validator, API and screen.
 *
 * @returns null when the act is permitted
 */
export function judge(
  caseType: CaseType,
  situation: Situation,
  actor: Actor,
  action: string,
): NotPermitted | null {
  const stage = caseType.stages[situation.stage];
  const spec = caseType.actions[action];
  if (!stage || !spec) return { code: 'action-not-permitted', detail: '没有这项操作。' };
  const permit = caseType.permits[situation.stage]?.[action];
  if (!permit) {
    return stage.final
      ? { code: 'case-ended', detail: `该业务已办结（${stage.title}），不能再${spec.title}。` }
      : { code: 'action-not-permitted', detail: `当前环节是“${stage.title}”，不能${spec.title}。` };
  }
  if (!permit.roles.some((role) => role === actor.role)) {
    return {
      code: 'not-authorized',
      detail: `“${spec.title}”须由${rolesText(permit.roles)}办理。`,
    };
  }
  // A channel acts on what it brought and on nothing else.
  const { parties, detail } = situation;
  if (permit.where && detail && detail[permit.where.field] !== permit.where.is) {
    return { code: 'action-not-permitted', detail: permit.where.detail };
  }
  if (permit.after && peopleWith(parties, permit.after.part).length === 0) {
    return { code: 'action-not-permitted', detail: permit.after.detail };
  }
  if (actor.role === 'channel' && !peopleWith(parties, 'submitter').includes(actor.id)) {
    return { code: 'not-authorized', detail: `“${spec.title}”须由提交本业务的渠道办理。` };
  }
  const before = permit.notBy?.find((part) => peopleWith(parties, part).includes(actor.id));
  if (before) {
    return {
      code: 'same-person',
      detail: `您已经${partText(before)}，“${spec.title}”须由另一人办理。`,
    };
  }
  return null;
}

const ROLE_TITLES: Readonly<Record<Role, string>> = {
  clerk: '柜员',
  reviewer: '复核人员',
  approver: '审批人员',
  supervisor: '主管',
  auditor: '审计人员',
  operator: '运维人员',
  channel: '渠道',
};

export function roleTitle(role: Role): string {
  return ROLE_TITLES[role];
}

function rolesText(roles: readonly Role[]): string {
  return roles.map((role) => ROLE_TITLES[role]).join('或');
}

const PART_TITLES: Readonly<Record<string, string>> = {
  submitter: '提交了本业务',
  supplementer: '补正、更正或者再送过本业务',
  proposer: '提出了本项处理',
  reviewer: '复核过本业务',
  decider: '在本业务中作过决定',
  appealed: '作过申请人请求复议的决定',
  mover: '提出了改期',
};

function partText(part: string): string {
  return PART_TITLES[part] ?? '参与过本业务';
}
