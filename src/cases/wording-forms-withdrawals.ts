/** The words of form fields of a withdrawal (提取), and of what can be chosen. */
import { WITHDRAWAL_REASONS } from '../domain/vocabulary.ts';
import { withdrawalTitle } from './wording-withdrawals.ts';

/** By place, as in wording-forms.ts. */
export const WITHDRAWAL_FIELDS = {
  purpose: { title: '提取情形', help: '条例第二十四条所列情形' },
  'withdrawal.application.amount': {
    title: '提取金额',
    control: 'money',
    help: '元；不超过余额、实际支出和当地限额；同时注销账户的可以不填，本息全部提取',
  },
  close: {
    title: '同时注销账户',
    help: '离休退休、完全丧失劳动能力、出境定居提取的填写；不填的，付清后注销',
  },
  married: { title: '婚姻状况', help: '租房提取的限额按婚姻状况确定' },
  leaseRegistered: { title: '租赁合同已登记备案' },
  ownsHome: { title: '本地自有住房', help: '本人和配偶' },
  familyIncome: {
    title: '家庭月工资收入',
    control: 'money',
    help: '2026年9月20日以前受理的租房提取填写',
  },
  expense: { title: '实际支出' },
  'expense.amount': { title: '实际支出金额', control: 'money' },
  'expense.on': { title: '支出日期', help: '购房、建房、装修等填写' },
  'expense.reference': { title: '合同或凭证编号', help: '同一支出分次提取的，按编号合并计算' },
  period: { title: '所属月份' },
  'period.from': { title: '起始月份', help: '如 2026-09' },
  'period.to': { title: '截止月份', help: '不晚于当月' },
  approve: { title: '复核意见' },
  overdue: {
    title: '核实的贷款逾期金额',
    control: 'money',
    help: '有未结清贷款的填写，没有逾期填 0.00',
  },
} as const;

export const WITHDRAWAL_CHOICES = {
  purpose: Object.fromEntries(WITHDRAWAL_REASONS.map((code) => [code, withdrawalTitle(code)])),
  married: { true: '已婚', false: '单身' },
  leaseRegistered: { true: '已备案', false: '未备案' },
  ownsHome: { true: '有', false: '没有' },
  close: { true: '注销', false: '不注销，只提取' },
  approve: { true: '同意', false: '不同意' },
} as const;
