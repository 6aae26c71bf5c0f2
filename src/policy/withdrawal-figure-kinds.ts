/** Figures of withdrawals (提取): caps, gaps, order of sources, who decides, how long the bank is waited for. */
export const WITHDRAWAL_FIGURES = {
  'rent-cap-single': {
    title: '租房提取每月限额（单身）',
    unit: 'yuan',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'rent-cap-married': {
    title: '租房提取每月限额（已婚，租赁未备案）',
    unit: 'yuan',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'rent-cap-registered': {
    title: '租房提取每月限额（已婚，租赁已备案）',
    unit: 'yuan',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'rent-months-min': {
    title: '租房提取前须连续缴存的月数',
    unit: 'months',
    clauses: ['liaoning-7'],
  },
  'rent-income-ratio': {
    title: '房租超出家庭工资收入的比例（2026年9月20日前受理）',
    unit: 'rate',
    clauses: ['regulation-24'],
  },
  'rent-gap': { title: '租房提取的间隔', unit: 'months', clauses: ['liaoning-7'] },
  'property-fee-gap': { title: '物业费提取的间隔', unit: 'months', clauses: ['liaoning-7'] },
  'loan-repayment-gap': { title: '还贷提取的间隔', unit: 'months', clauses: ['liaoning-7'] },
  'property-fee-cap': {
    title: '物业费提取每年限额（未登记时以实际支出为限）',
    unit: 'yuan',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'renovation-cap': {
    title: '装修提取限额（未登记时以实际支出为限）',
    unit: 'yuan',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'housing-expense-window': {
    title: '住房消费发生后可以申请提取的期限',
    unit: 'months',
    clauses: ['liaoning-7', 'regulation-24'],
  },
  'withdrawal-source-order': {
    title: '提取时先动用的资金来源',
    unit: 'word',
    clauses: ['liaoning-5', 'liaoning-7'],
    words: ['flexible-first', 'unit-first'],
  },
  'withdrawal-loan-rule': {
    title: '有未结清贷款时的提取',
    unit: 'word',
    clauses: ['liaoning-7'],
    words: ['overdue-first', 'refuse'],
  },
  'withdrawal-promise': {
    title: '提取承诺办结时限',
    unit: 'working-days',
    clauses: ['regulation-25'],
  },
  'withdrawal-review-above': {
    title: '提取须经复核的金额（超过）',
    unit: 'yuan',
    clauses: ['regulation-25', 'liaoning-7'],
  },
  'withdrawal-approval-above': {
    title: '提取须经主管审批的金额（超过）',
    unit: 'yuan',
    clauses: ['regulation-25', 'liaoning-7'],
  },
  'payout-wait': {
    title: '付款指令无银行结果即转主管处理的时限',
    unit: 'working-days',
    clauses: ['liaoning-7'],
  },
  'payout-mend': {
    title: '付款未成功后更换收款卡的期限',
    unit: 'days',
    clauses: ['liaoning-7'],
  },
} as const;
