/** `anju journal`: a journal with all that is behind it, and how it is taken back by two persons. */
import { Option, type Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { confirm } from './confirm.ts';
import { badInput } from './failure.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const STATES = ['proposed', 'done', 'declined', 'withdrawn'];

interface ListOptions extends CommonOptions, PageOptions {
  readonly case?: string;
  readonly run?: string;
}

interface ReverseOptions extends CommonOptions {
  readonly preview?: boolean;
  readonly reason?: string;
  readonly key?: string;
}

interface DecideOptions extends CommonOptions {
  readonly reason?: string;
  readonly yes?: boolean;
  readonly key?: string;
}

/** Adds the command group `journal`. */
export function journalCommand(program: Command): void {
  const group = program.command('journal').description('记账凭证：查看，冲账');
  leaf(group, 'show', '一张凭证：分录，及其银行流水、扣款、月份、业务')
    .argument('<journal>', '凭证号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/journals/${numberOf(given)}`);
        return { data: body, text: journalText(body) };
      });
    });
  pageOptions(leaf(group, 'list', '一件业务或一次批处理的凭证，最新的在前'))
    .option('--case <id>', '业务标识')
    .option('--run <id>', '批处理标识')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const query = { case: options.case, run: options.run };
        const body = await readPages(client, '/journals', query, options);
        const rows = grid(HEADS, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
  reverseCommand(group);
  pageOptions(leaf(group, 'reversals', '冲账申请，最新的在前'))
    .addOption(new Option('--state <state>', '状态').choices(STATES))
    .action(async (options: CommonOptions & PageOptions & { readonly state?: string }) => {
      await withClient(options, async (client) => {
        const query = { state: options.state };
        const body = await readPages(client, '/reversals', query, options);
        const rows = grid(REVERSALS, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
  decideCommand(group, 'confirm', '同意一份冲账申请，全部记账');
  decideCommand(group, 'decline', '不同意一份冲账申请');
  decideCommand(group, 'withdraw', '撤回自己的冲账申请');
}

function reverseCommand(group: Command): void {
  leaf(group, 'reverse', '预览冲账；写明理由的，提出申请')
    .argument('<journal>', '凭证号')
    .option('--preview', '只预览')
    .option('--reason <text>', '理由；给出即提出申请，由另一名主管复核')
    .addOption(keyOption())
    .action(async (given: string, options: ReverseOptions) => {
      await withClient(options, async (client) => {
        const journal = numberOf(given);
        const plan = await client.read(`/journals/${journal}/reversal-plan`);
        if (options.preview === true || options.reason === undefined) {
          return { data: plan, text: planText(plan) };
        }
        const { body } = await client.send({
          method: 'POST',
          path: `/journals/${journal}/reversals`,
          json: { digest: text(plan, 'digest'), reason: options.reason },
          key: keyFor(options.key),
        });
        return { data: body, text: planText(plan) + reversalText(body) };
      });
    });
}

function decideCommand(group: Command, action: string, words: string): void {
  leaf(group, action, words)
    .argument('<reversal>', '冲账申请的标识')
    .option('--reason <text>', '理由')
    .option('--yes', '同意时不再询问')
    .addOption(keyOption())
    .action(async (id: string, { reason, key, yes, ...options }: DecideOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(`/reversals/${encodeURIComponent(id)}`);
        if (action === 'confirm' && yes !== true) await confirm('同意冲账', reversalText(seen));
        const { body } = await client.send({
          method: 'POST',
          path: `/reversals/${encodeURIComponent(id)}/actions`,
          json: { action, ...(reason !== undefined && { reason }) },
          key: keyFor(key),
          version: Number(text(seen, 'version')),
        });
        return { data: body, text: reversalText(body) };
      });
    });
}

function numberOf(given: string): string {
  if (!/^[1-9]\d{0,17}$/.test(given)) throw badInput('凭证号须为数字。');
  return given;
}

const HEADS: readonly Column<Body>[] = [
  { title: '凭证', value: (row) => text(row, 'id') },
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '业务', value: (row) => text(row, 'title') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '记于', value: (row) => moment(row, 'recordedAt') },
  { title: '记账人', value: (row) => text(row, 'recordedByName') },
];

const LINES: readonly Column<Body>[] = [
  { title: '科目', value: (row) => text(row, 'bookTitle') },
  { title: '个人账号', value: (row) => text(row, 'accountNumber') },
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '借（元）', value: (row) => debit(text(row, 'amount')) },
  { title: '贷（元）', value: (row) => credit(text(row, 'amount')) },
];

const debit = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : '');
const credit = (amount: string) => (amount.startsWith('-') ? '' : amount);

const STEPS: readonly Column<Body>[] = [
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '业务', value: (row) => text(row, 'title') },
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '原因', value: (row) => text(row, 'whyText') },
  {
    title: '差额（元）',
    value: (row) =>
      items(row, 'shortfalls')
        .map((one) => text(one, 'amount'))
        .join('、'),
  },
  { title: '冲减计提（元）', value: (row) => text(row, 'charge') },
  {
    title: '不能冲账',
    value: (row) =>
      items(row, 'stays')
        .map((one) => text(one, 'text'))
        .join('；'),
  },
];

const REVERSALS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '业务', value: (row) => text(row, 'journalTitle') },
  { title: '理由', value: (row) => text(row, 'reason') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '提出', value: (row) => `${text(row, 'proposedByName')} ${moment(row, 'proposedAt')}` },
];

function journalText(body: unknown): string {
  const serials = items(body, 'bankLines').map(
    (one) =>
      `${text(one, 'day')} 第${text(one, 'n')}行 ${text(one, 'serial')} ${text(one, 'amount')}元`,
  );
  const debits = items(body, 'debits').map(
    (one) => `${text(one, 'run')} 第${text(one, 'n')}项（${text(one, 'coversFrom')}起）`,
  );
  const months = items(body, 'months').map((one) => text(one, 'month'));
  return [
    card([
      ['凭证', text(body, 'id')],
      ['业务', `${text(body, 'title')}（${text(body, 'business')}）`],
      ['记账日期', text(body, 'valueDate')],
      ['记于', `${moment(body, 'recordedAt')} ${text(body, 'recordedByName')}`],
      ['凭据号码', text(body, 'document')],
      ['业务编号', text(body, 'caseNumber')],
      ['批处理', text(body, 'runTitle')],
      ['冲凭证', text(body, 'reverses')],
      ['已由凭证冲账', text(body, 'reversedBy')],
      ['银行流水', serials.join('；')],
      ['扣款指令', debits.join('；')],
      ['缴存月份', months.join('、')],
      ['冲账申请', text(body, 'reversal', 'stateTitle')],
    ]),
    section('分录', grid(LINES, items(body, 'lines'))),
  ].join('');
}

function planText(plan: unknown): string {
  return [
    section('将依次冲销', grid(STEPS, items(plan, 'steps'))),
    card([
      ['差额转应收个人款（元）', text(plan, 'lacks')],
      ['可以冲账', text(plan, 'possible')],
    ]),
  ].join('');
}

function reversalText(body: unknown): string {
  return card([
    ['冲账申请', text(body, 'id')],
    ['凭证', text(body, 'journal')],
    ['状态', text(body, 'stateTitle')],
    ['理由', text(body, 'reason')],
    ['复核', `${text(body, 'decidedByName')} ${moment(body, 'decidedAt')}`.trim()],
    ['差额（元）', text(body, 'lacks')],
  ]);
}
