/** `anju case events`, `decisions`, `replay`, `checks`, `evidence`: what is on record, and whether it holds. */
import { Option, type Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { caseId } from './find-case.ts';
import { grid, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { eventList } from './show-case.ts';

/** Groups of events, in the words of the case page. */
export const GROUPS: Readonly<Record<string, string>> = {
  course: '办理经过',
  checks: '核查',
  papers: '文书与材料',
  desk: '待办与备注',
  reading: '查看记录',
};

/** Adds the commands to the group `case`. */
export function caseRecordCommands(group: Command): void {
  eventsCommand(group);
  decisionsCommand(group);
  replayCommand(group);
  checksCommand(group);
  evidenceCommand(group);
}

interface EventOptions extends CommonOptions, PageOptions {
  readonly group?: string;
  readonly kind?: string;
  readonly since?: string;
  readonly newest?: boolean;
}

function eventsCommand(group: Command): void {
  pageOptions(leaf(group, 'events', '一件业务的经过：谁在何时做了什么，最早的在前'))
    .argument('<case>', '业务标识或编号')
    .option('--group <group>', `只看一类：${groupWords()}`)
    .option('--kind <kinds>', '只看某一种或几种事项（代码），以逗号分隔')
    .option('--since <event>', '只看某一编号之后的')
    .addOption(new Option('--newest', '最新的在前'))
    .action(async (given: string, options: EventOptions) => {
      const ofGroup = groupNamed(options.group);
      await withClient(options, async (client) => {
        const { kind, since, newest } = options;
        const order = newest === true ? 'newest' : undefined;
        const path = `/cases/${await caseId(client, given)}/events`;
        const body = await readPages(client, path, { group: ofGroup, kind, since, order }, options);
        return { data: body, text: eventList(body) };
      });
    });
}

function groupWords(): string {
  return Object.entries(GROUPS)
    .map(([name, title]) => `${title}（${name}）`)
    .join('、');
}

/** By its name or by the word on the case page. */
function groupNamed(given: string | undefined): string | undefined {
  return Object.entries(GROUPS).find(([, title]) => title === given)?.[0] ?? given;
}

const DECISIONS: readonly Column<Body>[] = [
  { title: '编号', value: (row) => text(row, 'id') },
  { title: '时间', value: (row) => moment(row, 'decidedAt') },
  { title: '认定', value: (row) => `${text(row, 'ruleTitle')}（第${text(row, 'ruleVersion')}版）` },
  { title: '结论', value: (row) => text(row, 'outcomeTitle') },
  {
    title: '依据',
    value: (row) =>
      items(row, 'clauses')
        .map((clause) => text(clause, 'title'))
        .join('、'),
  },
  { title: '经办', value: (row) => decidedBy(text(row, 'decidedBy')) },
];

const decidedBy = (who: string): string => (who === 'system' ? '系统' : who);

async function decisionsOf(client: Client, id: string): Promise<readonly Body[]> {
  return items(await client.read(`/cases/${id}/decisions`), 'items');
}

function decisionsCommand(group: Command): void {
  leaf(group, 'decisions', '一件业务按规则作出的认定，最新的在前；-o json 带事实和逐项条件')
    .argument('<case>', '业务标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const decisions = await decisionsOf(client, await caseId(client, given));
        return { data: { items: decisions }, text: grid(DECISIONS, decisions) };
      });
    });
}

function replayCommand(group: Command): void {
  leaf(group, 'replay', '按当时的事实重新计算认定，与留存的记录逐字节比较；不一致时退出码为6')
    .argument('<case>', '业务标识或编号')
    .argument('[decision]', '认定编号；不填则全部重算')
    .action(async (given: string, decision: string | undefined, options: CommonOptions) => {
      if (decision !== undefined && !/^\d{1,18}$/.test(decision)) {
        throw badInput('认定编号应为数字。', '用 anju case decisions 查看编号。');
      }
      await withClient(options, async (client) => {
        const id = await caseId(client, given);
        const known = await decisionsOf(client, id);
        const wanted = known.filter(
          (one) => decision === undefined || text(one, 'id') === decision,
        );
        if (decision !== undefined && wanted.length === 0) {
          throw failure(EXIT.notFound, { code: 'not-found', title: '这件业务没有该认定' });
        }
        return replayed(client, id, wanted);
      });
    });
}

const REPLAYS: readonly Column<Body>[] = [
  { title: '编号', value: (row) => text(row, 'id') },
  { title: '认定', value: (row) => text(row, 'ruleTitle') },
  { title: '结果', value: (row) => STATES[text(row, 'state')] ?? text(row, 'state') },
  { title: '说明', value: (row) => text(row, 'sentence') },
];
const STATES: Readonly<Record<string, string>> = {
  same: '一致',
  different: '不一致',
  'other-version': '规则已更新',
  'without-facts': '不能重算',
};

async function replayed(client: Client, id: string, of: readonly Body[]): Promise<Result> {
  const told: Body[] = [];
  for (const decision of of) {
    const number = text(decision, 'id');
    const answer = await client.read(`/cases/${id}/decisions/${number}/replay`);
    told.push({ id: number, ruleTitle: text(decision, 'ruleTitle'), ...(answer as Body) });
  }
  if (told.some((one) => text(one, 'state') === 'different')) process.exitCode = EXIT.no;
  return { data: { items: told }, text: grid(REPLAYS, told) };
}

const CHECKS: readonly Column<Body>[] = [
  { title: '编号', value: (row) => text(row, 'id') },
  { title: '外部系统', value: (row) => text(row, 'systemTitle') },
  { title: '答复', value: (row) => text(row, 'statusTitle') },
  { title: '时间', value: (row) => moment(row, 'answeredAt') },
  { title: '用途', value: (row) => text(row, 'use') },
];

function checksCommand(group: Command): void {
  leaf(group, 'checks', '外部系统的答复和有效期，最新的在前')
    .argument('<case>', '业务标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/cases/${await caseId(client, given)}/checks`);
        return { data: body, text: grid(CHECKS, items(body, 'items')) };
      });
    });
}

interface EvidenceOptions extends CommonOptions {
  readonly reason: string;
}

function evidenceCommand(group: Command): void {
  leaf(group, 'evidence', '一次核查的查询和答复原文（未遮盖，会留痕）；与摘要不一致时退出码为6')
    .argument('<case>', '业务标识或编号')
    .argument('<check>', '核查编号，见 anju case checks')
    .requiredOption('--reason <text>', '事由（记入留痕）')
    .action(async (given: string, check: string, { reason, ...options }: EvidenceOptions) => {
      await withClient(options, async (client) => {
        const path = `/cases/${await caseId(client, given)}/checks/${encodeURIComponent(check)}:reveal`;
        const { body } = await client.send({ method: 'POST', path, json: { reason } });
        const isIntact = field(body, 'intact') === true;
        if (!isIntact) process.exitCode = EXIT.no;
        const told = isIntact ? '与答复摘要一致' : '与答复摘要不一致，请报告运维人员';
        return { data: body, text: `${text(body, 'text')}\n${told}\n` };
      });
    });
}
