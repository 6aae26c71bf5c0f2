/** `anju task assign`, `move`, `due`, `acknowledge`: work in other hands, by supervisors. */
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { badInput, EXIT } from './failure.ts';
import { grid, type Column } from './grid.ts';
import { whole } from './input.ts';
import { readPages } from './pages.ts';
import { taskCard } from './show-case.ts';

export function taskMoveCommands(group: Command): void {
  assignCommand(group);
  moveCommand(group);
  dueCommand(group);
  acknowledgeCommand(group);
}

interface ChangeOptions extends CommonOptions {
  readonly ifVersion?: number;
  readonly key?: string;
}

interface Change {
  readonly id: string;
  readonly verb: 'assign' | 'due' | 'acknowledge';
  readonly json?: unknown;
}

function changing(group: Command, usage: string, description: string): Command {
  return leaf(group, usage, description)
    .argument('<task>', '待办标识')
    .option('--if-version <n>', '所依据的待办版本；不填则取当前版本', whole)
    .addOption(keyOption());
}

async function change(options: ChangeOptions, { id, verb, json }: Change): Promise<void> {
  await withClient(options, async (client) => {
    const path = `/tasks/${encodeURIComponent(id)}`;
    const version = options.ifVersion ?? Number(text(await client.read(path), 'version'));
    const key = keyFor(options.key);
    const { body } = await client.send({
      ...{ method: 'POST', path: `${path}:${verb}`, key, version },
      ...(json === undefined ? {} : { json }),
    });
    return { data: body, text: taskCard(body) };
  });
}

interface AssignOptions extends ChangeOptions {
  readonly to?: string;
  readonly back?: boolean;
  readonly reason?: string;
}

/** To somebody, or (null) back into the queue: one of the two has to be said. */
function target({ to, back }: { readonly to?: string; readonly back?: boolean }): string | null {
  if (to === undefined && back !== true) throw badInput('须加 --to 账号，或 --back 退回待领取。');
  return to ?? null;
}

function assignCommand(group: Command): void {
  changing(group, 'assign', '把一件待办指派给一个人，或退回待领取')
    .addOption(new Option('--to <staff>', '指派给谁').conflicts('back'))
    .option('--back', '退回待领取')
    .option('--reason <text>', '理由；待办已有人领取时必须写明')
    .action(async (id: string, options: AssignOptions) => {
      const { reason } = options;
      const json = { staff: target(options), ...(reason === undefined ? {} : { reason }) };
      await change(options, { id, verb: 'assign', json });
    });
}

interface DueOptions extends ChangeOptions {
  readonly reason: string;
}

function dueCommand(group: Command): void {
  changing(group, 'due', '待办改期，不得超过法定期限和所等事项的最后一日')
    .argument('<date>', '新的到期日')
    .requiredOption('--reason <text>', '理由')
    .action(async (id: string, dueOn: string, options: DueOptions) => {
      await change(options, { id, verb: 'due', json: { dueOn, reason: options.reason } });
    });
}

function acknowledgeCommand(group: Command): void {
  changing(group, 'acknowledge', '确认接收移交的业务（只作知悉的待办）').action(
    async (id: string, options: ChangeOptions) => {
      await change(options, { id, verb: 'acknowledge' });
    },
  );
}

interface MoveOptions extends CommonOptions {
  readonly from: string;
  readonly to?: string;
  readonly back?: boolean;
  readonly reason: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly key?: string;
}

/** As many as one request takes. */
const MOVES_MAX = 200;

const LIST: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '待办', value: (row) => text(row, 'title') },
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
  { title: '期限', value: (row) => text(row, 'dueOn') },
  { title: '版本', value: (row) => text(row, 'version') },
];

function moveCommand(group: Command): void {
  leaf(group, 'move', '把一个人名下的全部待办改派给另一个人，或退回待领取；逐件给出结果')
    .requiredOption('--from <staff>', '谁名下的')
    .addOption(new Option('--to <staff>', '改派给谁').conflicts('back'))
    .option('--back', '退回待领取')
    .requiredOption('--reason <text>', '理由')
    .option('--dry-run', '只列出将要改派的待办')
    .option('--yes', '不再询问')
    .addOption(keyOption())
    .action(async (options: MoveOptions) => {
      const staff = target(options);
      await withClient(options, (client) => move(client, staff, options));
    });
}

async function move(client: Client, staff: string | null, options: MoveOptions): Promise<Result> {
  const { from: holder, reason, key, yes, dryRun } = options;
  const held = await readPages(client, '/tasks', { holder }, { all: true });
  const chosen = items(held, 'items').slice(0, MOVES_MAX);
  const list = grid(LIST, chosen);
  if (dryRun === true || chosen.length === 0) return { data: { items: chosen }, text: list };
  if (yes !== true) await confirm(list, chosen.length);
  const tasks = chosen.map((row) => ({ id: text(row, 'id'), version: field(row, 'version') }));
  const json = { tasks, staff, reason };
  const { body } = await client.send({
    ...{ method: 'POST', path: '/tasks:assign', json, key: keyFor(key) },
  });
  if (Number(text(body, 'moved')) < tasks.length) process.exitCode = EXIT.conflict;
  const left = items(body, 'items').filter((row) => field(row, 'moved') !== true);
  return {
    data: body,
    text: `${text(body, 'summary')}\n${left.length === 0 ? '' : grid(NOT_MOVED, left)}`,
  };
}

const NOT_MOVED: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '未改派的原因', value: (row) => text(row, 'detail') },
];

/** Asks at the terminal; without one `--yes` has to say it. */
async function confirm(list: string, count: number): Promise<void> {
  if (!process.stdin.isTTY) {
    throw badInput(
      `将改派${String(count)}件待办，须确认。`,
      '先用 --dry-run 查看，确认后加 --yes。',
    );
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question(`${list}将改派以上${String(count)}件，确认请键入 yes：`);
  ask.close();
  if (answer.trim().toLowerCase() !== 'yes') throw badInput('没有确认，什么也没有改派。');
}
