/** Tasks that supervisors owe about irregularities and about moves of waits. */

export const SUPERVISION_TASK_KINDS = [
  'examine-irregularity',
  'confirm-irregularity',
  'confirm-wait-move',
] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
  readonly acts?: readonly string[];
}

export const SUPERVISION_TASKS: Readonly<Record<(typeof SUPERVISION_TASK_KINDS)[number], Words>> = {
  'examine-irregularity': {
    title: '核查异常',
    todo: '对照所列证据查明经过：账目有误的更正后复查，无误的说明理由，由另一名主管确认。',
    acts: ['recheck', 'mend', 'explain'],
  },
  'confirm-irregularity': {
    title: '确认异常核查意见',
    todo: '对照证据和账目核对核查意见，确认或者退回。',
    acts: ['confirm', 'return'],
  },
  'confirm-wait-move': {
    title: '确认改期',
    todo: '对照文书核对事由和新的期限，确认或者不同意；确认前期限不变。',
    acts: ['confirm-wait-move', 'decline-wait-move'],
  },
};
