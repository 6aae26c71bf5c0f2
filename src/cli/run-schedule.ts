/** `anju run schedules`, `schedule`, `pause`, `unpause`, `trigger`, `backfill`, `drop-backfill`: the clocks of the runs. */
import type { Command } from 'commander';
import { items, moment, text, wordsOf, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, section, type Column } from './grid.ts';

export function runScheduleCommands(group: Command): void {
  listCommand(group);
  showCommand(group);
  actCommand(group, 'pause', '停用定时：到时间不再发起，直到启用；重启后仍然停用');
  actCommand(group, 'unpause', '启用已停用的定时');
  actCommand(group, 'trigger', '不等定时，立即发起当日的批处理；已有的就是同一次');
  actCommand(group, 'drop-backfill', '等候中的业务日期不再补跑；已发起的不变');
  backfillCommand(group);
}

const SCHEDULES: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '批处理', value: (row) => text(row, 'kindTitle') },
  { title: '定时', value: (row) => text(row, 'clockText') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '下次发起', value: (row) => nextOf(row) },
  { title: '最近一次', value: (row) => lastOf(row) },
  { title: '所漏日期', value: (row) => wordsOf(row, 'missed').join('\n') },
  { title: '须处理', value: (row) => text(row, 'warning') },
];

function nextOf(row: unknown): string {
  const [next] = items(row, 'next');
  const at = next === undefined ? '' : text(next, 'text');
  return text(row, 'paused') === '是' ? '停用，不发起' : at;
}

function lastOf(row: unknown): string {
  return [text(row, 'lastRun', 'businessOn'), text(row, 'lastRun', 'stateTitle')]
    .filter(Boolean)
    .join(' ');
}

interface ListOptions extends CommonOptions {
  readonly center?: string;
}

function listCommand(group: Command): void {
  leaf(group, 'schedules', '列出各类批处理的定时：下次时间、是否停用、所漏的业务日期')
    .option('--center <code>', '中心')
    .action(async (options: ListOptions) => {
      const { center } = options;
      await withClient(options, async (client) => {
        const body = await client.read('/run-schedules', { center });
        return { data: body, text: grid(SCHEDULES, items(body, 'items')) };
      });
    });
}

function showCommand(group: Command): void {
  leaf(group, 'schedule', '一项定时：今后十次的时间、停用的原因、所漏和等候补跑的业务日期')
    .argument('<schedule>', '定时的标识，如 collection.210100')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(path(id));
        return { data: body, text: scheduleCard(body) };
      });
    });
}

interface ActOptions extends CommonOptions {
  readonly reason: string;
  readonly key?: string;
}

function actCommand(group: Command, action: string, description: string): void {
  leaf(group, action, description)
    .argument('<schedule>', '定时的标识，如 collection.210100')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, options: ActOptions) => {
      await withClient(options, async (client) => {
        const json = { action, reason: options.reason };
        const body = await send(client, { id, json, options, under: 'actions' });
        const run = text(body, 'run');
        const told = run === '' ? '' : `批处理 ${run}\n`;
        return { data: body, text: told + scheduleCard(bodyOf(body)) };
      });
    });
}

interface BackfillOptions extends ActOptions {
  readonly from: string;
  readonly to: string;
}

const DAYS: readonly Column<Body>[] = [
  { title: '业务日期', value: (row) => text(row, 'businessOn') },
  { title: '批处理', value: (row) => text(row, 'run') || '等候前一次办完' },
];

function backfillCommand(group: Command): void {
  leaf(group, 'backfill', '补跑一段业务日期：按日期先后逐次发起，已有的就是同一次')
    .argument('<schedule>', '定时的标识，如 collection.210100')
    .requiredOption('--from <date>', '第一个业务日期')
    .requiredOption('--to <date>', '最后一个业务日期')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, options: BackfillOptions) => {
      const { from, to, reason } = options;
      await withClient(options, async (client) => {
        const json = { from, to, reason };
        const body = await send(client, { id, json, options, under: 'backfills' });
        return { data: body, text: grid(DAYS, items(body, 'days')) };
      });
    });
}

interface Sending {
  readonly id: string;
  readonly json: object;
  readonly options: { readonly key?: string };
  readonly under: 'actions' | 'backfills';
}

/** Under the version that is there now: the reason says why, the server judges whether. */
async function send(client: Client, { id, json, options, under }: Sending): Promise<unknown> {
  const seen = await client.read(path(id));
  const { body } = await client.send({
    method: 'POST',
    path: `/run-schedules/${encodeURIComponent(id)}/${under}`,
    json,
    key: keyFor(options.key),
    version: Number(text(seen, 'version')),
  });
  return body;
}

function path(id: string): string {
  return `/run-schedules/${encodeURIComponent(id)}`;
}

function bodyOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'schedule' in body ? body.schedule : body;
}

const NEXT: readonly Column<Body>[] = [
  { title: '时间（北京时间）', value: (row) => text(row, 'text') },
  { title: '业务日期', value: (row) => text(row, 'businessOn') },
];

function scheduleCard(body: unknown): string {
  const paused = [text(body, 'reason'), text(body, 'pausedByName'), moment(body, 'pausedAt')];
  return [
    card([
      ['标识', text(body, 'id')],
      ['批处理', `${text(body, 'kindTitle')}：${text(body, 'note')}`],
      ['定时', text(body, 'clockText')],
      ['状态', text(body, 'stateTitle')],
      ['停用', paused.filter(Boolean).join('　')],
      ['须处理', text(body, 'warning')],
      ['最近一次', lastOf(body)],
      ['所漏日期', wordsOf(body, 'missed').join('、')],
      ['等候补跑', wordsOf(body, 'waiting').join('、')],
      ['重叠', text(body, 'overlapText')],
    ]),
    section('今后十次', grid(NEXT, items(body, 'next'))),
  ].join('');
}
