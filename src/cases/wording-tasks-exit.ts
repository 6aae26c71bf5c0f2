/** What the tasks of leaving (退出销户) ask for. */
export const EXIT_TASK_KINDS = ['exit-signature'] as const;

interface Words {
  readonly title: string;
  readonly todo: string;
  readonly acts?: readonly string[];
}

export const EXIT_TASKS: Readonly<Record<(typeof EXIT_TASK_KINDS)[number], Words>> = {
  'exit-signature': {
    title: '请本人签字确认退出销户',
    todo: '打印退出销户告知书，把付款、销户的日期逐项向本人说明；本人同意的签字并扫描登记，不同意的撤回。',
    acts: ['sign', 'withdraw'],
  },
};
