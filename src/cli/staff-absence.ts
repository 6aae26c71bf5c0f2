/** `anju staff absence`, `absences`, `back`: who is away, who stands in, who is back early. */
import type { Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, type Column } from './grid.ts';

export function staffAbsenceCommands(group: Command): void {
  listCommand(group);
  recordCommand(group);
  backCommand(group);
}

const STATES: Readonly<Record<string, string>> = {
  'to-come': '未开始',
  now: '缺勤中',
  over: '已结束',
  cancelled: '已取消',
};

const ABSENCES: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '人员', value: (row) => text(row, 'staff', 'name') },
  { title: '自', value: (row) => text(row, 'from') },
  { title: '至', value: (row) => text(row, 'to') },
  { title: '状态', value: (row) => STATES[text(row, 'state')] ?? text(row, 'state') },
  { title: '代理人', value: (row) => text(row, 'deputy', 'name') || '无' },
  { title: '手中待办', value: (row) => text(row, 'openTasks') },
];

interface ListOptions extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly staff?: string;
}

function listCommand(group: Command): void {
  leaf(group, 'absences', '列出一段时间内的缺勤，不填则自今天起60天')
    .option('--from <date>', '自哪天')
    .option('--to <date>', '至哪天')
    .option('--staff <staff>', '某名人员的')
    .action(async (options: ListOptions) => {
      const { from, to, staff } = options;
      await withClient(options, async (client) => {
        const body = await client.read('/absences', { from, to, staff });
        return { data: body, text: grid(ABSENCES, items(body, 'items')) };
      });
    });
}

interface RecordOptions extends CommonOptions {
  readonly from: string;
  readonly to: string;
  readonly deputy?: string;
  readonly key?: string;
}

function recordCommand(group: Command): void {
  leaf(group, 'absence', '登记缺勤：本人的，或由主管登记他人的；不登记原因')
    .argument('<staff>', '账号')
    .requiredOption('--from <date>', '第一日')
    .requiredOption('--to <date>', '最后一日')
    .option('--deputy <staff>', '代理人，须有相同的岗位')
    .addOption(keyOption())
    .action(async (staff: string, options: RecordOptions) => {
      const { from, to, deputy = null } = options;
      await withClient(options, async (client) => {
        const { body } = await client.send({
          method: 'POST',
          path: `/staff/${encodeURIComponent(staff)}/absences`,
          json: { from, to, deputy },
          key: keyFor(options.key),
        });
        return { data: body, text: absenceText(body) };
      });
    });
}

interface BackOptions extends CommonOptions {
  readonly lastDay?: string;
  readonly key?: string;
}

function backCommand(group: Command): void {
  leaf(group, 'back', '提前结束缺勤；尚未开始的不填 --last-day 即取消')
    .argument('<absence>', '缺勤的标识')
    .option('--last-day <date>', '实际的最后一日')
    .addOption(keyOption())
    .action(async (id: string, options: BackOptions) => {
      const { lastDay = null } = options;
      await withClient(options, async (client) => {
        const { body } = await client.send({
          method: 'POST',
          path: `/absences/${encodeURIComponent(id)}:end`,
          json: { lastDay },
          key: keyFor(options.key),
        });
        return { data: body, text: absenceText(body) };
      });
    });
}

function absenceText(body: unknown): string {
  return card([
    ['标识', text(body, 'id')],
    ['人员', text(body, 'staff', 'name')],
    ['自', text(body, 'from')],
    ['至', text(body, 'to')],
    ['状态', STATES[text(body, 'state')] ?? ''],
    ['代理人', text(body, 'deputy', 'name')],
    ['手中待办', text(body, 'openTasks')],
  ]);
}
