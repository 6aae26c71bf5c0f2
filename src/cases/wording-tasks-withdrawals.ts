/** What the tasks of a withdrawal (提取) ask for. */
export const WITHDRAWAL_TASK_KINDS = [
  'withdrawal-supplement',
  'withdrawal-review',
  'withdrawal-approval',
  'withdrawal-due',
  'mend-payout',
  'payout-unknown',
  'payout-returned',
] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
  readonly acts?: readonly string[];
}

export const WITHDRAWAL_TASKS: Readonly<Record<(typeof WITHDRAWAL_TASK_KINDS)[number], Words>> = {
  'withdrawal-supplement': {
    title: '催办提取补正',
    todo: '联系申请人一次补齐所列材料并录入；逾期不补的，业务按告知书终止。',
    acts: ['supplement'],
  },
  'withdrawal-review': {
    title: '复核提取',
    todo: '核对材料、金额和所列事项，写明依据；有贷款的核实逾期金额。不同意的，决定书写明理由。',
    acts: ['review'],
  },
  'withdrawal-approval': {
    title: '审批提取',
    todo: '核对复核意见、金额和依据，批准或者不批准。',
    acts: ['approve', 'decline'],
  },
  'withdrawal-due': {
    title: '提取今日到期，须作出决定',
    todo: '法定三日期限今日届满：督促或改派复核、审批，当日作出准予或者不准的决定。',
    acts: ['approve', 'decline', 'review'],
  },
  'mend-payout': {
    title: '联系更换收款卡',
    todo: '银行没有付成，款项已退回账户：联系申请人更换本人名下的卡，或者查明原因后按原卡重新付款。',
    acts: ['change-card', 'pay-again'],
  },
  'payout-unknown': {
    title: '查明付款结果',
    todo: '银行没有答复：向银行查询该笔指令；查明以前不得另行付款。',
    acts: ['ask-bank'],
  },
  'payout-returned': {
    title: '联系退回的提取款',
    todo: '已付的款项被对方银行退回，已记回账户：通知申请人核对银行卡，需要的重新申请提取。',
  },
};
