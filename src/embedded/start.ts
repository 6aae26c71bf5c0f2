/** `npm start`: the whole of Anju on this machine, until Ctrl-C. */
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { emptyHome, keptOf } from './home.ts';
import { whenOrphaned } from './orphan.ts';
import { checkPorts, PORT_BASE, portsFrom, wantedPorts, type Ports } from './ports.ts';
import { NAMESPACE } from './programs.ts';
import { DEMO_PEOPLE, demoPassword } from './provider/people.ts';
import { chooseHome, postgresUser } from './reach.ts';
import { startStack, type Stack } from './stack.ts';

const CLONE = fileURLToPath(new URL('../../', import.meta.url));
/** What must be typed before everything is thrown away. */
const FRESH_WORD = 'fresh';
const TIME_DEMO =
  '演示时间：这是一套临时环境，日期可以快进，所办业务均无效力；停止后数据全部删除。';
/** Where a time demo looks for free ports beside a start that runs already. */
const PORT_STEP = 1_000;
const PORT_TRIES = 10;

const USAGE = `用法：npm start -- [选项]
  --home 文件夹      数据、日志、密钥所在（或环境变量 ANJU_HOME）
  --port-base N      端口从 N 算起（默认 ${PORT_BASE}）
  --fresh            清空全部数据，从头开始（须键入确认）
  --time-demo        演示时间：另起一套临时环境，可让办件快进到下一个等待期满之日；停止后全部删除
  --help             显示本说明`;

interface Wishes {
  readonly home: string;
  readonly ports: Ports;
  readonly fresh: boolean;
  readonly timeDemo: boolean;
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const wishes = await wishesOf(process.argv.slice(2));
  if (wishes === undefined) {
    console.log(USAGE);
    return;
  }
  if (wishes.fresh && !(await startOver(wishes.home))) return;
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Once more changes nothing: a terminal and npm may both pass the same Ctrl-C on.
    process.on(signal, () => {
      ending.abort();
    });
  }
  whenOrphaned(() => {
    ending.abort();
  });
  say(`安居办件启动中，数据在 ${wishes.home}（Ctrl-C 停止）`);
  if (wishes.timeDemo) say(TIME_DEMO);
  const kept = wishes.timeDemo ? '数据全部删除' : '数据保留';
  const startedAt = performance.now();
  const over = new Promise((resolve) => {
    ending.signal.addEventListener('abort', resolve);
  });
  const start = startStack({
    ...wishes,
    env: process.env,
    say,
    signal: ending.signal,
    hopeless: (message) => {
      process.exitCode = 1;
      say(message);
      ending.abort();
    },
  });
  const stack = await start.catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
    return undefined;
  });
  if (stack) {
    console.log(overview(stack));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    say(`启动完成，用时 ${seconds} 秒。按 Ctrl-C 停止，${kept}。`);
    if (wishes.timeDemo) say(`另一个终端里：export ANJU_HOME=${wishes.home}`);
    await over;
    say('正在停止 …');
    await stack.stop();
  }
  say(`已全部停止，${kept}。`);
}

/** @throws Error in Chinese for an option that is not one */
async function wishesOf(args: string[]): Promise<Wishes | undefined> {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      'port-base': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'time-demo': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  if (values['time-demo']) return timeDemo(values);
  const asked = values.home ?? (process.env['ANJU_HOME'] || undefined);
  return {
    home: chooseHome({ asked, clone: CLONE }, postgresUser()),
    ports: portsFrom(Number(values['port-base'] ?? PORT_BASE)),
    fresh: values.fresh,
    timeDemo: false,
  };
}

/** A home of its own, made now and removed in the end; and ports beside a start that runs already. */
async function timeDemo({
  home,
  fresh,
  'port-base': base,
}: {
  readonly home?: string | undefined;
  readonly fresh: boolean;
  readonly 'port-base'?: string | undefined;
}): Promise<Wishes> {
  if (home !== undefined || fresh) {
    throw new Error('--time-demo 自带临时的数据文件夹，不能与 --home、--fresh 同用。');
  }
  const ports = base === undefined ? await freePorts() : portsFrom(Number(base));
  const folder = mkdtempSync(join(tmpdir(), 'anju-time-demo-'));
  // Root lends PostgreSQL another user, who has to get in.
  chmodSync(folder, 0o711);
  const asked = chooseHome({ asked: folder, clone: CLONE }, postgresUser());
  return { home: asked, ports, fresh: false, timeDemo: true };
}

/** The usual ones, or the next that are free. @throws Error in Chinese naming who is in the way */
async function freePorts(): Promise<Ports> {
  for (let turn = 0; turn < PORT_TRIES; turn += 1) {
    const ports = portsFrom(PORT_BASE + turn * PORT_STEP);
    const isFree = await checkPorts(wantedPorts(ports)).then(
      () => true,
      () => false,
    );
    if (isFree) return ports;
  }
  return portsFrom(PORT_BASE);
}

/** @returns false when the word was not typed and nothing was touched */
async function startOver(home: string): Promise<boolean> {
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await new Promise<string>((resolve) => {
    ask.once('close', () => {
      resolve('');
    });
    void ask
      .question(
        `将删除 ${home} 中的全部数据（账户、办件、留痕、密钥），不能恢复。\n${whatStays(home)}确认请键入 ${FRESH_WORD} 并回车：`,
      )
      .then(resolve);
  });
  ask.close();
  if (answer.trim() === FRESH_WORD) {
    emptyHome(home);
    say('已清空。');
    return true;
  }
  say('没有键入确认，什么也没有删除，也没有启动。');
  process.exitCode = 1;
  return false;
}

/** Somebody else's engine keeps its workflows: nothing in the folder reaches them. */
function whatStays(home: string): string {
  const kept = keptOf(home);
  const ours = typeof kept === 'object' ? kept.address : undefined;
  const asked = process.env['TEMPORAL_ADDRESS'] || undefined;
  const theirs = [...new Set([ours, asked].filter((one) => one !== undefined))];
  return theirs
    .map(
      (address) =>
        `不会删除：Temporal 服务 ${address} 中命名空间 ${NAMESPACE} 里的流程。数据清空后，留在那里的流程会因找不到办件而一再重试；请先在那里终止它们，或换用另一个 Temporal 服务。\n`,
    )
    .join('');
}

function overview({ addresses, home }: Stack): string {
  const places = tableOf(
    ['服务', '地址'],
    [
      ['网页与接口', addresses.api],
      ['接口文档', `${addresses.api}/api/openapi.json`],
      ['登录服务', addresses.issuer],
      ['外部系统模拟器', addresses.simulators],
      ['流程引擎 Temporal', addresses.temporal],
      ['数据库 PostgreSQL', addresses.postgres],
      ['数据与日志', home.folder],
    ],
  );
  const people = tableOf(
    ['演示人员', '岗位', '登录名', '口令（第二因素：anju demo code 登录名）'],
    DEMO_PEOPLE.map(({ id, name, duty }) => [name, duty, id, demoPassword(id, home.secrets)]),
  );
  return `${places}\n${people}`;
}

function tableOf(head: string[], rows: string[][]): string {
  const table = new Table({ head, style: { head: [], border: [] } });
  table.push(...rows);
  return table.toString();
}

function say(line: string): void {
  console.log(line);
}
