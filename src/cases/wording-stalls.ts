/**
 * What the radar says of a case that does not move: the kinds of stalls, and one sentence each.
 *
 * A kind that explains others stands before them: a case whose workflow is gone is also overdue.
 */
import { checkStatusTitle, instantText, systemTitle } from './wording.ts';

export const STALL_KINDS = [
  'no-workflow',
  'no-case',
  'workflow-task-failing',
  'no-worker',
  'activity-retrying',
  'orphan',
  'wait-overdue',
  'state-differs',
] as const;
export type StallKind = (typeof STALL_KINDS)[number];

const TITLES: Readonly<Record<StallKind, string>> = {
  'no-workflow': '在办，但流程不在运行',
  'no-case': '流程在运行，但业务已办结或不存在',
  'workflow-task-failing': '流程代码连续失败',
  'no-worker': '没有办件进程领取',
  'activity-retrying': '一个步骤反复重试',
  orphan: '在办，但没有任何人和事推动',
  'wait-overdue': '等待已到期，流程没有动作',
  'state-differs': '业务库与办理引擎的记载不一致',
};

export function stallTitle(kind: StallKind): string {
  return TITLES[kind];
}

/** What the sentence is made of; instants in ms. */
export interface StallFacts {
  /** Title of the stage, and whether the database takes the case for open; null: not there. */
  readonly stage: { readonly title: string; readonly open: boolean } | null;
  /** How the workflow stands, as `workflowStatusTitle` says it. */
  readonly workflow: string;
  /** The coarse state on either side, for a difference. */
  readonly states: { readonly database: string; readonly engine: string } | null;
  readonly attempt: number;
  /** What fails: an activity's or the engine's name. */
  readonly step: string;
  readonly failure: string | null;
  readonly nextAt: number | null;
  /** The wait that is over. */
  readonly wait: { readonly title: string; readonly until: number } | null;
  /** When the workflow's next timer goes off; null: none, or nobody looked. */
  readonly timerAt: number | null;
  readonly minutes: number;
}

export function stallSentence(kind: StallKind, facts: StallFacts): string {
  return SENTENCES[kind](facts);
}

const stageText = ({ stage }: StallFacts) =>
  stage === null ? '没有这件业务' : `${stage.open ? '在办' : '已办结'}（${stage.title}）`;

const SENTENCES: Readonly<Record<StallKind, (facts: StallFacts) => string>> = {
  'no-workflow': (facts) =>
    `业务库中${stageText(facts)}，办理引擎中的流程${facts.workflow}，不会再自己推进。`,
  'no-case': (facts) =>
    facts.stage === null
      ? '办理引擎中有流程在运行，业务库中没有这件业务：提交未能登记，无人重新提交的，流程一天内自行结束。'
      : `业务库中${stageText(facts)}，办理引擎中的流程却仍在运行。`,
  'workflow-task-failing': ({ attempt, failure }) =>
    `流程代码已连续失败${String(attempt)}次${
      failure === null ? '' : `（${failure}）`
    }；修复并重启办件进程后自动继续，此前这件业务不能办理任何操作。`,
  'no-worker': ({ minutes, step }) =>
    `“${step}”已等待办件进程领取${String(minutes)}分钟，没有办件进程在领取；进程恢复后自动继续。`,
  'activity-retrying': ({ step, attempt, failure, nextAt }) =>
    `“${step}”正在重试，第${String(attempt)}次${
      failure === null ? '' : `，上次失败：${failure}`
    }${nextAt === null ? '' : `；下次${instantText(nextAt)}`}。`,
  orphan: (facts) =>
    `业务库中${stageText(facts)}，没有登记等待，没有待办，流程也没有在执行的步骤；${
      facts.timerAt === null
        ? '没有任何人和事会推动它'
        : `流程要到${instantText(facts.timerAt)}才会自己醒来，业务库中看不出在等什么`
    }。`,
  'wait-overdue': ({ wait, minutes, timerAt }) =>
    `“${wait?.title ?? '等待'}”应于${wait === null ? '此前' : instantText(wait.until)}结束，已超过${String(
      minutes,
    )}分钟，流程没有动作${timerAt === null ? '' : `；流程的定时器在${instantText(timerAt)}`}。`,
  'state-differs': (facts) =>
    `业务库中${stageText(facts)}，是“${facts.states?.database ?? ''}”；办理引擎记为“${
      facts.states?.engine ?? ''
    }”。两边不一致，以业务库为准，须查明原因。`,
};

const STATE_TITLES: Readonly<Record<string, string>> = {
  running: '办理中',
  waiting: '等待中',
  attention: '需处理',
  ended: '已办结',
};

/** A coarse state of a case, as both sides name it. */
export function stateTitle(state: string | null): string {
  return state === null ? '没有记载' : (STATE_TITLES[state] ?? state);
}

const WORKFLOW_TITLES: Readonly<Record<string, string>> = {
  running: '在运行',
  completed: '已正常结束',
  failed: '已因错误结束',
  canceled: '已被取消',
  terminated: '已被强行终止',
  'timed-out': '已因超时结束',
  continued: '已转入新的一轮运行',
  paused: '已被暂停',
  unknown: '情况不明',
  absent: '不存在',
};

export function workflowStatusTitle(status: string): string {
  return WORKFLOW_TITLES[status] ?? status;
}

const STEP_TITLES: Readonly<Record<string, string>> = {
  commit: '写入业务库',
  recall: '从业务库读取',
  prepareOpening: '读取参数',
  withOwnBooks: '与本中心账户核对',
};

/** What a step of a workflow does: an activity of ours, or the question to an outside system. */
export function stepTitle(activity: string): string {
  return (
    STEP_TITLES[activity] ?? (OUTSIDE.has(activity) ? `查询${systemTitle(activity)}` : activity)
  );
}

const OUTSIDE: ReadonlySet<string> = new Set(['national', 'identity', 'notices']);

const FAILURE_TITLES: Readonly<Record<string, string>> = {
  'outside-system-unavailable': '外部系统无法连接',
  'outside-answer-unusable': '外部系统的答复无法使用',
  'database-unavailable': '业务库无法连接',
  'timed-out': '超时',
  bug: '程序错误',
  NonDeterministicError: '流程代码与已有记录不符',
};

/** The code of a failure in words; a code nobody wrote down is shown as it is. */
export function failureTitle(code: string): string {
  return FAILURE_TITLES[code] ?? checkStatusTitle(code);
}
