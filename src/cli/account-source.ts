/** `anju account source-…`: corrections of the source (来源更正), looked at, asked for and decided by two supervisors. */
import { Option, type Command } from 'commander';
import { accountId } from './account-id.ts';
import { field, items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { confirm } from './confirm.ts';
import { badInput } from './failure.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const FROM = ['unclassified', 'unit', 'flexible'];
const TO = ['unit', 'flexible'];
const STATES = ['proposed', 'done', 'declined', 'withdrawn'];

interface AskOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly since?: string;
  readonly document?: string;
  readonly reason?: string;
  readonly key?: string;
}

interface ListOptions extends CommonOptions, PageOptions {
  readonly state?: string;
  readonly account?: string;
}

interface DecideOptions extends CommonOptions {
  readonly reason?: string;
  readonly yes?: boolean;
  readonly key?: string;
}

export function sourceCommands(account: Command): void {
  leaf(account, 'source-correct', '预览来源更正；写明依据文件和理由的，提出申请')
    .argument('<account>', '个人账号（20位）或账户标识')
    .addOption(new Option('--from <source>', '现在所记的来源').choices(FROM).makeOptionMandatory())
    .addOption(new Option('--to <source>', '应记的来源').choices(TO).makeOptionMandatory())
    .requiredOption('--amount <yuan>', '金额，如 3000.00')
    .option('--since <date>', '起算日，不写为今天；最早可以从哪天起，见预览')
    .option('--document <number>', '依据文件的编号')
    .option('--reason <text>', '理由；与文件编号一并给出即提出申请，由另一名主管复核')
    .addOption(keyOption())
    .action((given: string, options: AskOptions) => ask(given, options));
  pageOptions(leaf(account, 'source-corrections', '来源更正申请，最新的在前'))
    .addOption(new Option('--state <state>', '状态').choices(STATES))
    .option('--account <account>', '只看一个账户：个人账号（20位）或账户标识')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const { state, account: given } = options;
        const query = {
          state,
          account: given === undefined ? undefined : await accountId(client, given),
        };
        const body = await readPages(client, '/source-corrections', query, options);
        const rows = grid(CORRECTIONS, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
  decideCommand(account, 'confirm', '同意一份来源更正申请，随即记账');
  decideCommand(account, 'decline', '不同意一份来源更正申请');
  decideCommand(account, 'withdraw', '撤回自己的来源更正申请');
}

async function ask(given: string, options: AskOptions): Promise<void> {
  const { from, to, amount, since, document, reason, key } = options;
  if ((document === undefined) !== (reason === undefined)) {
    throw badInput('提出申请须同时给出 --document 和 --reason；都不给只预览。');
  }
  await withClient(options, async (client) => {
    const id = await accountId(client, given);
    const query = { from, to, amount, since };
    const plan = await client.read(`/accounts/${id}/source-correction-plan`, query);
    if (document === undefined || reason === undefined) return { data: plan, text: planText(plan) };
    const { body } = await client.send({
      method: 'POST',
      path: `/accounts/${id}/source-corrections`,
      json: {
        ...{ from, to, amount, since: text(plan, 'since'), document, reason },
        digest: text(plan, 'digest'),
      },
      key: keyFor(key),
    });
    return { data: body, text: planText(plan) + correctionText(body) };
  });
}

function decideCommand(account: Command, action: string, words: string): void {
  leaf(account, `source-${action}`, words)
    .argument('<correction>', '来源更正申请的标识')
    .option('--reason <text>', '理由')
    .option('--yes', '同意时不再询问')
    .addOption(keyOption())
    .action(async (id: string, { reason, key, yes, ...options }: DecideOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(`/source-corrections/${encodeURIComponent(id)}`);
        if (action === 'confirm' && yes !== true) {
          await confirm('同意来源更正', correctionText(seen));
        }
        const { body } = await client.send({
          method: 'POST',
          path: `/source-corrections/${encodeURIComponent(id)}/actions`,
          json: { action, ...(reason !== undefined && { reason }) },
          key: keyFor(key),
          version: Number(text(seen, 'version')),
        });
        return { data: body, text: correctionText(body) };
      });
    });
}

const CORRECTIONS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '个人账号', value: (row) => text(row, 'accountNumber') },
  { title: '由', value: (row) => text(row, 'fromTitle') },
  { title: '更正为', value: (row) => text(row, 'toTitle') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '起算日', value: (row) => text(row, 'since') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '提出', value: (row) => `${text(row, 'proposedByName')} ${moment(row, 'proposedAt')}` },
];

const REASONS: readonly Column<Body>[] = [
  { title: '不能办理的原因', value: (row) => text(row, 'text') },
  { title: '怎么办', value: (row) => text(row, 'remedy') },
  { title: '依据', value: (row) => text(row, 'clause', 'title') },
];

function planText(plan: unknown): string {
  const change = (side: string) => `${text(plan, 'before', side)} → ${text(plan, 'after', side)}`;
  return [
    card([
      [`${text(plan, 'fromTitle')}（元）`, change('from')],
      [`${text(plan, 'toTitle')}（元）`, change('to')],
      ['其中上年结转（元）', text(plan, 'carried')],
      ['其中当年归集（元）', text(plan, 'current')],
      ['起算日', text(plan, 'since')],
      ['最早起算日', text(plan, 'earliest')],
      ['可以更正', field(plan, 'possible') === true ? '是' : '否'],
    ]),
    items(plan, 'reasons').length > 0 ? section('原因', grid(REASONS, items(plan, 'reasons'))) : '',
  ].join('');
}

function correctionText(body: unknown): string {
  return card([
    ['来源更正申请', text(body, 'id')],
    ['个人账号', text(body, 'accountNumber')],
    ['更正', `${text(body, 'fromTitle')} → ${text(body, 'toTitle')}`],
    ['金额（元）', text(body, 'amount')],
    ['起算日', text(body, 'since')],
    ['依据文件', text(body, 'document')],
    ['理由', text(body, 'reason')],
    ['状态', text(body, 'stateTitle')],
    ['复核', `${text(body, 'decidedByName')} ${moment(body, 'decidedAt')}`.trim()],
    ['凭证', text(body, 'journal')],
  ]);
}
