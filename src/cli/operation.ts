/** `anju operation …`: starting many cases from a CSV, and what became of each row. */
import type { Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, type Column } from './grid.ts';
import { bytesFrom } from './input.ts';
import { templateCommand } from './operation-template.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const STATES: Readonly<Record<string, string>> = {
  proposed: '待确认',
  waiting: '等待',
  running: '进行中',
  done: '完成',
  failed: '未成功',
  skipped: '未办',
  stopped: '已停止',
};

function stateTitle(body: unknown): string {
  return STATES[text(body, 'state')] ?? text(body, 'state');
}

interface StartOptions extends CommonOptions {
  readonly file: string;
  readonly kind: string;
  readonly branch?: string;
  readonly key?: string;
}

/** Adds the command group `operation`. */
export function operationCommand(program: Command): void {
  const group = program.command('operation').description('批量办理：从 CSV 发起，逐行看结果');
  templateCommand(group);
  leaf(group, 'start', '从 CSV 批量发起业务')
    .requiredOption(
      '--file <csv>',
      'CSV 文件，栏目名为字段路径（applicant.name）或名称（姓名），见 template',
    )
    .option('--kind <type>', '业务种类', 'account-opening')
    .option('--branch <branch>', '受理网点，不填为本人所在网点')
    .addOption(keyOption())
    .action(async (options: StartOptions) => {
      const { kind, branch } = options;
      await withClient(options, async (client) => {
        const bytes = { content: bytesFrom(options.file), mediaType: 'text/csv' };
        const key = keyFor(options.key);
        const request = { method: 'POST', path: '/operations', query: { kind, branch } } as const;
        return shown((await client.send({ ...request, bytes, key })).body);
      });
    });
  leaf(group, 'list', '最近的批量办理，新的在前').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/operations');
      return { data: body, text: grid(OPERATIONS, items(body, 'items')) };
    });
  });
  leaf(group, 'show', '办到哪里了')
    .argument('<operation>', '批量办理的标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) =>
        shown(await client.read(`/operations/${encodeURIComponent(id)}`)),
      );
    });
  rowsCommand(group);
  confirmCommand(group);
  leaf(group, 'stop', '停止：已办的不受影响，未办的不再办')
    .argument('<operation>', '批量办理的标识')
    .addOption(keyOption())
    .action(async (id: string, options: CommonOptions & { readonly key?: string }) => {
      await withClient(options, async (client) => {
        const path = `/operations/${encodeURIComponent(id)}:stop`;
        const key = keyFor(options.key);
        return shown((await client.send({ method: 'POST', path, key })).body);
      });
    });
}

const OPERATIONS: readonly Column<Body>[] = [
  { title: '标识', value: (one) => text(one, 'id') },
  { title: '开始', value: (one) => moment(one, 'createdAt') },
  { title: '状态', value: stateTitle },
  { title: '情况', value: (one) => text(one, 'summary') },
];
function confirmCommand(group: Command): void {
  leaf(group, 'confirm', '确认一份批量修复的清单，随即逐件执行；须第二人的由另一名主管确认')
    .argument('<operation>', '批量办理的标识')
    .requiredOption('--hash <hash>', '清单摘要：确认的就是看过的那一份')
    .addOption(keyOption())
    .action(
      async (
        id: string,
        options: CommonOptions & { readonly hash: string; readonly key?: string },
      ) => {
        await withClient(options, async (client) => {
          const path = `/operations/${encodeURIComponent(id)}:confirm`;
          const json = { hash: options.hash };
          const key = keyFor(options.key);
          return shown((await client.send({ method: 'POST', path, json, key })).body);
        });
      },
    );
}

const ROWS: readonly Column<Body>[] = [
  { title: '行', value: (row) => text(row, 'n') },
  { title: '结果', value: stateTitle },
  { title: '对象', value: (row) => text(row, 'object') },
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
  { title: '问题', value: problemOf },
];

function problemOf(row: Body): string {
  const errors = items(row, 'problem', 'errors');
  return [
    text(row, 'problem', 'detail') || text(row, 'problem', 'title'),
    ...errors.map((error) => `${text(error, 'pointer')}：${text(error, 'detail')}`),
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function rowsCommand(group: Command): void {
  pageOptions(leaf(group, 'rows', '每一行的结果'))
    .argument('<operation>', '批量办理的标识')
    .option('--state <state>', 'waiting、done、failed 或 skipped')
    .action(
      async (id: string, options: CommonOptions & PageOptions & { readonly state?: string }) => {
        const { state } = options;
        await withClient(options, async (client) => {
          const path = `/operations/${encodeURIComponent(id)}/rows`;
          const body = await readPages(client, path, { state }, options);
          const list = grid(ROWS, items(body, 'items')) + more(text(body, 'nextCursor'));
          return { data: body, text: list };
        });
      },
    );
}

function shown(body: unknown) {
  return {
    data: body,
    text: card([
      ['标识', text(body, 'id')],
      ['状态', stateTitle(body)],
      ['情况', text(body, 'summary')],
      ['开始', moment(body, 'createdAt')],
      ['结束', moment(body, 'finishedAt')],
    ]),
  };
}
