/** `anju operation …`: starting many cases from a CSV, and what became of each row. */
import type { Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, more, type Column } from './grid.ts';
import { bytesFrom } from './input.ts';
import { templateCommand } from './operation-template.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const STATES: Readonly<Record<string, string>> = {
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
  leaf(group, 'show', '办到哪里了')
    .argument('<operation>', '批量办理的标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) =>
        shown(await client.read(`/operations/${encodeURIComponent(id)}`)),
      );
    });
  rowsCommand(group);
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

const ROWS: readonly Column<Body>[] = [
  { title: '行', value: (row) => text(row, 'n') },
  { title: '结果', value: stateTitle },
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
