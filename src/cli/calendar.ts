/** `anju calendar …`: a year of the working-day calendar, looked through as a file and loaded. */
import { extname } from 'node:path';
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { badInput, EXIT } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { bytesFrom } from './input.ts';

const DAYS: readonly Column<Body>[] = [
  { title: '日期', value: (row) => text(row, 'day') },
  { title: '安排', value: (row) => (field(row, 'working') === true ? '上班' : '放假') },
  { title: '名称', value: (row) => text(row, 'name') },
];

const PROBLEMS: readonly Column<Body>[] = [
  { title: '行', value: (row) => text(row, 'line') },
  { title: '日期', value: (row) => text(row, 'day') },
  { title: '', value: (row) => (text(row, 'severity') === 'error' ? '错误' : '提醒') },
  { title: '说明', value: (row) => text(row, 'detail') },
];

const MOVES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
  { title: '待办', value: (row) => text(row, 'title') },
  { title: '原期限', value: (row) => text(row, 'from') },
  { title: '新期限', value: (row) => text(row, 'to') },
];

const PROMISES = MOVES.filter(({ title }) => title !== '待办');

interface LoadOptions extends CommonOptions {
  readonly file: string;
  readonly document?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly key?: string;
}

/** Adds the command group `calendar`. */
export function calendarCommand(program: Command): void {
  const group = program.command('calendar').description('工作日历：查看、核对、载入');
  leaf(group, 'show', '某一年的放假和调休；-o json 的输出可以改好再载入')
    .argument('<year>', '年份')
    .action(async (year: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/calendar/${encodeURIComponent(year)}`);
        return { data: body, text: yearText(body) };
      });
    });
  leaf(group, 'load', '核对并载入一年的日历（CSV 或 JSON）；--dry-run 只核对')
    .argument('<year>', '年份')
    .requiredOption('--file <file>', '日历文件，以 .csv 或 .json 结尾')
    .option('--document <number>', '放假通知的文号或名称（文件中没有时）')
    .option('--dry-run', '只核对：差异、哪些期限和承诺日期会变')
    .option('--yes', '有提醒或期限会变时也载入')
    .addOption(keyOption())
    .action(async (year: string, options: LoadOptions) => {
      await withClient(options, (client) => load(client, year, options));
    });
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.json': 'application/json',
};

async function load(client: Client, year: string, options: LoadOptions): Promise<Result> {
  const mediaType = MEDIA_TYPES[extname(options.file).toLowerCase()];
  if (mediaType === undefined) throw badInput('只接受 CSV 和 JSON 文件。');
  const path = `/calendar/${encodeURIComponent(year)}`;
  const { body: seen } = await client.send({
    method: 'POST',
    path: `/calendar/${encodeURIComponent(year)}:preview`,
    query: { documentNumber: options.document },
    bytes: { content: bytesFrom(options.file), mediaType },
  });
  const shown = { data: seen, text: previewText(seen) };
  if (field(seen, 'ready') !== true) process.exitCode = EXIT.no;
  if (options.dryRun === true || field(seen, 'ready') !== true) return shown;
  const quiet =
    items(seen, 'problems').length === 0 &&
    [text(seen, 'moves', 'moved'), text(seen, 'moves', 'promises', 'moved')].every(
      (n) => n === '0',
    );
  if (!quiet && options.yes !== true) {
    process.exitCode = EXIT.input;
    return { ...shown, text: `${shown.text}没有载入：核对以上内容后，加 --yes 载入。\n` };
  }
  const { body } = await client.send({
    method: 'PUT',
    path,
    json: { documentNumber: field(seen, 'documentNumber'), days: field(seen, 'days') },
    key: keyFor(options.key),
  });
  return { data: body, text: yearText(body) };
}

function yearText(body: unknown): string {
  const head = card([
    ['年份', text(body, 'year')],
    ['文号', text(body, 'documentNumber')],
    ['已载入', text(body, 'loaded')],
    ['期限有变的待办', text(body, 'tasksMoved')],
    ['承诺日期有变的办件', text(body, 'promisesMoved')],
  ]);
  return head + grid(DAYS, items(body, 'days'));
}

function previewText(body: unknown): string {
  const problems = items(body, 'problems');
  const difference = (name: string) => items(body, 'difference', name);
  const moves = items(body, 'moves', 'items');
  const promises = items(body, 'moves', 'promises', 'items');
  return [
    card([
      ['年份', text(body, 'year')],
      ['文号', text(body, 'documentNumber')],
      ['可以载入', text(body, 'ready')],
      ['新增', `${String(difference('added').length)}天`],
      ['取消', `${String(difference('removed').length)}天`],
      ['改动', `${String(difference('changed').length)}天`],
      ['期限会变的待办', text(body, 'moves', 'moved')],
      ['承诺日期会变的办件', text(body, 'moves', 'promises', 'moved')],
    ]),
    section('核对', problems.length === 0 ? '' : grid(PROBLEMS, problems)),
    section('新增', difference('added').length === 0 ? '' : grid(DAYS, difference('added'))),
    section('取消', difference('removed').length === 0 ? '' : grid(DAYS, difference('removed'))),
    section('改动', difference('changed').length === 0 ? '' : grid(DAYS, difference('changed'))),
    section('期限会变的待办', moves.length === 0 ? '' : grid(MOVES, moves)),
    section('承诺日期会变的办件', promises.length === 0 ? '' : grid(PROMISES, promises)),
  ].join('');
}
