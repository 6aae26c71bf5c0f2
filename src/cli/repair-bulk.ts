/** `anju repair bulk` freezes a list of many; `anju repair diary` tells what was done and what recurs. */
import type { Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, section, type Column } from './grid.ts';
import { readPages } from './pages.ts';

interface BulkOptions extends CommonOptions {
  readonly kind: string;
  readonly move: string;
  readonly reason: string;
  readonly type?: string;
  readonly branch?: string;
  readonly system?: string;
  readonly until?: string;
  readonly key?: string;
}

const FROZEN: readonly Column<Body>[] = [
  { title: '行', value: (row) => text(row, 'n') },
  { title: '对象', value: (row) => text(row, 'object') },
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
];

export function repairBulkCommands(group: Command): void {
  leaf(group, 'bulk', '固定一份清单，准备批量修复；确认后才执行（anju operation confirm）')
    .requiredOption('--kind <kind>', '哪一种情况')
    .requiredOption('--move <move>', '修复办法')
    .requiredOption('--reason <text>', '理由')
    .option('--type <type>', '业务种类')
    .option('--branch <branch>', '受理网点')
    .option('--system <system>', '在等某个外部系统')
    .option('--until <time>', '约定再试的时间，用于 wait-until')
    .addOption(keyOption())
    .action(async (options: BulkOptions) => {
      const { kind, move, reason, type, branch, system, until } = options;
      await withClient(options, async (client) => {
        const given = { kind, move, reason, type, branch, system, until };
        const json = Object.fromEntries(
          Object.entries(given).filter(([, value]) => value !== undefined),
        );
        const path = '/supervision/repairs:bulk';
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, json, key });
        const rows = `/operations/${encodeURIComponent(text(body, 'id'))}/rows`;
        const list = await readPages(client, rows, {}, { all: true });
        return { data: body, text: frozen(body) + grid(FROZEN, items(list, 'items')) };
      });
    });
  diaryCommand(group);
}

function frozen(body: unknown): string {
  const id = text(body, 'id');
  const hash = text(body, 'repair', 'hash');
  return (
    card([
      ['标识', id],
      ['修复', `${text(body, 'repair', 'kindTitle')}：${text(body, 'repair', 'moveTitle')}`],
      ['情况', text(body, 'summary')],
      ['清单摘要', hash],
      ['须第二人', text(body, 'repair', 'twoPersons')],
    ]) + `确认：anju operation confirm ${id} --hash ${hash}\n`
  );
}

const ENTRIES: readonly Column<Body>[] = [
  { title: '时间', value: (row) => moment(row, 'at') },
  { title: '干预', value: (row) => text(row, 'title') },
  { title: '业务', value: (row) => text(row, 'caseNumber') },
  {
    title: '经办',
    value: (row) =>
      [nameOf(row, 'by'), nameOf(row, 'second')].filter((name) => name !== '').join('、'),
  },
  { title: '理由', value: (row) => text(row, 'reason') },
  { title: '结果', value: (row) => text(row, 'outcome') },
  { title: '后来', value: (row) => text(row, 'later', 'sentence') },
];

function nameOf(row: Body, who: string): string {
  return text(row, who, 'name') || text(row, who, 'id');
}

const RECURRING: readonly Column<Body>[] = [
  { title: '什么', value: (row) => text(row, 'title') },
  { title: '次数', value: (row) => text(row, 'count') },
  { title: '保持', value: (row) => text(row, 'held') },
  { title: '比例', value: shareText },
];

function shareText(row: Body): string {
  const share = field(row, 'share');
  return typeof share === 'number' ? `${String(Math.round(share * 100))}%` : '';
}

function diaryCommand(group: Command): void {
  leaf(group, 'diary', '值守日志：每一次人工干预及其后来，本月反复出现的是什么')
    .option('--month <month>', '哪个月，如 2026-11；不填为本月')
    .action(async (options: CommonOptions & { readonly month?: string }) => {
      await withClient(options, async (client) => {
        const body = await client.read('/supervision/diary', { month: options.month });
        const summary = (name: string, title: string) => {
          const rows = items(body, 'summary', name);
          return rows.length === 0 ? '' : section(title, grid(RECURRING, rows));
        };
        return {
          data: body,
          text:
            grid(ENTRIES, items(body, 'items')) +
            `${text(body, 'summary', 'sentence')}\n` +
            summary('byKind', '按情况') +
            summary('bySystem', '按外部系统') +
            summary('byMove', '按办法'),
        };
      });
    });
}
