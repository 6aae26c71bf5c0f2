/** `anju debit`: debits that the bank does not answer, and its word on paper that it did not carry one out. */
import { Option, type Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const DEBITS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '账户', value: (row) => text(row, 'accountNumber') },
  { title: '月份', value: (row) => `${text(row, 'from')}至${text(row, 'to')}` },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '发往银行', value: (row) => moment(row, 'sentAt') },
  { title: '状态', value: standing },
  { title: '书面确认', value: (row) => text(row, 'confirmation', 'document') },
  { title: '处理期限', value: (row) => text(row, 'dueOn') },
  { title: '领取人', value: (row) => text(row, 'claimedByName') },
];

/** While the bank's answer cannot be booked, what is in the way is ours. */
function standing(row: unknown): string {
  const title = text(row, 'stateTitle');
  return text(row, 'unbookable') === 'true' ? `${title}（银行已经回报，系统不能记账）` : title;
}

const STATES = ['open', 'answered', 'not-carried-out'];

interface ListOptions extends CommonOptions, PageOptions {
  readonly state?: string;
}

interface SettleOptions extends CommonOptions {
  readonly reason: string;
  readonly document?: string;
  readonly key?: string;
}

type Settling = 'record' | 'confirm' | 'decline';
const DECISIONS: readonly (readonly [Settling, string])[] = [
  ['confirm', '复核另一名主管登记的书面确认：银行没有扣款'],
  ['decline', '退回登记的书面确认，仍待银行回报'],
];

/** Adds the command group `debit`. */
export function debitCommand(program: Command): void {
  const group = program.command('debit').description('扣款未回报：银行超过期限没有回报的扣款');
  pageOptions(leaf(group, 'list', '列出没有回报的扣款，最早的在前'))
    .addOption(new Option('--state <state>', '状态').choices(STATES))
    .action(async (options: ListOptions) => {
      const { state } = options;
      await withClient(options, async (client) => {
        const body = await readPages(client, '/unanswered-debits', { state }, options);
        return {
          data: body,
          text: grid(DEBITS, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
  leaf(group, 'record', '登记银行没有扣款的书面确认；由另一名主管复核后了结')
    .argument('<debit>', '扣款的标识')
    .requiredOption('--document <number>', '银行书面确认的文号')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action((debit: string, options: SettleOptions) => settle(debit, 'record', options));
  for (const [action, words] of DECISIONS) {
    leaf(group, action, words)
      .argument('<debit>', '扣款的标识')
      .requiredOption('--reason <text>', '理由')
      .addOption(keyOption())
      .action((debit: string, options: SettleOptions) => settle(debit, action, options));
  }
}

async function settle(debit: string, action: Settling, options: SettleOptions): Promise<void> {
  await withClient(options, async (client) => {
    const seen = await client.read(`/unanswered-debits/${encodeURIComponent(debit)}`);
    const { reason, document } = options;
    const { body } = await client.send({
      method: 'POST',
      path: `/unanswered-debits/${encodeURIComponent(debit)}/actions`,
      json: { action, reason, ...(document !== undefined && { document }) },
      key: keyFor(options.key),
      version: Number(text(seen, 'version')),
    });
    return { data: body, text: debitCard(body) };
  });
}

function debitCard(body: unknown): string {
  const recorded = `${text(body, 'confirmation', 'document')} ${text(body, 'confirmation', 'recordedByName')}`;
  return card([
    ['标识', text(body, 'id')],
    ['账户', text(body, 'accountNumber')],
    ['月份', `${text(body, 'from')}至${text(body, 'to')}`],
    ['金额（元）', text(body, 'amount')],
    ['状态', standing(body)],
    ['书面确认', recorded.trim()],
    ['经办', `${text(body, 'settledByName')} ${moment(body, 'settledAt')}`.trim()],
  ]);
}
