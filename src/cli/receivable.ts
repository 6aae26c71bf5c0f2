/** `anju receivable`: money to be recovered from persons, and what comes back. */
import { Option, type Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const HEADS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '期限', value: (row) => text(row, 'dueOn') },
  { title: '姓名', value: (row) => text(row, 'person', 'name') },
  { title: '账户', value: (row) => text(row, 'accountNumber') },
  { title: '应收（元）', value: (row) => text(row, 'amount') },
  { title: '尚未追回', value: (row) => text(row, 'left') },
  { title: '原因', value: (row) => text(row, 'causeText') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
];

const RECOVERIES: readonly Column<Body>[] = [
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '日期', value: (row) => text(row, 'recoveredOn') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '银行流水号', value: (row) => text(row, 'serial') },
  { title: '经办', value: (row) => text(row, 'recordedByName') },
  { title: '已冲账', value: (row) => text(row, 'takenBack') },
];

interface RecoverOptions extends CommonOptions {
  readonly item: string;
  readonly reason: string;
  readonly key?: string;
}

/** Adds the command group `receivable`. */
export function receivableCommand(program: Command): void {
  const group = program.command('receivable').description('应收个人款：追回已付出而被收回的款项');
  pageOptions(leaf(group, 'list', '列出应收个人款，期限最早的在前'))
    .addOption(new Option('--state <state>', '状态').choices(['open', 'recovered', 'void']))
    .action(async (options: CommonOptions & PageOptions & { readonly state?: string }) => {
      await withClient(options, async (client) => {
        const query = { state: options.state };
        const body = await readPages(client, '/receivables', query, options);
        const rows = grid(HEADS, items(body, 'items'));
        return { data: body, text: rows + openText(body) + more(text(body, 'nextCursor')) };
      });
    });
  leaf(group, 'show', '一笔应收个人款，及其追回的款项')
    .argument('<receivable>', '应收个人款的标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/receivables/${encodeURIComponent(id)}`);
        return { data: body, text: receivableText(body) };
      });
    });
  leaf(group, 'recover', '用一笔暂收款登记追回')
    .argument('<receivable>', '应收个人款的标识')
    .requiredOption('--item <suspense>', '暂收款的标识，全额使用')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, { item, reason, key, ...options }: RecoverOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(`/receivables/${encodeURIComponent(id)}`);
        const { body } = await client.send({
          method: 'POST',
          path: `/receivables/${encodeURIComponent(id)}/recoveries`,
          json: { item, reason },
          key: keyFor(key),
          version: Number(text(seen, 'version')),
        });
        return { data: body, text: receivableText(body) };
      });
    });
}

function openText(body: unknown): string {
  const count = text(body, 'open', 'count');
  if (count === '') return '';
  const overdue = text(body, 'open', 'overdue');
  return `待追回共${count}笔，${text(body, 'open', 'left')}元，其中逾期${overdue}笔。\n`;
}

function receivableText(body: unknown): string {
  const recoveries = items(body, 'recoveries');
  return [
    card([
      ['标识', text(body, 'id')],
      ['姓名', text(body, 'person', 'name')],
      ['账户', text(body, 'accountNumber')],
      ['应收（元）', text(body, 'amount')],
      ['已追回（元）', text(body, 'recovered')],
      ['尚未追回（元）', text(body, 'left')],
      ['原因', `${text(body, 'causeText')}（凭证${text(body, 'journal')}）`],
      ['期限', text(body, 'dueOn')],
      ['状态', text(body, 'stateTitle')],
    ]),
    section('追回的款项', recoveries.length === 0 ? '' : grid(RECOVERIES, recoveries)),
  ].join('');
}
