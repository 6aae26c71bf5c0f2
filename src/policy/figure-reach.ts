/**
 * How a figure reaches a running case of each type (参数变更及于在办业务): whether its course still reads the
 * figure after the first day, at which stages, and what follows from it; where not, why not.
 *
 * Acceptance fixes what a case is decided by; what was told in a notice or signed in a paper stands. What is
 * reckoned for every account by its days (interest, the calendar of debits) belongs to no case. For who joins
 * (开户, 单位转灵活, 恢复缴存) the table is FIGURE_REACH of figure-impact.ts; here stands what it leaves out.
 *
 * @source 通知（征求意见稿）（四）（五）（七）; 住房公积金管理条例 第二十五条、第四十九条
 */
import { EXIT_FIGURES } from './exit-figure-kinds.ts';
import { FIGURE_REACH } from './figure-impact.ts';
import { FIGURE_NAMES, type FigureName } from './figures.ts';
import { WITHDRAWAL_FIGURES } from './withdrawal-figure-kinds.ts';

/** Why a figure does not reach a running case of a type. */
export const UNREACHED = {
  'not-read': '这类业务不读取这项参数',
  unused: '同一份参数表一并读取，但不据以决定结果或者日期',
  'at-start': '发起或者申请当日读取一次，以后不再读取',
  'at-acceptance': '受理当日确定，受理后不变',
  printed: '已经写入告知书、补正通知或者协议，以写明的为准',
  'of-account': '按账户和日期对所有账户计算，不因业务而异',
  'of-run': '由扣款等批量作业按当日读取，不因业务而异',
  'of-act': '只在代理人办理的当日核对授权委托书，不改变业务的结果或者日期',
  'of-deduction': '登记、确认扣划的当日读取，不改变冻结的结果或者日期',
  'bank-only': '只定委托扣款的限额，不改变业务的结果或者日期',
} as const;
export type Unreached = keyof typeof UNREACHED;

/**
 * What follows from a figure that is still read: the rule decides anew (`decision`); a period that begins on the
 * day on which the case gets there (`period`); how long an answer is used (`answer`); when it is asked again (`recheck`).
 */
export type ReachedAs = 'decision' | 'period' | 'answer' | 'recheck';

export type Verdict =
  | { readonly reaches: null; readonly why: Unreached }
  | {
      readonly reaches: ReachedAs;
      /** Stages from which the case still comes to read it. */
      readonly at: readonly string[];
      /** Acceptance fixes it. */
      readonly unaccepted: boolean;
    };

export const RUNNING_TYPES = [
  'account-opening',
  'conversion-to-flexible',
  'resumption',
  'withdrawal',
  'exit',
  'dormant-closing',
  'conversion-to-employee',
  'contribution-change',
  'death-payout',
  'personal-change',
  'breach',
  'agreement-change',
  'opening-reversal',
  'hold',
  'irregularity',
] as const;
export type RunningType = (typeof RUNNING_TYPES)[number];

const JOINING: readonly RunningType[] = ['account-opening', 'conversion-to-flexible', 'resumption'];

type Row = Partial<Record<FigureName, Verdict>>;

function each(names: readonly FigureName[], verdict: Verdict): Row {
  return Object.fromEntries(names.map((name) => [name, verdict]));
}

function not(why: Unreached): Verdict {
  return { reaches: null, why };
}

function reaches(as: ReachedAs, at: readonly string[], unaccepted = false): Verdict {
  return { reaches: as, at, unaccepted };
}

const INTEREST: readonly FigureName[] = [
  'interest-rate',
  'interest-rate-current',
  'interest-divisor',
  'interest-settlement-day',
];

const LIMITS: readonly FigureName[] = [
  'contribution-base-min',
  'contribution-base-max',
  'contribution-rate-min',
  'contribution-rate-max',
  'contribution-rounding',
  'contribution-cycles',
  'debit-day-min',
  'debit-day-max',
];

/** Read with the limits, as the table of an opening is read whole. */
const BESIDE_LIMITS: readonly FigureName[] = [
  'age-min',
  'age-own-income-min',
  'retirement-base-female',
  'check-valid',
  'seal-wait',
  'reminder-before',
  'supplement',
  'opening-promise',
  'review-request',
];

/** Of leaving: money still moves, or may move again, from each of them. */
const EXIT_MONEY = [
  'checking',
  'needs attention',
  'awaiting signature',
  'regret',
  'settling',
  'in review',
  'sent back',
  'paying',
  'payment unknown',
  'payment failed',
  'awaiting gate',
];
/** Of what closes the account: money still moves, or the account is still to be closed. */
const WITHDRAWAL_CLOSING = [
  ...['incomplete', 'deciding', 'sent back', 'in review', 'in approval', 'check unanswered'],
  ...['paying', 'needs attention', 'payment failed', 'closing'],
];
const EXIT_UNTOLD = ['checking', 'needs attention'];
const DEATH_MONEY = [
  'checking',
  'needs attention',
  'in review',
  'sent back',
  'settling',
  'paying',
  'payment unknown',
  'payment failed',
];

const WITHDRAWN: readonly FigureName[] = [
  ...namesOf(WITHDRAWAL_FIGURES).filter(
    (name) => !['withdrawal-promise', 'payout-wait', 'payout-mend'].includes(name),
  ),
  'continuity-gap',
  'personal-change-watch',
];

function namesOf(kinds: object): readonly FigureName[] {
  return FIGURE_NAMES.filter((name) => Object.hasOwn(kinds, name));
}

/** What a type reads; of a figure that is not in its row nothing is read. */
const ROWS: Readonly<Record<RunningType, Row>> = {
  'account-opening': {},
  'conversion-to-flexible': takenUp(),
  resumption: takenUp(),
  withdrawal: {
    ...each(WITHDRAWN, reaches('decision', ['incomplete'], true)),
    ...each(
      ['withdrawal-promise', 'payout-wait', 'payout-mend'],
      reaches('period', ['incomplete'], true),
    ),
    'check-valid': reaches('answer', WITHDRAWAL_CLOSING),
    supplement: not('printed'),
    'agency-notarised-above': not('of-act'),
    ...each(INTEREST, not('of-account')),
  },
  exit: {
    'seal-clock': reaches('decision', EXIT_MONEY),
    ...each(['exit-signing', 'exit-regret'], reaches('period', EXIT_UNTOLD, true)),
    'loan-recheck': reaches('recheck', ['awaiting settlement']),
    'check-valid': reaches('answer', [
      'regret',
      'settling',
      'in review',
      'sent back',
      'payment failed',
    ]),
    ...each(['payout-wait', 'payout-mend'], reaches('period', EXIT_MONEY)),
    'withdrawal-promise': reaches('period', [...EXIT_UNTOLD, 'awaiting signature'], true),
    'personal-change-watch': not('at-start'),
    'agency-notarised-above': not('of-act'),
    ...each(INTEREST, not('of-account')),
  },
  'dormant-closing': {
    'dormancy-wait': reaches('decision', ['serving', 'noticed']),
    'dormancy-notice': not('printed'),
    'service-order': not('at-start'),
    ...each(INTEREST, not('of-account')),
  },
  'conversion-to-employee': { 'employment-wait': not('printed') },
  'contribution-change': {
    ...each(LIMITS, reaches('decision', ['awaiting signature', 'awaiting bank'])),
    'mandate-change-wait': reaches('period', ['awaiting signature']),
    'agreement-signing': not('printed'),
    'amount-change-gap': not('printed'),
    'debit-day-rule': not('of-run'),
    'mandate-limit-factor': not('bank-only'),
    'agency-notarised-above': not('of-act'),
    ...each(BESIDE_LIMITS, not('unused')),
  },
  'death-payout': {
    ...each(['payout-wait', 'payout-mend'], reaches('period', DEATH_MONEY)),
    ...each(['withdrawal-promise', 'personal-change-watch'], not('at-acceptance')),
    'agency-notarised-above': not('of-act'),
    ...each([...namesOf(EXIT_FIGURES), 'seal-clock', 'check-valid'], not('unused')),
    ...each(INTEREST, not('of-account')),
  },
  'personal-change': {
    'check-valid': reaches('answer', ['in review', 'sent back']),
    'personal-change-promise': reaches('period', ['incomplete'], true),
    supplement: not('printed'),
  },
  breach: each(['breach-months', 'service-order'], not('at-start')),
  'agreement-change': { 'agency-notarised-above': not('of-act') },
  'opening-reversal': {},
  hold: each(['withdrawal-source-order', 'payout-wait'], not('of-deduction')),
  irregularity: {},
};

/** What is told with the agreement of the months between stands from its offer on. */
function takenUp(): Row {
  return { 'continuity-gap': reaches('decision', []) };
}

/** The verdict of the table on a figure for a type: every figure has one for every type. */
export function verdictOf(type: RunningType, name: FigureName): Verdict {
  const own = ROWS[type][name];
  if (own) return own;
  if (!JOINING.includes(type)) return not('not-read');
  const { unaccepted, agreement } = FIGURE_REACH[name];
  if (unaccepted !== null) return { reaches: 'decision', at: [], unaccepted: true };
  if (agreement) return { reaches: 'decision', at: [], unaccepted: false };
  return name === 'mandate-limit-factor' ? not('bank-only') : not('not-read');
}

/** Whether a figure reaches running cases of a type at all. */
export function isReached(type: RunningType, name: FigureName): boolean {
  return verdictOf(type, name).reaches !== null;
}

/** The types whose running cases are read one by one for a figure, beside those that join by an application. */
export function reachedTypes(name: FigureName): readonly RunningType[] {
  return RUNNING_TYPES.filter((type) => Object.hasOwn(ROWS[type], name) && isReached(type, name));
}
