/**
 * 最早可办日期: one date, whether it is here already, and the reckoning in steps a clerk can read out.
 *
 * A milestone is put together from the very decisions that will be taken on the day; it adds words
 * and nothing else. Steps are phrases without a full stop, so that they also stand in one line.
 */
import { daysBetween, type PlainDate } from '../../domain/calendar.ts';
import type { ClauseKey } from '../../policy/clauses.ts';
import type { Condition, Decision } from '../../policy/decision.ts';
import type { ReadingId } from './readings.ts';

export const MILESTONE_TITLES = {
  'join-own-income': '可以参加（以自己的劳动收入为主要生活来源）',
  join: '可以参加',
  'join-until': '可以参加的最后一日',
  convert: '单位转灵活',
  resume: '封存账户恢复灵活就业缴存',
  'convert-to-employee': '灵活转单位',
  'convert-by': '转为灵活后缴存不中断的最后月份',
  'half-year': '封存满半年',
  exit: '退出销户',
  'withdraw-rent': '提取：支付房租',
  'withdraw-purchase': '提取：购买自住住房',
  'withdraw-construction': '提取：建造、翻建、大修自住住房',
  'withdraw-loan-repayment': '提取：偿还购房贷款本息',
  'withdraw-renovation': '提取：装修自住住房',
  'withdraw-property-fee': '提取：支付自住住房物业费',
  'withdraw-retirement': '提取：离休、退休',
  'withdraw-disability': '提取：完全丧失劳动能力',
  'withdraw-emigration': '提取：出境定居',
  'withdraw-state-approved': '提取：国务院批准的其他情形',
  dormancy: '零余额停缴，可能被销户',
  retirement: '达到法定退休年龄',
  supplement: '补正材料的最后一日',
  promise: '承诺办结的最后一日',
  'seal-elsewhere': '等待外地账户封存的最后一日',
  recheck: '全国核查答复可用的最后一日',
  signing: '签署协议的最后一日',
  'review-window': '申请人工复议的最后一日',
} as const;
export type MilestoneCode = keyof typeof MILESTONE_TITLES;

export const MILESTONE_CODES = Object.keys(MILESTONE_TITLES) as readonly MilestoneCode[];

/** Whether the date is here, as a word beside the colour. */
export const STATE_TITLES = {
  reached: '已到',
  ahead: '未到',
  running: '期限内',
  'last-day': '今天是最后一天',
  passed: '已过',
  barred: '目前不能办理',
  undetermined: '暂不能确定日期',
} as const;
export type MilestoneState = keyof typeof STATE_TITLES;

export interface Step {
  readonly text: string;
  /** The day this step arrives at. */
  readonly on: PlainDate | null;
  readonly clause: ClauseKey | null;
  /** Number of the document that sets the figure used. */
  readonly source: string | null;
}

/** A reading of the law that the date rests on, and the document of a center that decides so. */
export interface ReadingUsed {
  readonly id: ReadingId;
  readonly source: string | null;
}

/** The same date under another reading or another fact. */
export interface Otherwise {
  readonly text: string;
  readonly on: PlainDate | null;
}

type Taken = Pick<Decision<object>, 'clauses' | 'rule' | 'trace'>;

export interface Milestone {
  readonly what: MilestoneCode;
  readonly title: string;
  /** Masked; null: of no account. */
  readonly account: string | null;
  /** The case whose deadline it is. */
  readonly caseNumber: string | null;
  /** `from`: from this day on; `until`: through the end of this day. */
  readonly kind: 'from' | 'until';
  readonly on: PlainDate | null;
  readonly state: MilestoneState;
  /** Days from today; negative when past, null without a day. */
  readonly daysLeft: number | null;
  readonly sentence: string;
  readonly steps: readonly Step[];
  /** What would bring it forward, avoid it or keep it. */
  readonly advice: string;
  readonly readings: readonly ReadingUsed[];
  readonly otherwise: readonly Otherwise[];
  readonly clauses: readonly ClauseKey[];
  readonly rules: readonly { readonly name: string; readonly version: string }[];
  readonly trace: readonly Condition[];
}

/** What a milestone is made of; title, state and days left follow. */
export interface Draft {
  readonly what: MilestoneCode;
  readonly kind: Milestone['kind'];
  readonly on: PlainDate | null;
  /** Something stands in the way: no day brings it. */
  readonly barred?: boolean;
  readonly account?: string | null;
  readonly caseNumber?: string | null;
  readonly sentence: string;
  readonly steps: readonly Step[];
  readonly advice: string;
  readonly readings?: readonly ReadingUsed[];
  readonly otherwise?: readonly Otherwise[];
  readonly decisions?: readonly Taken[];
}

type StepRest = Partial<Omit<Step, 'text'>>;

export function step(
  text: string,
  { on = null, clause = null, source = null }: StepRest = {},
): Step {
  return { text, on, clause, source };
}

/** A reading taken, with the document behind it where a figure says so. */
export function reading(id: ReadingId, source: string | null = null): ReadingUsed {
  return { id, source };
}

/** The milestone as it stands on a day. */
export function milestone(today: PlainDate, draft: Draft): Milestone {
  const { what, kind, on, barred = false, account = null, caseNumber = null } = draft;
  const { sentence, steps, advice, readings = [], otherwise = [], decisions = [] } = draft;
  const cited = steps.flatMap(({ clause }) => (clause === null ? [] : [clause]));
  return {
    what,
    title: MILESTONE_TITLES[what],
    account,
    caseNumber,
    kind,
    on,
    state: barred ? 'barred' : stateOf(kind, on, today),
    daysLeft: on === null ? null : daysBetween(today, on),
    sentence,
    steps,
    advice,
    readings,
    otherwise,
    clauses: [...new Set([...decisions.flatMap(({ clauses }) => clauses), ...cited])],
    rules: decisions.map(({ rule }) => rule),
    trace: decisions.flatMap(({ trace }) => trace),
  };
}

function stateOf(kind: Milestone['kind'], on: PlainDate | null, today: PlainDate): MilestoneState {
  if (on === null) return 'undetermined';
  if (kind === 'from') return on <= today ? 'reached' : 'ahead';
  if (on === today) return 'last-day';
  return on < today ? 'passed' : 'running';
}

/** The steps in one line: 甲 → 乙 → 丙. */
export function reasoningOf({ steps }: Pick<Milestone, 'steps'>): string {
  return steps.map(({ text }) => text).join(' → ');
}

/** 还有47天, 今天, 已过3天. */
export function leftText(today: PlainDate, on: PlainDate): string {
  const days = daysBetween(today, on);
  if (days === 0) return '就是今天';
  return days > 0 ? `还有${days}天` : `已过${-days}天`;
}
