/** What the tasks of leaving (退出销户) ask for. */
export const EXIT_TASK_KINDS = ['exit-signature', 'exit-review', 'exit-due'] as const;

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
  'exit-due': {
    title: '退出销户今日到期，须作出决定',
    todo: '法定三日期限今日届满：督促或改派复核，查明是什么没有办完，当日付款或者作出决定。',
    acts: ['review', 'retry-now'],
  },
  'exit-signature': {
    title: '请本人签字确认退出销户',
    todo: '打印退出销户告知书，把付款、销户的日期逐项向本人说明；本人同意的签字并扫描登记，不同意的撤回。',
    acts: ['sign', 'withdraw'],
  },
};
