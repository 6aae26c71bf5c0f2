/**
 * 违约情形及处置: which facts break the agreement, and the measures it allows against each.
 *
 * The table is the one printed in the agreement (“违约情形及处置”); every measure cites its term there
 * and its clause. What the agreement does not allow is not a measure. Bans by statute (条例 41) are on
 * the person, outrank the agreement and are not averted by a cure.
 *
 * @source 通知（征求意见稿）（二）; 住房公积金管理条例 第四十一条; 缴存使用协议“违约情形及处置”
 */
import type { BreachKind, MeasureKind } from '../domain/vocabulary.ts';
import type { ClauseKey } from './clauses.ts';

/** Terms of the agreement that a measure may rest on, as they are cited. */
export const BREACH_TERMS = {
  'breach-1': '“违约情形及处置”表列第一项（连续未按约定缴存）',
  'breach-2': '“违约情形及处置”表列第二项（有未结清的贷款而停止缴存）',
  'breach-3': '“违约情形及处置”表列第三项（被单位录用或已在其他地方缴存而不告知）',
  'breach-4': '“违约情形及处置”表列第四项（出租、出借账户，或拒不配合贷后检查）',
  'breach-5': '“违约情形及处置”表列第五项（以欺诈等手段提取）',
  'breach-6': '“违约情形及处置”表列第六项（以欺诈等手段获得贷款）',
  'breach-serious': '“违约情形及处置”（情节严重、经催告仍不整改的解除）',
} as const;
export type BreachTerm = keyof typeof BREACH_TERMS;

interface Allowed {
  readonly kind: MeasureKind;
  readonly term: BreachTerm;
  readonly clause: ClauseKey;
  /** Months for which it holds; left out: until it is lifted, or once and for all. */
  readonly months?: number;
  /** Only where a contribution subsidy is granted. */
  readonly onlySubsidized?: true;
}

interface BreachKindSpec {
  readonly title: string;
  readonly clause: ClauseKey;
  readonly term: BreachTerm;
  /** What removes the fact, and by that ends the case; null: nothing does, by statute. */
  readonly cure: string | null;
  readonly measures: readonly Allowed[];
}

const BAN_WITHDRAWAL_MONTHS = 36;
const BAN_LOAN_MONTHS = 60;

export const BREACH_KINDS: Readonly<Record<BreachKind, BreachKindSpec>> = {
  'missed-contributions': {
    title: '连续未按约定缴存',
    clause: 'liaoning-2',
    term: 'breach-1',
    cure: '在整改期限内恢复缴存：缴清一期当期应缴的款项（已经错过的月份不能补缴）',
    measures: [
      { kind: 'continuity-reset', term: 'breach-1', clause: 'liaoning-2' },
      { kind: 'subsidy-lost', term: 'breach-1', clause: 'liaoning-2', onlySubsidized: true },
      { kind: 'quota-recalculated', term: 'breach-1', clause: 'liaoning-8' },
    ],
  },
  'stopped-with-loan': {
    title: '有未结清的住房公积金贷款而停止缴存',
    clause: 'liaoning-15',
    term: 'breach-2',
    cure: '在整改期限内恢复缴存',
    measures: [{ kind: 'loan-rate-raised', term: 'breach-2', clause: 'liaoning-15' }],
  },
  'undeclared-employment': {
    title: '被单位录用、由单位缴存而不告知',
    clause: 'liaoning-3',
    term: 'breach-3',
    cure: '在整改期限内告知单位缴存情况并办理身份转换',
    measures: [{ kind: 'agreement-suspended', term: 'breach-3', clause: 'liaoning-3' }],
  },
  'several-accounts': {
    title: '已在其他地方缴存而不告知，形成一人多户',
    clause: 'liaoning-14',
    term: 'breach-3',
    cure: '在整改期限内合并、转移或者注销多出的账户',
    measures: [{ kind: 'agreement-suspended', term: 'breach-3', clause: 'liaoning-14' }],
  },
  'account-lent': {
    title: '出租、出借账户，或者拒不配合贷后检查',
    clause: 'liaoning-2',
    term: 'breach-4',
    cure: '在整改期限内改正',
    measures: [{ kind: 'loan-barred', term: 'breach-4', clause: 'liaoning-2' }],
  },
  'false-documents': {
    title: '以虚假材料参加',
    clause: 'liaoning-2',
    term: 'breach-serious',
    cure: '在整改期限内提供真实的材料，证明符合参加条件',
    measures: [],
  },
  'fraudulent-withdrawal': {
    title: '以欺诈、伪造材料等手段提取住房公积金',
    clause: 'regulation-41',
    term: 'breach-5',
    cure: null,
    measures: [
      { kind: 'ban', term: 'breach-5', clause: 'regulation-41', months: BAN_WITHDRAWAL_MONTHS },
    ],
  },
  'fraudulent-loan': {
    title: '以欺诈、伪造材料等手段获得住房公积金贷款',
    clause: 'regulation-41',
    term: 'breach-6',
    cure: null,
    measures: [{ kind: 'ban', term: 'breach-6', clause: 'regulation-41', months: BAN_LOAN_MONTHS }],
  },
};

/** On the person, beyond every account. */
export function isOnPerson(kind: MeasureKind): boolean {
  return kind === 'ban';
}

/** Done once; afterwards there is nothing to be lifted that goes on. */
const ONCE: readonly MeasureKind[] = [
  'continuity-reset',
  'quota-recalculated',
  'agreement-terminated',
];

export function isOnce(kind: MeasureKind): boolean {
  return ONCE.includes(kind);
}
