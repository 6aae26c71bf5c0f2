/** 提取 in words: the case, what is missing, why not, what was found with the nearest that would do. */
import { RECENT_CHANGE_REVIEW, recentChangesText } from './wording-recent-changes.ts';
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { WITHDRAWAL_REASONS } from '../domain/vocabulary.ts';
import type { WithdrawalGap, WithdrawalRefusal } from '../policy/withdrawal.ts';
import type { WithdrawalLimit } from '../policy/withdrawal-limits.ts';
import { WITHDRAWAL_CASES } from '../policy/withdrawal-reasons.ts';
import { WITHDRAWAL_REFUSAL_WORDS } from '../policy/withdrawal-refusals.ts';
import { regulationOn } from '../policy/statutory-deadline.ts';
import { sourceTitle } from './wording-accounts.ts';
import { percent } from './wording-figures.ts';
import { heldText } from './wording-held.ts';
import { dayText, listText, monthText } from './wording.ts';

/** 支付房租; the code of a case that nobody wrote down. */
export function withdrawalTitle(reason: string): string {
  const known = WITHDRAWAL_REASONS.find((one) => one === reason);
  return known === undefined ? reason : WITHDRAWAL_CASES[known].title;
}

interface GapWords {
  readonly name: string;
  readonly bring: string;
}

export const WITHDRAWAL_GAPS: Readonly<Record<WithdrawalGap, GapWords>> = {
  'identity-document': {
    name: '身份证件影像',
    bring: '携带本人有效身份证件原件，现场拍照或扫描。',
  },
  'marriage-certificate': { name: '结婚证', bring: '携带结婚证，证明按已婚家庭的限额提取。' },
  'no-home-proof': {
    name: '无自有住房证明',
    bring: '携带不动产登记机构出具的本人和配偶在本地无自有住房的查询结果。',
  },
  lease: { name: '房屋租赁合同', bring: '携带房屋租赁合同；已登记备案的，一并携带备案证明。' },
  'income-proof': {
    name: '家庭工资收入材料',
    bring: '携带个人所得税纳税记录或者银行工资流水；不须单位出具证明。',
  },
  'purchase-contract': {
    name: '购房合同',
    bring: '携带已备案的购房合同，或者二手房买卖合同和契税凭证。',
  },
  'ownership-certificate': { name: '不动产权证书', bring: '携带自住住房的不动产权证书。' },
  'building-permit': {
    name: '建造、翻建、大修的批准文件',
    bring: '携带规划、建设等部门的批准文件，或者房屋安全鉴定报告。',
  },
  'renovation-contract': { name: '装修合同', bring: '携带与装修企业签订的装修合同。' },
  'expense-receipt': { name: '付款凭证', bring: '携带发票、收据或者银行付款记录，证明实际支出。' },
  'loan-contract': { name: '购房借款合同', bring: '携带购房借款合同。' },
  'repayment-record': { name: '还款记录', bring: '携带贷款银行出具的还款记录。' },
  'retirement-certificate': {
    name: '退休证明',
    bring: '未达到法定退休年龄的，携带退休证或者社会保险经办机构的退休审批材料。',
  },
  'disability-appraisal': { name: '劳动能力鉴定结论', bring: '携带劳动能力鉴定委员会的鉴定结论。' },
  'emigration-proof': {
    name: '出境定居材料',
    bring: '携带户口注销证明或者定居签证等出境定居材料。',
  },
  'approval-document': {
    name: '国务院批准的文件',
    bring: '说明所依据的国务院批准文件的文号，并携带证明符合该情形的材料。',
  },
  other: { name: '其他材料', bring: '携带所需的其他材料。' },
  married: { name: '婚姻状况', bring: '说明婚姻状况，租房提取的限额按婚姻状况确定。' },
  'owns-home': { name: '住房情况', bring: '说明本人和配偶在本地是否有自有住房。' },
  'family-income': { name: '家庭工资收入', bring: '说明家庭每月的工资收入。' },
  expense: { name: '实际支出金额', bring: '说明实际支出的金额，提取不得超过实际支出。' },
  'expense-day': { name: '支出日期', bring: '说明购房、装修等支出的日期。' },
  period: { name: '所属月份', bring: '说明房租、物业费或者还款所属的起止月份。' },
};

/** What to bring, one line for each thing. */
export function withdrawalGapLines(gaps: readonly string[]): readonly GapWords[] {
  const known: Readonly<Record<string, GapWords>> = WITHDRAWAL_GAPS;
  return gaps.map((gap) => known[gap] ?? { name: gap, bring: '' });
}

export function withdrawalGapNames(gaps: readonly string[]): string {
  return listText(withdrawalGapLines(gaps).map(({ name }) => name));
}

const LIMITED_BY: Readonly<Record<WithdrawalLimit['by'], string>> = {
  balance: '账户余额',
  expense: '实际支出（扣除已为同一支出提取的）',
  'rent-cap': '当地租房提取限额',
  'property-fee-cap': '当地物业费提取限额',
  'renovation-cap': '当地装修提取限额',
};

export function limitTitle(by: string): string {
  const known: Readonly<Record<string, string>> = LIMITED_BY;
  return known[by] ?? by;
}

type Detail = WithdrawalRefusal['detail'];

const FOUND: Readonly<Partial<Record<WithdrawalRefusal['code'], (detail: Detail) => string>>> = {
  'withdrawal-ban': ({ until = '' }) =>
    until === '' ? '' : `限制期到${dayText(plainDate(until))}止。`,
  'loan-overdue': ({ overdue = '' }) => (overdue === '' ? '' : `逾期${overdue}元。`),
  'contributed-too-short': ({ months = '', least = '' }) =>
    `已连续缴存${months}个月，须满${least}个月。`,
  'rent-within-income': ({ line = '', ratio = '' }) =>
    `家庭工资收入的${percent(ratio)}为${line}元。`,
  'withdrawn-too-soon': ({ months = '' }) => `同一情形每${months}个月可以提取一次。`,
  'expense-too-old': ({ last = '', months = '' }) =>
    last === '' ? '' : `须在${months}个月内、即${dayText(plainDate(last))}前（含当日）申请。`,
  'period-withdrawn': ({ from = '', to = '' }) =>
    from === '' ? '' : `${monthText(from)}至${monthText(to)}已经提取过。`,
  'withdrawal-held': ({ available = '' }) => `可动用的余额为${available}元。`,
  'closing-held': ({ kinds = '' }) => (kinds === '' ? '' : `查到：${heldText(kinds)}。`),
  'amount-not-all': ({ balance = '' }) => `账户余额为${balance}元。`,
  'amount-above-balance': ({ nearest = '' }) => `最多可以提取${nearest}元。`,
  'amount-above-limit': ({ nearest = '', by = '' }) =>
    `按${limitTitle(by)}，最多可以提取${nearest}元。`,
};

/** One reason: what was found, in one or two sentences. */
export function withdrawalReasonText({
  code,
  detail,
}: Pick<WithdrawalRefusal, 'code' | 'detail'>): string {
  return WITHDRAWAL_REFUSAL_WORDS[code].text + (FOUND[code]?.(detail) ?? '');
}

export function withdrawalRemedy({
  code,
  earliestOn,
}: Pick<WithdrawalRefusal, 'code' | 'earliestOn'>): string {
  const { remedy } = WITHDRAWAL_REFUSAL_WORDS[code];
  return earliestOn === null ? remedy : `${remedy}最早${dayText(earliestOn)}可以申请。`;
}

const REVIEWED: Readonly<Record<string, string>> = {
  'loan-overdue-unknown': '全国平台显示有未结清的住房公积金贷款，须核实有没有逾期',
  'state-approved': '须核实国务院批准的文件和所属情形',
  amount: '金额超过须由另一人复核的数额',
  'recent-personal-change': RECENT_CHANGE_REVIEW,
};

/**
 * What another person looks at.
 *
 * @param changes marks of what was changed shortly before
 */
export function withdrawalReviewText(
  codes: readonly string[],
  changes: readonly string[] = [],
): string {
  const texts = codes.map((code) => REVIEWED[code] ?? code);
  return [...texts, ...(changes.length > 0 ? [recentChangesText(changes)] : [])].join('；');
}

/** 灵活就业缴存3000.00元、单位缴存200.00元 */
export function drawnText(
  drawn: readonly { readonly source: string; readonly amount: string }[],
): string {
  return listText(drawn.map(({ source, amount }) => `${sourceTitle(source)}${amount}元`));
}

/**
 * 同时注销账户, in one sentence.
 *
 * @param closes as it was asked for
 * @param acceptedOn fixes the text of the regulation
 */
export function closingText(closes: boolean, acceptedOn: PlainDate): string {
  if (!closes) return '只提取、不注销账户：账户和缴存使用协议照旧';
  const must = regulationOn(acceptedOn) === '2019' ? '应当' : '可以';
  return `依条例第二十四条，${must}同时注销账户：提取全部本息（利息算到付款之日），受理之日起不再扣款，付清后注销账户、终止缴存使用协议`;
}

const PAYOUT_STATES: Readonly<Record<string, string>> = {
  ready: '待发送',
  sent: '已发银行，待答复',
  paid: '已付',
  refused: '未付，已退回账户',
  returned: '付后退回',
};

export function payoutStateTitle(state: string): string {
  return PAYOUT_STATES[state] ?? state;
}
