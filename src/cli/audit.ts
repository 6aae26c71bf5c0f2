/** `anju audit …`: the trail, and whether its chain is whole. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import { field, items, moment, text, wordsOf, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { asked, exportTo } from './export.ts';
import { EXIT } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { eventList } from './show-case.ts';

/** Adds the command group `audit`. */
export function auditCommand(program: Command): void {
  const group = program.command('audit').description('留痕：查找、导出与校验');
  verifyCommand(group);
  searchCommand(group);
  showCommand(group);
  exportCommand(group);
}

interface SearchOptions extends CommonOptions {
  readonly person?: string;
  readonly case?: string;
  readonly staff?: string;
  readonly byRole?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
}

function searchOptions(command: Command): Command {
  return command
    .option('--person <id>', '某个人（人员标识）')
    .option('--case <id>', '某件业务（业务标识）')
    .option('--staff <id>', '某名工作人员')
    .option('--by-role <role>', '以某个岗位办理的')
    .option('--kind <kinds>', '某一种或几种事项，以逗号分隔')
    .option('--from <date>', '从哪一天起')
    .option('--to <date>', '到哪一天止（含当日）');
}

function searchCommand(group: Command): void {
  pageOptions(searchOptions(leaf(group, 'search', '查找留痕，最新的在前')))
    .alias('events')
    .action(async (options: SearchOptions & PageOptions) => {
      const { person, case: ofCase, staff, byRole: role, kind, from, to } = options;
      await withClient(options, async (client) => {
        const query = { person, case: ofCase, staff, role, kind, from, to };
        const body = await readPages(client, '/audit/events', query, options);
        return { data: body, text: eventList(body) };
      });
    });
}

function showCommand(group: Command): void {
  leaf(group, 'show', '查看一条留痕：前后内容（已遮盖）和封链')
    .argument('<event>', '留痕编号')
    .action(async (event: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/audit/events/${encodeURIComponent(event)}`);
        return { data: body, text: eventCard(body) };
      });
    });
}

function eventCard(body: unknown): string {
  const kept = (name: string) => {
    const value = field(body, name);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0
      ? `${JSON.stringify(value, null, 2)}\n`
      : '';
  };
  const seal = text(body, 'seal', 'seq');
  return [
    card([
      ['留痕编号', text(body, 'id')],
      ['事项', `${text(body, 'title')}（${text(body, 'kind')}）`],
      ['内容', text(body, 'sentence')],
      ['时间', moment(body, 'at')],
      ['人员', `${text(body, 'actorName')} ${text(body, 'actor')} ${text(body, 'actorRoleTitle')}`],
      ['业务编号', text(body, 'caseNumber')],
      ['请求标识', text(body, 'origin')],
      ['封链', seal === '' ? '待封存' : `第${seal}条 ${text(body, 'seal', 'mac')}`],
    ]),
    section('代码和日期', kept('public')),
    section('事由和前后内容（已遮盖）', kept('content')),
  ].join('');
}

function exportCommand(group: Command): void {
  searchOptions(leaf(group, 'export', '把查到的留痕导出为 XLSX 或 CSV（最多20000行）'))
    .requiredOption('--out <file>', '存入的文件，以 .xlsx 或 .csv 结尾')
    .action(async (options: SearchOptions & { readonly out: string }) => {
      const { person, case: ofCase, staff, byRole: role, kind, from, to, out } = options;
      await withClient(options, (client) => {
        const kinds = kind?.split(',');
        const filter = asked({ person, case: ofCase, staff, role, kinds, from, to });
        return exportTo(client, '/audit/events:export', { out, filter });
      });
    });
}

function verifyCommand(group: Command): void {
  leaf(group, 'verify', '校验留痕链；有篡改、缺失或次序不对的逐条指出')
    .addOption(keyOption())
    .action(async (options: CommonOptions & { readonly key?: string }) => {
      await withClient(options, async (client) => {
        const key = keyFor(options.key);
        const path = '/audit/verifications';
        const started = await client.send({ method: 'POST', path, key });
        const body = await ended(client, started.body);
        if (field(body, 'intact') !== true) process.exitCode = EXIT.no;
        const state = text(body, 'state');
        const unfinished = state === 'done' ? '' : '校验未能完成，请重新校验。\n';
        return { data: body, text: unfinished + items(body, 'centers').map(reportText).join('\n') };
      });
    });
}

const PAUSE_MS = 300;

/** Follows the verification to its end; at a terminal, says how far it is. */
async function ended(client: Client, started: unknown): Promise<unknown> {
  let body = started;
  const shown = process.stderr.isTTY;
  while (text(body, 'state') === 'running') {
    await delay(PAUSE_MS);
    body = await client.read(`/audit/verifications/${text(body, 'id')}`);
    if (shown) process.stderr.write(`\r已校验 ${text(body, 'walked')}／${text(body, 'total')} 条`);
  }
  if (shown) process.stderr.write('\r\u001B[K');
  return body;
}

const PROBLEMS: readonly Column<Body>[] = [
  { title: '链上序号', value: (row) => text(row, 'seq') },
  { title: '留痕编号', value: (row) => text(row, 'event') },
  { title: '问题', value: (row) => text(row, 'title') || text(row, 'kind') },
  { title: '说明', value: (row) => text(row, 'detail') },
];

function reportText(center: Body): string {
  const problems = items(center, 'problems');
  const count = text(center, 'problemCount') || String(problems.length);
  const unsealed = text(center, 'unsealedCount') || String(wordsOf(center, 'unsealed').length);
  const head = `${text(center, 'center')}：已封存${text(center, 'sealed')}条，待封存${unsealed}条，`;
  return field(center, 'intact') === true
    ? `${head}链完整。\n`
    : `${head}发现${count}处问题。\n${grid(PROBLEMS, problems)}`;
}
