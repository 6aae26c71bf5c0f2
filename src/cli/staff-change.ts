/** `anju staff changes`, `propose`, `leave`, `confirm` …: what one supervisor proposes and another decides. */
import { Option, type Command } from 'commander';
import { items, moment, text, wordsOf, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { collect, objectFrom, withSettings } from './input.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

export function staffChangeCommands(group: Command): void {
  changesCommand(group);
  proposeCommand(group);
  leaveCommand(group);
  decisionCommand(group, 'confirm', '确认别人提出的变更，即时生效');
  decisionCommand(group, 'decline', '不同意别人提出的变更');
  decisionCommand(group, 'withdraw', '撤回自己提出的变更');
}

export const CHANGES: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '变更', value: (row) => text(row, 'kindTitle') },
  { title: '对象', value: (row) => text(row, 'staff', 'name') || text(row, 'branch', 'name') },
  { title: '内容', value: (row) => wordsOf(row, 'lines').join('\n') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  {
    title: '提出',
    value: (row) => `${text(row, 'proposedBy', 'name')} ${moment(row, 'proposedAt')}`,
  },
  { title: '决定', value: (row) => text(row, 'decidedBy', 'name') },
];

function changeText(body: unknown): string {
  const warnings = items(body, 'warnings').map((one) => `· ${text(one, 'words')}\n`);
  return [
    card([
      ['标识', text(body, 'id')],
      ['变更', text(body, 'kindTitle')],
      ['对象', text(body, 'staff', 'name') || text(body, 'branch', 'name')],
      ['内容', wordsOf(body, 'lines').join('\n')],
      ['理由', text(body, 'reason')],
      ['状态', text(body, 'stateTitle')],
      ['提出', text(body, 'proposedBy', 'name')],
      ['决定', text(body, 'decidedBy', 'name')],
      ['决定的理由', text(body, 'decisionReason')],
    ]),
    section('请注意', warnings.join('')),
  ].join('');
}

interface ChangesOptions extends CommonOptions, PageOptions {
  readonly state?: string;
  readonly staff?: string;
}

function changesCommand(group: Command): void {
  pageOptions(leaf(group, 'changes', '列出人员和网点的变更，最新的在前'))
    .addOption(
      new Option('--state <state>', '状态').choices(['open', 'approved', 'declined', 'withdrawn']),
    )
    .option('--staff <staff>', '某名人员的')
    .action(async (options: ChangesOptions) => {
      const { state, staff } = options;
      await withClient(options, async (client) => {
        const body = await readPages(client, '/staff/changes', { state, staff }, options);
        return {
          data: body,
          text: grid(CHANGES, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
}

interface ProposeOptions extends CommonOptions {
  readonly file?: string;
  readonly set?: readonly string[];
  readonly reason: string;
  readonly key?: string;
}

function proposeCommand(group: Command): void {
  leaf(group, 'propose', '提出一项变更，由另一名主管确认')
    .argument(
      '<kind>',
      'join 入职、roles 调整岗位、leave 离岗、suspend 停用、resume 恢复、branch 网点',
    )
    .option('--file <file>', '变更的内容（JSON），- 为标准输入')
    .option('--set <field=value>', '填写一个字段，可重复；名称:=JSON 填任意值', collect)
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (kind: string, options: ProposeOptions) => {
      const { file, set = [], reason } = options;
      const base = file === undefined ? {} : await objectFrom(file);
      await propose(options, { ...withSettings(base, set), kind, reason });
    });
}

async function propose(
  options: CommonOptions & { readonly key?: string },
  json: unknown,
): Promise<void> {
  await withClient(options, async (client) => {
    const key = keyFor(options.key);
    const { body } = await client.send({ method: 'POST', path: '/staff/changes', json, key });
    return { data: body, text: changeText(body) };
  });
}

interface LeaveOptions extends CommonOptions {
  readonly lastDay: string;
  readonly atOnce?: boolean;
  readonly moveTo?: string;
  readonly reason: string;
  readonly key?: string;
}

function leaveCommand(group: Command): void {
  leaf(group, 'leave', '提出离岗：待办转出，会话结束，岗位终止；由另一名主管确认')
    .argument('<staff>', '账号')
    .requiredOption('--last-day <date>', '最后工作日')
    .option('--at-once', '确认后立即停用，不等最后工作日结束')
    .option('--move-to <staff>', '待办转给谁；不填则退回待领取')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (staff: string, options: LeaveOptions) => {
      const { lastDay, atOnce = false, moveTo = null, reason } = options;
      await propose(options, { kind: 'leave', staff, lastDay, atOnce, moveTo, reason });
    });
}

interface DecisionOptions extends CommonOptions {
  readonly reason: string;
  readonly key?: string;
}

function decisionCommand(
  group: Command,
  verb: 'confirm' | 'decline' | 'withdraw',
  description: string,
): void {
  leaf(group, verb, description)
    .argument('<change>', '变更的标识')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, options: DecisionOptions) => {
      const { reason } = options;
      await withClient(options, async (client) => {
        const withdraw = verb === 'withdraw';
        const { body } = await client.send({
          method: 'POST',
          path: `/staff/changes/${encodeURIComponent(id)}:${withdraw ? 'withdraw' : 'decide'}`,
          json: withdraw ? { reason } : { approve: verb === 'confirm', reason },
          key: keyFor(options.key),
        });
        return { data: body, text: changeText(body) };
      });
    });
}
