/** `anju run list`, `start`, `show`, `items`, `export`, `watch`: what runs there are, and how far they are. */
import { setTimeout as pause } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import { RUN_KIND_NAMES } from '../domain/vocabulary.ts';
import { items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, print, withClient, type CommonOptions } from './command.ts';
import { grid, more, type Column } from './grid.ts';
import { whole } from './input.ts';
import { runItemsText } from './show-run-items.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { runActCommands } from './run-act.ts';
import { runExportCommand } from './run-export.ts';
import { runScheduleCommands } from './run-schedule.ts';
import { runCard } from './show-run.ts';

const LOOK_MS = 1_000;
const ENDED = ['done', 'cancelled'];
const KINDS = `种类：${RUN_KIND_NAMES.join('、')}`;

/** Adds the command group `run`. */
export function runCommand(program: Command): void {
  const group = program.command('run').description('批处理：名单、批准、进度、停止和继续');
  listCommand(group);
  startCommand(group);
  leaf(group, 'show', '一次批处理：名单合计、进度、可做的操作')
    .argument('<run>', '批处理的标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/runs/${encodeURIComponent(id)}`);
        return { data: body, text: runCard(body) };
      });
    });
  itemsCommand(group);
  runExportCommand(group);
  runActCommands(group);
  runScheduleCommands(group);
  watchCommand(group);
}

const RUNS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '批处理', value: (row) => text(row, 'kindTitle') },
  { title: '业务日期', value: (row) => text(row, 'businessOn') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '应办', value: (row) => text(row, 'counts', 'items') },
  { title: '已办', value: (row) => text(row, 'counts', 'done') },
  { title: '被拒', value: (row) => text(row, 'counts', 'refused') },
  { title: '失败', value: (row) => text(row, 'counts', 'failed') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
];

interface ListOptions extends CommonOptions, PageOptions {
  readonly kind?: string;
  readonly state?: string;
  readonly center?: string;
  readonly open?: boolean;
}

function listCommand(group: Command): void {
  pageOptions(leaf(group, 'list', '列出批处理，业务日期最近的在前'))
    .option('--kind <kind>', KINDS)
    .option('--state <state>', '状态')
    .option('--center <code>', '中心')
    .option('--open', '只列没有结束的')
    .action(async (options: ListOptions) => {
      const { kind, state, center, open } = options;
      await withClient(options, async (client) => {
        const query = { kind, state, center, ...(open === true && { open: 'true' }) };
        const body = await readPages(client, '/runs', query, options);
        return {
          data: body,
          text: grid(RUNS, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
}

interface StartOptions extends CommonOptions {
  readonly on: string;
  readonly center: string;
  readonly key?: string;
}

function startCommand(group: Command): void {
  leaf(group, 'start', '手工发起一次批处理；同日尚未结束的就是同一次')
    .argument('<kind>', KINDS)
    .requiredOption('--on <date>', '业务日期')
    .requiredOption('--center <code>', '中心代码，如 210100')
    .addOption(keyOption())
    .action(async (kind: string, options: StartOptions) => {
      const { on, center } = options;
      await withClient(options, async (client) => {
        const { body } = await client.send({
          method: 'POST',
          path: '/runs',
          json: { kind, center, on },
          key: keyFor(options.key),
        });
        return { data: body, text: runCard(body) };
      });
    });
}

interface ItemsOptions extends CommonOptions, PageOptions {
  readonly verdict?: string;
  readonly state?: string;
}

function itemsCommand(group: Command): void {
  pageOptions(leaf(group, 'items', '名单：办谁、不办谁和原因、每一项的结果'))
    .argument('<run>', '批处理的标识')
    .addOption(new Option('--verdict <verdict>', '结论').choices(['due', 'excluded', 'struck']))
    .option('--state <state>', '状态：open、sent、done、refused、failed、skipped')
    .action(async (id: string, options: ItemsOptions) => {
      const { verdict, state } = options;
      await withClient(options, async (client) => {
        const body = await readPages(
          client,
          `/runs/${encodeURIComponent(id)}/items`,
          { verdict, state },
          options,
        );
        return {
          data: body,
          text: runItemsText(body) + more(text(body, 'nextCursor')),
        };
      });
    });
}

interface WatchOptions extends CommonOptions {
  readonly for?: number;
}

function watchCommand(group: Command): void {
  leaf(group, 'watch', '跟踪进度，直到结束、停止或须人处理')
    .argument('<run>', '批处理的标识')
    .option('--for <seconds>', '最多跟踪多少秒', whole)
    .action(async (id: string, options: WatchOptions) => {
      await withClient(options, async (client) => {
        const endsAt = options.for === undefined ? Infinity : Date.now() + options.for * 1000;
        let seen = '';
        for (;;) {
          const body = await client.read(`/runs/${encodeURIComponent(id)}`);
          const line = lineOf(body);
          if (line !== seen) print({ data: body, text: line }, options.output);
          seen = line;
          const state = text(body, 'state');
          const stands = [...ENDED, 'stopped', 'previewed'].includes(state) || isBraked(body);
          if (stands || Date.now() >= endsAt) return null;
          await pause(LOOK_MS);
        }
      });
    });
}

function lineOf(body: unknown): string {
  const [done, all] = [text(body, 'counts', 'done'), text(body, 'counts', 'items')];
  const remaining = text(body, 'progress', 'remainingSeconds');
  const left = remaining === '' ? '' : `　约还需 ${remaining} 秒`;
  const why = isBraked(body) ? `　${text(body, 'brakeText')}` : '';
  return `${text(body, 'stateTitle')}　已办 ${done}/${all}${left}${why}\n`;
}

/** Why it stands although nobody stopped it: without a person it goes on no further. */
function isBraked(body: unknown): boolean {
  return text(body, 'brakeText') !== '';
}
