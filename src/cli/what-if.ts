/** `anju supervision what-if`: what another value of a parameter would change; nothing is written. */
import { Option, type Command } from 'commander';
import { WHAT_IF_NAMES } from '../policy/what-if.ts';
import { field, items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, section, type Column } from './grid.ts';

interface WhatIfOptions extends CommonOptions {
  readonly name: string;
  readonly value: string;
  readonly center?: string;
}

const OUTCOMES: readonly Column<Body>[] = [
  { title: '结果', value: (row) => text(row, 'title') },
  { title: '现在', value: (row) => text(row, 'before') },
  { title: '改后', value: (row) => text(row, 'after') },
];
const CHANGED: readonly Column<Body>[] = [
  { title: '账户尾号', value: (row) => text(row, 'accountLast4') },
  { title: '本人', value: (row) => text(row, 'person', 'name') },
  {
    title: '现在',
    value: (row) => `${text(row, 'before', 'outcomeTitle')} ${text(row, 'before', 'on')}`,
  },
  {
    title: '改后',
    value: (row) => `${text(row, 'after', 'outcomeTitle')} ${text(row, 'after', 'on')}`,
  },
];

const MONEY: readonly Column<Body>[] = [
  { title: '月份', value: (row) => text(row, 'month') },
  { title: '资金现在（元）', value: (row) => text(row, 'before', 'cash') },
  { title: '改后（元）', value: (row) => text(row, 'after', 'cash') },
  { title: '相差（元）', value: (row) => text(row, 'difference', 'cash') },
  { title: '工时现在（分钟）', value: (row) => text(row, 'before', 'minutes') },
  { title: '改后（分钟）', value: (row) => text(row, 'after', 'minutes') },
  { title: '相差（分钟）', value: (row) => text(row, 'difference', 'minutes') },
];

export function whatIfCommand(group: Command): void {
  leaf(group, 'what-if', '试算：一项参数改为另一个值，哪些账户的结果和日期会变；不作任何改动')
    .addOption(
      new Option('--name <name>', '参数').choices([...WHAT_IF_NAMES]).makeOptionMandatory(),
    )
    .requiredOption('--value <value>', '改为')
    .option('--center <code>', '中心代码')
    .action(async (options: WhatIfOptions) => {
      await withClient(options, async (client) => {
        const { name, value, center } = options;
        const json = { name, value, ...(center !== undefined && { center }) };
        const { body } = await client.send({ method: 'POST', path: '/what-if:calculate', json });
        return { data: body, text: whatIfText(body) };
      });
    });
}

const BASES: Readonly<Record<string, string>> = {
  ahead: '流出资金和工时，按到期预测',
  behind: '已决定的提取和复核审批工时，按近180天',
};

/** Month by month, what lies beyond, and both sums. */
function moneyRows(money: unknown): readonly Body[] {
  const more = [
    ['later', '此后'],
    ['total', '合计'],
  ] as const;
  return [
    ...items(money, 'months'),
    ...more.flatMap(([part, month]) => {
      const row = field(money, part);
      return typeof row === 'object' && row !== null ? [{ ...row, month }] : [];
    }),
  ];
}

function whatIfText(body: unknown): string {
  const of = (name: string) => text(body, name);
  return (
    card([
      ['参数', of('title')],
      ['现在', `${of('before')}${of('unit')}`],
      ['改为', `${of('after')}${of('unit')}`],
      ['范围', `${of('over')}，${of('looked')}户`],
      ['会变', of('changed')],
      ['日期', of('dated')],
    ]) +
    section('结果', grid(OUTCOMES, items(body, 'outcomes'))) +
    section(
      BASES[text(body, 'money', 'basis')] ?? '流出资金和工时',
      grid(MONEY, moneyRows(field(body, 'money'))),
    ) +
    section('会变的', grid(CHANGED, items(body, 'items')))
  );
}
