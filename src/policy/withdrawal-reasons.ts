/**
 * 提取情形 (regulation, article 24): which cases each text of the regulation knows, what each asks for
 * and by what it is limited.
 *
 * Which text applies is fixed by the day of acceptance. Codes are those of JGJ/T 320-2014 A.7; cases that
 * are newer than the table are exported as 99 with a code of our own.
 *
 * @source 住房公积金管理条例 第二十四条（2019、2026）; 通知（征求意见稿）（七）
 */
import type { WithdrawalMaterial, WithdrawalReason } from '../domain/vocabulary.ts';
import type { FigureName } from './figures.ts';
import type { Regulation } from './statutory-deadline.ts';

export interface WithdrawalReasonSpec {
  readonly title: string;
  /** Number of the item of article 24; null: this text does not have the case. */
  readonly item: Readonly<Record<Regulation, number | null>>;
  /** JGJ/T 320-2014 A.7 提取原因. */
  readonly code: string;
  /** Ours, beside 99. */
  readonly subCode?: string;
  /** By what the amount is limited beside the balance. */
  readonly limit: 'rent' | 'expense' | 'property-fee' | 'renovation' | 'balance';
  readonly materials: readonly WithdrawalMaterial[];
  /** The figure that says how many months lie between two of them; null: none. */
  readonly gap: FigureName | null;
  /** It is for months, and no month is paid for twice. */
  readonly period: boolean;
  /** The expense has a day, and may be applied for within the window of the center. */
  readonly window: boolean;
  /** 应当（2019）、可以（2026）同时注销账户: the whole balance is drawn. */
  readonly closing: boolean;
}

export const WITHDRAWAL_CASES: Readonly<Record<WithdrawalReason, WithdrawalReasonSpec>> = {
  rent: {
    title: '支付房租',
    item: { '2019': 6, '2026': 1 },
    code: '07',
    limit: 'rent',
    materials: ['no-home-proof'],
    gap: 'rent-gap',
    period: true,
    window: false,
    closing: false,
  },
  purchase: {
    title: '购买自住住房',
    item: { '2019': 1, '2026': 2 },
    code: '01',
    limit: 'expense',
    materials: ['purchase-contract', 'expense-receipt'],
    gap: null,
    period: false,
    window: true,
    closing: false,
  },
  construction: {
    title: '建造、翻建、大修自住住房',
    item: { '2019': 1, '2026': 2 },
    code: '02',
    limit: 'expense',
    materials: ['building-permit', 'expense-receipt'],
    gap: null,
    period: false,
    window: true,
    closing: false,
  },
  'loan-repayment': {
    title: '偿还购房贷款本息',
    item: { '2019': 5, '2026': 3 },
    code: '06',
    limit: 'expense',
    materials: ['loan-contract', 'repayment-record'],
    gap: 'loan-repayment-gap',
    period: true,
    window: false,
    closing: false,
  },
  renovation: {
    title: '装修自住住房',
    item: { '2019': null, '2026': 4 },
    code: '99',
    subCode: '110',
    limit: 'renovation',
    materials: ['ownership-certificate', 'renovation-contract', 'expense-receipt'],
    gap: null,
    period: false,
    window: true,
    closing: false,
  },
  'property-fee': {
    title: '支付自住住房物业费',
    item: { '2019': null, '2026': 5 },
    code: '99',
    subCode: '111',
    limit: 'property-fee',
    materials: ['ownership-certificate', 'expense-receipt'],
    gap: 'property-fee-gap',
    period: true,
    window: false,
    closing: false,
  },
  retirement: {
    title: '离休、退休',
    item: { '2019': 2, '2026': 6 },
    code: '03',
    limit: 'balance',
    materials: [],
    gap: null,
    period: false,
    window: false,
    closing: true,
  },
  disability: {
    title: '完全丧失劳动能力',
    item: { '2019': 3, '2026': 7 },
    code: '04',
    limit: 'balance',
    materials: ['disability-appraisal'],
    gap: null,
    period: false,
    window: false,
    closing: true,
  },
  emigration: {
    title: '出境定居',
    item: { '2019': 4, '2026': 8 },
    code: '05',
    limit: 'balance',
    materials: ['emigration-proof'],
    gap: null,
    period: false,
    window: false,
    closing: true,
  },
  'state-approved': {
    title: '国务院批准的其他住房消费情形',
    item: { '2019': null, '2026': 9 },
    code: '99',
    subCode: '112',
    limit: 'expense',
    materials: ['approval-document', 'expense-receipt'],
    gap: null,
    period: false,
    window: true,
    closing: false,
  },
};

/** The cases of a text of the regulation, in the order of its items. */
export function casesOf(regulation: Regulation): readonly WithdrawalReason[] {
  const known = Object.entries(WITHDRAWAL_CASES) as [WithdrawalReason, WithdrawalReasonSpec][];
  return known
    .filter(([, { item }]) => item[regulation] !== null)
    .sort(([, one], [, other]) => (one.item[regulation] ?? 0) - (other.item[regulation] ?? 0))
    .map(([reason]) => reason);
}
