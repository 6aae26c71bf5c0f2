/**
 * Figures of a center: what the law leaves to the city, each with its dates and its document.
 *
 * A figure is a text and means what its name says; `FIGURES` tells its title and unit. The most
 * special one in force wins: the district's, then the center's, then the one for every center.
 */
import { type PlainDate } from '../domain/calendar.ts';
import { type ClauseKey } from './clauses.ts';
import { AGENCY_FIGURES } from './agency-figure-kinds.ts';
import { DORMANCY_FIGURES } from './dormancy-figure-kinds.ts';
import { EXIT_FIGURES } from './exit-figure-kinds.ts';
import { PERSONAL_CHANGE_FIGURES } from './personal-change-figure-kinds.ts';
import { WITHDRAWAL_FIGURES } from './withdrawal-figure-kinds.ts';

/** How the text of a figure is read. */
export type FigureUnit =
  | 'yuan'
  | 'rate'
  | 'days'
  | 'working-days'
  | 'months'
  | 'years'
  | 'day-of-month'
  | 'divisor'
  | 'multiple'
  | 'word'
  | 'words';

interface FigureKind {
  readonly title: string;
  readonly unit: FigureUnit;
  /** The clauses it fills in. */
  readonly clauses: readonly ClauseKey[];
  /** For words: those that are allowed. */
  readonly words?: readonly string[];
}

export const FIGURES = {
  'age-min': { title: '参加最低年龄', unit: 'years', clauses: ['liaoning-1'] },
  'age-own-income-min': {
    title: '以自己劳动收入为生活来源的最低年龄',
    unit: 'years',
    clauses: ['liaoning-1', 'civil-code-18'],
  },
  'retirement-base-female': {
    title: '灵活就业女性原法定退休年龄',
    unit: 'years',
    clauses: ['liaoning-1', 'retirement-1'],
  },
  'contribution-base-min': { title: '缴存基数下限（月）', unit: 'yuan', clauses: ['liaoning-4'] },
  'contribution-base-max': { title: '缴存基数上限（月）', unit: 'yuan', clauses: ['liaoning-4'] },
  'contribution-rate-min': {
    title: '缴存比例下限（双方合计）',
    unit: 'rate',
    clauses: ['liaoning-4', 'regulation-18'],
  },
  'contribution-rate-max': {
    title: '缴存比例上限（双方合计）',
    unit: 'rate',
    clauses: ['liaoning-4', 'regulation-18'],
  },
  'contribution-rounding': {
    title: '缴存额取整方式',
    unit: 'word',
    clauses: ['liaoning-4'],
    words: ['half-up-yuan', 'truncate-yuan', 'up-yuan', 'half-up-cent'],
  },
  'contribution-cycles': {
    title: '可选缴存周期',
    unit: 'words',
    clauses: ['liaoning-4'],
    words: ['month', 'quarter', 'half-year', 'year'],
  },
  'debit-day-min': { title: '扣款日最早', unit: 'day-of-month', clauses: ['liaoning-4'] },
  'debit-day-max': { title: '扣款日最晚', unit: 'day-of-month', clauses: ['liaoning-4'] },
  'debit-day-rule': {
    title: '扣款日遇非银行工作日',
    unit: 'word',
    clauses: ['liaoning-4'],
    words: ['previous', 'next'],
  },
  'collection-approval': {
    title: '扣款名单是否须经主管批准',
    unit: 'word',
    clauses: ['liaoning-4'],
    words: ['none', 'supervisor'],
  },
  'collection-retry-gap': {
    title: '扣款失败后再次扣款的间隔',
    unit: 'days',
    clauses: ['liaoning-4'],
  },
  'mandate-limit-factor': {
    title: '委托扣款单笔限额为每期缴存额的倍数',
    unit: 'multiple',
    clauses: ['liaoning-4'],
  },
  'recovery-days': {
    title: '追回应收个人款的期限',
    unit: 'working-days',
    clauses: ['liaoning-5', 'regulation-21'],
  },
  'suspense-days': {
    title: '处理暂收款的期限',
    unit: 'working-days',
    clauses: ['liaoning-5'],
  },
  'difference-days': {
    title: '处理银行对账差异的期限',
    unit: 'working-days',
    clauses: ['liaoning-5'],
  },
  'proof-days': { title: '查明核验不符的期限', unit: 'working-days', clauses: ['liaoning-5'] },
  'payment-slip-days': {
    title: '缴款通知单的有效期',
    unit: 'working-days',
    clauses: ['liaoning-4'],
  },
  'subsidy-rate': {
    title: '缴存补贴比例（未登记时不补贴）',
    unit: 'rate',
    clauses: ['liaoning-4'],
  },
  'subsidy-cap': { title: '缴存补贴每月上限', unit: 'yuan', clauses: ['liaoning-4'] },
  'subsidy-months': {
    title: '享受缴存补贴的连续缴存月数',
    unit: 'months',
    clauses: ['liaoning-4'],
  },
  'amount-change-gap': {
    title: '月缴存额可以变更一次的月数',
    unit: 'months',
    clauses: ['liaoning-2', 'liaoning-4'],
  },
  'mandate-change-wait': {
    title: '缴存变更等待银行和持卡人办妥的期限',
    unit: 'days',
    clauses: ['liaoning-4'],
  },
  'contribution-receipt': {
    title: '缴存到账是否逐笔通知',
    unit: 'word',
    clauses: ['liaoning-4'],
    words: ['not-told', 'told'],
  },
  'payment-reminder': {
    title: '到期未缴月份在期满前的提醒',
    unit: 'days',
    clauses: ['liaoning-2', 'liaoning-4'],
  },
  'continuity-gap': { title: '连续缴存容许的间断', unit: 'months', clauses: ['liaoning-3'] },
  'employment-wait': {
    title: '单位报送录用后等待首次缴存的期限',
    unit: 'days',
    clauses: ['liaoning-3'],
  },
  'check-valid': { title: '全国平台答复有效期', unit: 'days', clauses: ['liaoning-14'] },
  'seal-wait': {
    title: '等待外地或者单位封存的期限',
    unit: 'days',
    clauses: ['liaoning-14', 'liaoning-3'],
  },
  'agreement-signing': { title: '签订缴存使用协议的期限', unit: 'days', clauses: ['liaoning-2'] },
  'reminder-before': { title: '到期前提醒', unit: 'days', clauses: ['liaoning-2'] },
  supplement: { title: '补正申请材料的期限', unit: 'days', clauses: ['liaoning-1'] },
  'opening-promise': {
    title: '开户承诺办结时限',
    unit: 'working-days',
    clauses: ['regulation-49'],
  },
  'review-request': { title: '申请复核的期限', unit: 'days', clauses: ['regulation-49'] },
  'interest-rate': {
    title: '存款年利率',
    unit: 'rate',
    clauses: ['regulation-6', 'regulation-21'],
  },
  'interest-rate-current': {
    title: '当年归集存款年利率（未登记时同存款年利率）',
    unit: 'rate',
    clauses: ['regulation-6', 'regulation-21'],
  },
  'interest-divisor': { title: '计息年天数', unit: 'divisor', clauses: ['regulation-21'] },
  'interest-settlement-day': {
    title: '年度结息日当日是否计入本期积数',
    unit: 'word',
    clauses: ['regulation-21'],
    words: ['not-counted', 'counted'],
  },
  'seal-clock': {
    title: '封存满半年的计算对象',
    unit: 'word',
    clauses: ['liaoning-7'],
    words: ['employee-portion', 'whole-account'],
  },
  ...PERSONAL_CHANGE_FIGURES,
  ...EXIT_FIGURES,
  ...WITHDRAWAL_FIGURES,
  ...AGENCY_FIGURES,
  'breach-months': {
    title: '构成违约的连续欠缴月数',
    unit: 'months',
    clauses: ['liaoning-2'],
  },
  ...DORMANCY_FIGURES,
} as const satisfies Record<string, FigureKind>;
export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES = Object.keys(FIGURES) as readonly FigureName[];

/** The center of figures that hold in every center unless it has its own. */
export const EVERY_CENTER = '*';

export interface Figure {
  /** Code of the center, or `*`. */
  readonly center: string;
  /** Code of the district, or null for the whole center. */
  readonly district: string | null;
  readonly name: FigureName;
  readonly value: string;
  /** The first day in force. */
  readonly from: PlainDate;
  /** The first day no longer in force; null while there is none. */
  readonly to: PlainDate | null;
  /** Number, or title, of the document that sets it. */
  readonly document: string;
  /** Where the document was read, and what is still to be confirmed. */
  readonly note?: string;
}

/** Whose figures, on which day. */
export interface FigureScope {
  readonly center: string;
  readonly district: string | null;
  readonly on: PlainDate;
}

function specificity(figure: Figure, { center, district }: FigureScope): number {
  if (figure.center === EVERY_CENTER) return figure.district === null ? 1 : 0;
  if (figure.center !== center) return 0;
  if (figure.district === null) return 2;
  return figure.district === district ? 3 : 0;
}

/** The figure in force: the district's, else the center's, else every center's; null when none. */
export function figureInForce(
  figures: readonly Figure[],
  { name, ...scope }: FigureScope & { readonly name: FigureName },
): Figure | null {
  let best: Figure | null = null;
  let bestRank = 0;
  for (const figure of figures) {
    if (figure.name !== name || figure.from > scope.on) continue;
    if (figure.to !== null && figure.to <= scope.on) continue;
    const rank = specificity(figure, scope);
    if (rank > bestRank) [best, bestRank] = [figure, rank];
  }
  return best;
}

function meets(a: Figure, b: Figure): boolean {
  return (
    a.center === b.center &&
    a.district === b.district &&
    a.name === b.name &&
    (a.to === null || b.from < a.to) &&
    (b.to === null || a.from < b.to)
  );
}

/** Pairs of places in the list whose figures would be in force at once; empty when all is well. */
export function overlaps(figures: readonly Figure[]): readonly (readonly [number, number])[] {
  return figures.flatMap((a, first) =>
    figures.flatMap((b, second) =>
      second > first && meets(a, b) ? [[first, second] as const] : [],
    ),
  );
}
