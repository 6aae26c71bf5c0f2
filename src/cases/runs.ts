/**
 * Runs (批处理): what there are, in which state one can be, and the words for all of it.
 *
 * What each does stands with the workers; how a run moves in migrations/0120-runs.sql.
 */
import type { PlainDate } from '../domain/calendar.ts';
import type { RunKindName } from '../domain/vocabulary.ts';

export interface RunKind {
  readonly title: string;
  /** What it does, in a sentence for whoever approves it. */
  readonly note: string;
  /** It posts or instructs the bank: it stands while the last proof is red. */
  readonly movesMoney: boolean;
  /** Whether a second supervisor approves the list: always, never, or as the center's figure says. */
  readonly approval: 'always' | 'never' | 'figure';
  /** When the clock starts it, in Asia/Shanghai; days of month and months only where not every day. */
  readonly clock: {
    readonly hour: number;
    readonly minute: number;
    readonly dayOfMonth?: number;
    readonly month?: number;
    /** Days from the day on which it starts to the day it works for. */
    readonly dayOffset: 0 | -1;
  };
}

export const RUN_KINDS = {
  collection: {
    title: '缴存扣款',
    note: '按缴存计划委托银行扣款，到账后记入个人账户。',
    movesMoney: true,
    approval: 'figure',
    clock: { hour: 8, minute: 0, dayOffset: 0 },
  },
  'breach-search': {
    title: '违约排查',
    note: '查出连续欠缴达到约定月数的账户，逐户发起违约处置并出具告知书。',
    movesMoney: false,
    approval: 'never',
    clock: { hour: 9, minute: 0, dayOffset: 0 },
  },
  'dormancy-sweep': {
    title: '零余额停缴排查',
    note: '查出余额为零且停缴达到规定月数的账户，按经批准的名单逐户告知，期满核查后销户；满规定的月数以前，按参数逐月先提醒。',
    // What it leads to closes accounts: it stands, like those that move money, while the proof is red.
    movesMoney: true,
    approval: 'always',
    clock: { hour: 10, minute: 0, dayOffset: 0 },
  },
  'interest-settlement': {
    title: '年度结息',
    note: '六月三十日日终，全部账户结息转入本金并结转。',
    movesMoney: true,
    approval: 'always',
    clock: { hour: 0, minute: 30, dayOfMonth: 1, month: 7, dayOffset: -1 },
  },
  subsidy: {
    title: '缴存补贴',
    note: '按补贴比例、上限和连续缴存条件，把上月以来缴存月份的补贴记入个人账户。',
    movesMoney: true,
    approval: 'figure',
    clock: { hour: 9, minute: 0, dayOfMonth: 5, dayOffset: 0 },
  },
  reconciliation: {
    title: '银行对账',
    note: '银行存款明细账与银行对账单逐笔核对，不符的登记为差异。',
    movesMoney: false,
    approval: 'never',
    clock: { hour: 1, minute: 0, dayOffset: -1 },
  },
  proof: {
    title: '账务核验',
    note: '由全部分录重算余额，与账户、银行、业务逐项核对，出具核验证明。',
    movesMoney: false,
    approval: 'never',
    clock: { hour: 3, minute: 0, dayOffset: -1 },
  },
  'legality-sweep': {
    title: '合规巡检',
    note: '逐项检查账务和业务中不应当出现的情形；新发现的发起异常核查，已经消除的自动办结。',
    movesMoney: false,
    approval: 'never',
    clock: { hour: 4, minute: 0, dayOffset: 0 },
  },
} as const satisfies Record<RunKindName, RunKind>;

export { RUN_KIND_NAMES, type RunKindName } from '../domain/vocabulary.ts';

export function isRunKind(text: string): text is RunKindName {
  return Object.hasOwn(RUN_KINDS, text);
}

export const RUN_STATES = {
  preparing: '准备名单',
  previewed: '待批准',
  working: '办理中',
  stopped: '已停止',
  done: '已完成',
  cancelled: '已取消',
} as const;
export type RunState = keyof typeof RUN_STATES;
export const RUN_STATE_NAMES = Object.keys(RUN_STATES) as readonly RunState[];

export function hasEnded(state: RunState): boolean {
  return state === 'done' || state === 'cancelled';
}

export const RUN_ACTIONS = {
  approve: '批准名单',
  wake: '唤醒',
  stop: '停止',
  resume: '继续',
  cancel: '取消',
} as const;
export type RunAction = keyof typeof RUN_ACTIONS;
export const RUN_ACTION_NAMES = Object.keys(RUN_ACTIONS) as readonly RunAction[];

/** What a supervisor may do in a state; the database judges again. */
export const RUN_PERMITS: Readonly<Record<RunState, readonly RunAction[]>> = {
  preparing: ['wake', 'cancel'],
  previewed: ['approve', 'cancel'],
  working: ['wake', 'stop'],
  stopped: ['resume', 'cancel'],
  done: [],
  cancelled: [],
};

export const RUN_VERDICTS = { due: '应办', excluded: '不办', struck: '已剔除' } as const;
export type RunVerdict = keyof typeof RUN_VERDICTS;

export const RUN_ITEM_STATES = {
  open: '未办',
  sent: '已发出',
  done: '已办',
  refused: '被拒',
  failed: '失败',
  skipped: '未办即取消',
} as const;
export type RunItemState = keyof typeof RUN_ITEM_STATES;

/** Why a run stands although nobody stopped it. */
export const RUN_BRAKES: Readonly<Record<string, string>> = {
  'over-forecast': '名单明显超出以往：请核对原因后再批准。',
  'proof-red': '最近一次账务核验未通过，动用资金的批处理暂停。请先查明并重新核验。',
  'figure-missing': '缺少该日生效的参数（利率、限额等），名单无从准备：请先登记，登记后自动继续。',
  'fund-short': '补贴资金不足以支付名单全部金额：请先拨入资金，或者剔除部分项目。',
  'too-many-failed': '失败的项目过多：请先查明原因。',
};

/**
 * What is wrong with the day a run shall work for; null when nothing is.
 *
 * @returns a sentence in Chinese
 */
export function runDayProblem(kind: RunKindName, on: PlainDate, today: PlainDate): string | null {
  if (on > today) return '业务日期不能晚于今天。';
  if (kind === 'interest-settlement' && !on.endsWith('-06-30')) {
    return '年度结息的业务日期须为6月30日。';
  }
  return null;
}

/** 年度结息（2026-06-30） of a run's id; the id itself when it is of no kind we know. */
export function runTitleOf(run: string): string {
  const [kind = '', , on = ''] = run.split('.');
  return isRunKind(kind) ? `${RUN_KINDS[kind].title}（${on}）` : run;
}

/** The workflow id of a run. It holds no personal data. */
export function runWorkflowId(run: string): string {
  return `run/${run}`;
}
export const RUN_TASK_QUEUE = 'runs';
/** A Signal that every run answers: it looks where it stands. */
export const WAKE_RUN = 'wake';

export interface RunStart {
  readonly run: string;
}

/** What the clock starts: the run of a kind for the day it works for. */
export interface DueRun {
  readonly kind: RunKindName;
  readonly center: string;
}
