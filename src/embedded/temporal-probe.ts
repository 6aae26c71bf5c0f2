/** Looks for, builds and downloads Temporal servers on this machine: the real `Probe`. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Reaper } from './child.ts';
import { runLongTask } from './long-task.ts';
import { CLI_PINNED, SERVER_PINNED, type Probe, type ServerPrograms } from './temporal-resolver.ts';

const run = promisify(execFile);

const BUILD_LIMIT_MS = 30 * 60_000;
const SIGN_OF_LIFE_MS = 15_000;
/** A download without a byte for this long gives way to the next way. */
const DOWNLOAD_SILENCE_MS = 10_000;
const DOWNLOAD_LIMIT_MS = 15 * 60_000;

const MODULE = fileURLToPath(new URL('../../tools/temporal/', import.meta.url));
const DOWNLOAD = fileURLToPath(new URL('temporal-download.ts', import.meta.url));
const PACKAGES = {
  'temporal-server': 'go.temporal.io/server/cmd/server',
  'temporal-sql-tool': 'go.temporal.io/server/cmd/tools/sql',
} as const;
type ProgramName = keyof typeof PACKAGES;
const END = process.platform === 'win32' ? '.exe' : '';

export interface ProbeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly reaper: Reaper;
}

/** Where servers built or downloaded once are kept for every clone of this user. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  const base = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return env['ANJU_CACHE'] ?? join(base, 'anju');
}

export function machineProbe({ env, say, reaper }: ProbeOptions): Probe {
  const cache = cacheFolder(env);
  const kept = join(cache, `temporal-${SERVER_PINNED}`);
  return {
    say,
    address: () => env['TEMPORAL_ADDRESS'] || undefined,
    cachedServer: async () => {
      const programs = programsIn(kept);
      return (await isUsable(programs)) ? programs : undefined;
    },
    serverOnPath: async () => {
      const [server, sqlTool] = [onPath('temporal-server', env), onPath('temporal-sql-tool', env)];
      if (server === undefined || sqlTool === undefined) return undefined;
      return { server, sqlTool, version: (await versionOf(server)) ?? '0' };
    },
    go: async () => {
      const { stdout } = await run('go', ['env', 'GOVERSION'], {
        env: { ...env, GOTOOLCHAIN: 'local' },
        cwd: homedir(),
      }).catch(() => ({ stdout: '' }));
      return /^go([\d.]+)/.exec(stdout.trim())?.[1];
    },
    build: () => build({ env, say, reaper }, kept),
    cliOnPath: async () => {
      const cli = onPath('temporal', env);
      const serverVersion = cli === undefined ? undefined : await cliServerVersion(cli);
      return cli === undefined ? undefined : { cli, serverVersion: serverVersion ?? '0' };
    },
    download: () => download({ env, say, reaper }, join(cache, 'temporal-cli')),
  };
}

/**
 * Builds the pinned official server and its schema tool into `folder`; both or none.
 *
 * @throws Error in Chinese
 */
async function build({ env, say, reaper }: ProbeOptions, folder: string): Promise<ServerPrograms> {
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true });
  const startedAt = Date.now();
  say(
    `编译官方 Temporal 服务 ${SERVER_PINNED}（源码取自 Go 模块库，约 7 分钟、2 GB 磁盘，仅此一次；请勿关闭）`,
  );
  const goEnv = { ...env, GOTOOLCHAIN: 'auto', GOFLAGS: '-mod=readonly' };
  const task = (args: string[], progress: () => string, line?: (text: string) => void) =>
    runLongTask(
      {
        command: 'go',
        args,
        cwd: MODULE,
        env: goEnv,
        limitMs: BUILD_LIMIT_MS - (Date.now() - startedAt),
        alive: {
          everyMs: SIGN_OF_LIFE_MS,
          say: () => {
            say(`  ${progress()}，已用 ${since(startedAt)}`);
          },
        },
        ...(line ? { line } : {}),
      },
      reaper,
    );
  try {
    let known = 0;
    await task(
      ['list', '-deps', ...Object.values(PACKAGES)],
      () => '正在获取源码',
      () => (known += 1),
    );
    let built = 0;
    for (const name of Object.keys(PACKAGES) as ProgramName[]) {
      const output = join(half, `${name}${END}`);
      await task(
        ['build', '-v', '-trimpath', '-ldflags=-s -w', '-o', output, PACKAGES[name]],
        () => `正在编译，约 ${known} 个包中已完成 ${built} 个`,
        () => (built += 1),
      );
    }
    // Another start may have built it meanwhile; what does not run here (made for another machine, half gone) is replaced.
    if (!(await isUsable(programsIn(folder)))) {
      rmSync(folder, { recursive: true, force: true });
      renameSync(half, folder);
    }
    say(`  编译完成，用时 ${since(startedAt)}，保存在 ${folder}`);
    return programsIn(folder);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/**
 * Downloads the pinned CLI by the SDK, unless it is there already.
 *
 * @throws Error in Chinese when it fails or stands still
 */
async function download({ env, say, reaper }: ProbeOptions, folder: string): Promise<string> {
  const cli = join(folder, `temporal-v${CLI_PINNED}${END}`);
  if (existsSync(cli)) return cli;
  mkdirSync(folder, { recursive: true });
  // What an interrupted download left would make the next one wait for it.
  rmSync(`${cli}.downloading`, { force: true });
  say(`下载 Temporal 命令行工具 ${CLI_PINNED} …`);
  let [bytes, grewAt] = [-1, Date.now()];
  const hopeless = (): string | undefined => {
    const now = bytesIn(folder);
    if (now !== bytes) [bytes, grewAt] = [now, Date.now()];
    const silent = Date.now() - grewAt;
    return silent > DOWNLOAD_SILENCE_MS
      ? `${DOWNLOAD_SILENCE_MS / 1000} 秒内没有收到数据`
      : undefined;
  };
  await runLongTask(
    {
      command: process.execPath,
      args: [DOWNLOAD, folder],
      cwd: folder,
      env,
      limitMs: DOWNLOAD_LIMIT_MS,
      hopeless,
      alive: {
        everyMs: SIGN_OF_LIFE_MS,
        say: () => {
          say(`  已收到 ${Math.round(bytes / 1_000_000)} MB`);
        },
      },
    },
    reaper,
  );
  if (!existsSync(cli)) throw new Error('下载后没有找到程序文件');
  return cli;
}

/** Both are there, and the server runs on this machine. */
async function isUsable({ server, sqlTool }: ServerPrograms): Promise<boolean> {
  return existsSync(sqlTool) && (await versionOf(server)) !== undefined;
}

function programsIn(folder: string): ServerPrograms {
  return {
    server: join(folder, `temporal-server${END}`),
    sqlTool: join(folder, `temporal-sql-tool${END}`),
  };
}

function onPath(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, `${name}${END}`))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

/** `temporal version 1.32.1` of the server; undefined when it does not run here. */
async function versionOf(server: string): Promise<string | undefined> {
  if (!existsSync(server)) return undefined;
  const { stdout } = await run(server, ['--version']).catch(() => ({ stdout: '' }));
  return /(\d+\.\d+[\w.-]*)/.exec(stdout)?.[1];
}

/** `temporal version 1.9.1 (Server 1.32.0, UI 2.50.0)` of the CLI. */
async function cliServerVersion(cli: string): Promise<string | undefined> {
  const { stdout } = await run(cli, ['--version']).catch(() => ({ stdout: '' }));
  return /Server (\d+\.\d+[\w.-]*)/i.exec(stdout)?.[1];
}

function bytesIn(folder: string): number {
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function since(startedAt: number): string {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  return seconds < 60 ? `${seconds} 秒` : `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
}
