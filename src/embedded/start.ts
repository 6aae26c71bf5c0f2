/** `npm start`: the whole of Anju on this machine, until Ctrl-C. */
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { emptyHome } from './home.ts';
import { whenOrphaned } from './orphan.ts';
import { PORT_BASE, portsFrom, type Ports } from './ports.ts';
import { DEMO_PEOPLE, demoPassword } from './provider/people.ts';
import { chooseHome, postgresUser } from './reach.ts';
import { startStack, type Stack } from './stack.ts';

const CLONE = fileURLToPath(new URL('../../', import.meta.url));
/** What must be typed before everything is thrown away. */
const FRESH_WORD = 'fresh';

const USAGE = `用法：npm start -- [选项]
  --home 文件夹      数据、日志、密钥所在（或环境变量 ANJU_HOME）
  --port-base N      端口从 N 算起（默认 ${PORT_BASE}）
  --fresh            清空全部数据，从头开始（须键入确认）
  --help             显示本说明`;

interface Wishes {
  readonly home: string;
  readonly ports: Ports;
  readonly fresh: boolean;
}

await main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const wishes = wishesOf(process.argv.slice(2));
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
    say(`启动完成，用时 ${seconds} 秒。按 Ctrl-C 停止，数据保留。`);
    await over;
    say('正在停止 …');
    await stack.stop();
  }
  say('已全部停止，数据保留。');
}

/** @throws Error in Chinese for an option that is not one */
function wishesOf(args: string[]): Wishes | undefined {
  const { values } = parseArgs({
    args,
    options: {
      home: { type: 'string' },
      'port-base': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const asked = values.home ?? (process.env['ANJU_HOME'] || undefined);
  return {
    home: chooseHome({ asked, clone: CLONE }, postgresUser()),
    ports: portsFrom(Number(values['port-base'] ?? PORT_BASE)),
    fresh: values.fresh,
  };
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
        `将删除 ${home} 中的全部数据（账户、办件、留痕、密钥），不能恢复。\n确认请键入 ${FRESH_WORD} 并回车：`,
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
