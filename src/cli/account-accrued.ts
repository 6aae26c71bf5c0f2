/** `anju account accrued`: interest that was earned and not credited yet, on any day. */
import type { Command } from 'commander';
import { accountId } from './account-id.ts';
import { field, items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, section, type Column } from './grid.ts';

interface Options extends CommonOptions {
  readonly on: string;
}

export function accruedCommand(account: Command): void {
  leaf(account, 'accrued', '未结利息：算至任一天，分来源')
    .argument('<account>', '个人账号（20位）或账户标识')
    .requiredOption('--on <date>', '算至哪一天，不含当天；以后的日期按此间没有变动预计')
    .action(async (given: string, { on, ...options }: Options) => {
      await withClient(options, async (client) => {
        const id = await accountId(client, given);
        const body = await client.read(`/accounts/${id}/accrued`, { on });
        return { data: body, text: accruedText(body) };
      });
    });
}

const SOURCES: readonly Column<Body>[] = [
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '起息', value: (row) => text(row, 'from') },
  { title: '未结利息（元）', value: (row) => text(row, 'interest') },
];

function accruedText(body: unknown): string {
  const foreseen = field(body, 'foreseen') === true;
  return [
    card([
      ['算至', `${text(body, 'on')}${foreseen ? '（预计，此间没有变动）' : ''}`],
      ['未结利息（元）', text(body, 'total')],
    ]),
    section('各来源', grid(SOURCES, items(body, 'sources'))),
  ].join('\n');
}
