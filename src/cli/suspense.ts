/** `anju suspense`: money that belongs to nobody yet, assigned or returned. */
import { Option, type Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { accountId } from './account-id.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const ITEMS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '到账日', value: (row) => text(row, 'receivedOn') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '银行流水号', value: (row) => text(row, 'serial') },
  { title: '原因', value: (row) => text(row, 'causeText') },
  { title: '账户', value: (row) => text(row, 'accountNumber') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '处理期限', value: (row) => text(row, 'dueOn') },
  { title: '领取人', value: (row) => text(row, 'claimedByName') },
];

const STATES = ['open', 'assigned', 'returned', 'recovered', 'funded', 'reversed'];

interface ListOptions extends CommonOptions, PageOptions {
  readonly state?: string;
}

interface SettleOptions extends CommonOptions {
  readonly reason: string;
  readonly account?: string;
  readonly document?: string;
  readonly key?: string;
}

type Returning = 'confirm-return' | 'decline-return';
const RETURNS: readonly (readonly [Returning, string])[] = [
  ['confirm-return', '复核另一名主管登记的退回，出账'],
  ['decline-return', '不同意登记的退回，仍待处理'],
];

/** Adds the command group `suspense`. */
export function suspenseCommand(program: Command): void {
  const group = program.command('suspense').description('暂收款：认领或退回');
  pageOptions(leaf(group, 'list', '列出暂收款，到账最早的在前'))
    .addOption(new Option('--state <state>', '状态').choices(STATES))
    .action(async (options: ListOptions) => {
      const { state } = options;
      await withClient(options, async (client) => {
        const body = await readPages(client, '/suspense', { state }, options);
        return {
          data: body,
          text: grid(ITEMS, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
  leaf(group, 'assign', '认领到账户，按整月记作缴存')
    .argument('<item>', '暂收款的标识')
    .requiredOption('--account <account>', '个人账号（20位）或账户标识')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action((item: string, options: SettleOptions) => settle(item, 'assign', options));
  leaf(group, 'return', '登记已由银行退回；由另一名主管复核后出账')
    .argument('<item>', '暂收款的标识')
    .requiredOption('--document <serial>', '银行退款的流水号')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action((item: string, options: SettleOptions) => settle(item, 'return', options));
  for (const [action, words] of RETURNS) {
    leaf(group, action, words)
      .argument('<item>', '暂收款的标识')
      .requiredOption('--reason <text>', '理由')
      .addOption(keyOption())
      .action((item: string, options: SettleOptions) => settle(item, action, options));
  }
  leaf(group, 'payer', '查看付款人和附言；查看留痕')
    .argument('<item>', '暂收款的标识')
    .requiredOption('--reason <text>', '理由')
    .action(readPayer);
  leaf(group, 'fund', '拨入缴存补贴资金')
    .argument('<item>', '暂收款的标识')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action((item: string, options: SettleOptions) => settle(item, 'fund', options));
}

async function readPayer(
  item: string,
  options: CommonOptions & { readonly reason: string },
): Promise<void> {
  await withClient(options, async (client) => {
    const { body } = await client.send({
      method: 'POST',
      path: `/suspense/${encodeURIComponent(item)}:reveal`,
      json: { reason: options.reason },
    });
    const rows = [
      ['付款人', text(body, 'payer', 'name')],
      ['付款账号', text(body, 'payer', 'account')],
      ['附言', text(body, 'note')],
    ] as const;
    return { data: body, text: card(rows) };
  });
}

async function settle(
  item: string,
  action: 'assign' | 'return' | Returning | 'fund',
  options: SettleOptions,
): Promise<void> {
  await withClient(options, async (client) => {
    const seen = await client.read(`/suspense/${encodeURIComponent(item)}`);
    const { reason, account, document } = options;
    const target = account === undefined ? {} : { account: await accountId(client, account) };
    const { body } = await client.send({
      method: 'POST',
      path: `/suspense/${encodeURIComponent(item)}/actions`,
      json: { action, reason, ...target, ...(document !== undefined && { document }) },
      key: keyFor(options.key),
      version: Number(text(seen, 'version')),
    });
    return { data: body, text: itemCard(body) };
  });
}

function itemCard(body: unknown): string {
  return card([
    ['标识', text(body, 'id')],
    ['金额（元）', text(body, 'amount')],
    ['原因', text(body, 'causeText')],
    ['状态', text(body, 'stateTitle')],
    ['账户', text(body, 'accountNumber')],
    [
      '待复核退回',
      `${text(body, 'returning', 'document')} ${text(body, 'returning', 'proposedByName')}`.trim(),
    ],
    ['经办', `${text(body, 'settledByName')} ${moment(body, 'settledAt')}`.trim()],
    ['凭证', text(body, 'settledJournal')],
  ]);
}
