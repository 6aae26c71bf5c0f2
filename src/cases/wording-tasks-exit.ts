/** What the tasks of leaving (退出销户) ask for. */
export const EXIT_TASK_KINDS = ['exit-signature', 'exit-review'] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
  readonly acts?: readonly string[];
}

export const EXIT_TASKS: Readonly<Record<(typeof EXIT_TASK_KINDS)[number], Words>> = {
  'exit-review': {
    title: '复核退出销户',
    todo: '办理前后变更过本人信息：用变更以前的联系方式和证件原件向本人核实变更和销户都是本人意愿，写明依据；不能确认的不同意。',
    acts: ['review'],
  },
  'exit-signature': {
    title: '请本人签字确认退出销户',
    todo: '打印退出销户告知书，把付款、销户的日期逐项向本人说明；本人同意的签字并扫描登记，不同意的撤回。',
    acts: ['sign', 'withdraw'],
  },
};
