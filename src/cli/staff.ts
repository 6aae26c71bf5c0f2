/** `anju staff …`: people, their rights, and the branches they work in; what changes them stands beside. */
import type { Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import { flag } from './case.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { staffAbsenceCommands } from './staff-absence.ts';
import { CHANGES, staffChangeCommands } from './staff-change.ts';

/** Adds the command group `staff`. */
export function staffCommand(program: Command): void {
  const group = program.command('staff').description('人员：岗位、变更（两人办理）、缺勤、离岗');
  listCommand(group);
  showCommand(group);
  staffChangeCommands(group);
  staffAbsenceCommands(group);
  branchesCommand(group);
}

const MEMBERS: readonly Column<Body>[] = [
  { title: '账号', value: (row) => text(row, 'id') },
  { title: '姓名', value: (row) => text(row, 'name') },
  { title: '状态', value: stateText },
  { title: '岗位', value: (row) => items(row, 'rights').map(rightText).join('\n') },
  { title: '待办', value: (row) => text(row, 'openTasks') },
  { title: '最后登录', value: (row) => moment(row, 'signedInAt') || '从未登录' },
  { title: '未使用', value: unusedText },
  {
    title: '岗位冲突',
    value: (row) =>
      items(row, 'conflicts')
        .map((one) => (text(one, 'effect') === 'refused' ? '不得兼任' : '应当避免'))
        .join('\n'),
  },
];

const STATES: Readonly<Record<string, string>> = {
  working: '在岗',
  leaving: '即将离岗',
  left: '已离岗',
  suspended: '已停用',
};

function stateText(row: Body): string {
  const away = text(row, 'away', 'to');
  const state = text(row, 'state');
  return (STATES[state] ?? state) + (away === '' ? '' : `，缺勤至${away}`);
}

function rightText(right: Body): string {
  const to = text(right, 'to');
  const place = text(right, 'branch') || '全中心';
  const days = `${text(right, 'from')}起${to === '' ? '' : `至${to}`}`;
  return `${text(right, 'roleTitle')}（${place}）${days}`;
}

function unusedText(row: Body): string {
  const days = field(row, 'unusedDays');
  return typeof days === 'number' ? `${String(days)}天` : '从未使用';
}

interface ListOptions extends CommonOptions, PageOptions {
  readonly ofRole?: string;
  readonly branch?: string;
  readonly unused?: string;
  readonly gone?: boolean;
}

function listCommand(group: Command): void {
  pageOptions(leaf(group, 'list', '列出人员及其岗位、最后登录和岗位冲突'))
    .option('--of-role <role>', '某个岗位的')
    .option('--branch <branch>', '某个网点的')
    .option('--unused <days>', '多少天没有使用，或者从未使用的账号')
    .option('--gone', '只看离岗和停用的')
    .action(async (options: ListOptions) => {
      const { ofRole: role, branch, unused: unusedDays, gone } = options;
      await withClient(options, async (client) => {
        const query = { role, branch, unusedDays, gone: flag(gone) };
        const body = await readPages(client, '/staff', query, options);
        return {
          data: body,
          text: grid(MEMBERS, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
}

function showCommand(group: Command): void {
  leaf(group, 'show', '查看一名人员：岗位、缺勤、变更')
    .argument('<staff>', '账号')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/staff/${encodeURIComponent(id)}`);
        return { data: body, text: memberText(body) };
      });
    });
}

function memberText(body: unknown): string {
  const rights = items(body, 'rights');
  const conflicts = items(body, 'conflicts').map((one) => `· ${text(one, 'words')}\n`);
  const past = items(body, 'pastRights').map((one) => `· ${rightText(one)}\n`);
  const changes = items(body, 'changes');
  return [
    card([
      ['账号', text(body, 'id')],
      ['姓名', text(body, 'name')],
      ['工号', text(body, 'employeeNumber')],
      ['状态', stateText(body as Body)],
      ['最后工作日', text(body, 'leftOn')],
      ['所在网点', text(body, 'homeBranch')],
      ['手中待办', text(body, 'openTasks')],
      ['另有暂缓', text(body, 'asideTasks')],
      ['最后登录', moment(body, 'signedInAt') || '从未登录'],
      ['未使用', unusedText(body as Body)],
    ]),
    section('岗位', rights.length === 0 ? '' : grid(RIGHTS, rights)),
    section('岗位冲突', conflicts.join('')),
    section('已到期的岗位', past.join('')),
    section('变更', changes.length === 0 ? '' : grid(CHANGES, changes)),
  ].join('');
}

const RIGHTS: readonly Column<Body>[] = [
  { title: '编号', value: (row) => text(row, 'id') },
  { title: '岗位', value: rightText },
  { title: '提出', value: (row) => text(row, 'grantedBy') },
  { title: '确认', value: (row) => text(row, 'approvedBy') },
];

const BRANCHES: readonly Column<Body>[] = [
  { title: '代号', value: (row) => text(row, 'id') },
  { title: '名称', value: (row) => text(row, 'name') },
  { title: '种类', value: (row) => text(row, 'kindTitle') },
  { title: '区县', value: (row) => text(row, 'district') },
  { title: '启用', value: (row) => text(row, 'active') },
];

function branchesCommand(group: Command): void {
  leaf(group, 'branches', '列出本中心的网点').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/branches');
      return { data: body, text: grid(BRANCHES, items(body, 'items')) };
    });
  });
}
