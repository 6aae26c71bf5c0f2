/** What the tasks of a hold (冻结) ask for. */
export const HOLD_TASK_KINDS = [
  'confirm-hold',
  'renew-hold',
  'end-hold',
  'confirm-release',
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
};
