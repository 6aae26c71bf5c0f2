/** What the tasks of a hold (冻结) ask for. */
export const HOLD_TASK_KINDS = [
  'confirm-hold',
  'renew-hold',
  'end-hold',
  'confirm-release',
  'confirm-deduct',
  'redo-deduction',
  'deduction-returned',
] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
  readonly acts?: readonly string[];
}

export const HOLD_TASKS: Readonly<Record<(typeof HOLD_TASK_KINDS)[number], Words>> = {
  'confirm-hold': {
    title: '核对冻结',
    todo: '对照文书扫描件核对账户、金额、期限；无误的确认，不符的即时撤销。',
    acts: ['confirm', 'decline'],
  },
  'renew-hold': {
    title: '冻结将到期',
    todo: '联系作出机关：续冻的凭文书登记新的期限，不再冻结的提出解除。',
    acts: ['renew', 'release'],
  },
  'end-hold': {
    title: '冻结已期满',
    todo: '冻结不自行解除：凭文书续冻，或者提出解除，由另一人确认。',
    acts: ['renew', 'release'],
  },
  'confirm-release': {
    title: '确认解除冻结',
    todo: '对照解除文书核对账户和冻结文号，确认或不同意解除。',
    acts: ['confirm-release', 'decline-release'],
  },
  'confirm-deduct': {
    title: '核对扣划',
    todo: '对照扣划文书核对金额、文号和收款账户，再次录入收款账号后确认；不符的退回。',
    acts: ['confirm-deduct', 'decline-deduct'],
  },
  'redo-deduction': {
    title: '扣划没有付成',
    todo: '款项已退回账户，仍然冻结：向作出机关核实收款账户，重新登记扣划。',
    acts: ['deduct', 'release'],
  },
  'deduction-returned': {
    title: '联系退回的扣划款',
    todo: '已付的扣划款被对方银行退回：告知作出机关并核实收款账户，需要的重新登记扣划；冻结已结束的在暂收款中办理。',
  },
};
