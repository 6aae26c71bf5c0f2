/** Tasks about money that has no case: what nobody owns yet, and what differs from the bank's books. */

export const MONEY_TASK_KINDS = [
  'settle-suspense',
  'settle-difference',
  'confirm-difference',
] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
}

export const MONEY_TASKS: Readonly<Record<(typeof MONEY_TASK_KINDS)[number], Words>> = {
  'settle-suspense': {
    title: '处理暂收款',
    todo: '查明来款归属：认领到账户、退回付款人，或者按用途登记；在暂收款页办理后，本待办自行了结。',
  },
  'settle-difference': {
    title: '处理对账差异',
    todo: '对照银行对账单和本中心账簿：能记账的提出记账，不须记账的说明理由；在银行对账页办理。',
  },
  'confirm-difference': {
    title: '复核差异记账',
    todo: '核对另一名主管提出的记账，确认或者退回；在银行对账页办理。',
  },
};
