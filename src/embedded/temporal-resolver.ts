/**
 * Which Temporal server is used, and in which order the ways are tried.
 *
 * The order only; looking, building and downloading stand behind `Probe` (temporal-probe.ts).
 */

/** The oldest server with virtual time and the visibility queries the product uses. */
export const SERVER_MIN = '1.32';
/** The version that tools/temporal/go.mod pins. */
export const SERVER_PINNED = '1.32.1';
/** The CLI that is downloaded; it carries server 1.32.0. */
export const CLI_PINNED = '1.9.1';
/** The Go that builds the pinned server; from 1.21 on Go may fetch that one by itself. */
export const GO_BUILDS = '1.26.8';
export const GO_FETCHES = '1.21';

/** The official server with its schema tool; keeps its state in our PostgreSQL. */
export interface ServerPrograms {
  readonly server: string;
  readonly sqlTool: string;
}

/** Where the state of the running cases lies: it must not change between two starts of one home. */
export type Keeping = 'postgres' | 'sqlite' | { readonly address: string };

export type TemporalChoice =
  | { readonly way: 'address'; readonly address: string }
  | ({ readonly way: 'cache' | 'path' | 'build' } & ServerPrograms)
  | { readonly way: 'cli' | 'download'; readonly cli: string };

export interface Probe {
  /** TEMPORAL_ADDRESS. */
  address: () => string | undefined;
  cachedServer: () => Promise<ServerPrograms | undefined>;
  /** On the PATH, whatever its version. */
  serverOnPath: () => Promise<(ServerPrograms & { readonly version: string }) | undefined>;
  /** The version of Go, without the word. */
  go: () => Promise<string | undefined>;
  /** @throws Error in Chinese when it fails or takes longer than its limit */
  build: () => Promise<ServerPrograms>;
  /** The CLI on the PATH and the version of the server in it. */
  cliOnPath: () => Promise<{ readonly cli: string; readonly serverVersion: string } | undefined>;
  /** @throws Error in Chinese when it fails, or when no byte came for a while */
  download: () => Promise<string>;
  say: (line: string) => void;
}

export interface ResolveOptions {
  /** false in tests: somebody's cluster has neither virtual time nor our settings. */
  readonly mayUseAddress: boolean;
  /** What earlier starts of this home used. */
  readonly kept?: Keeping | undefined;
}

type OwnKeeping = Extract<Keeping, string>;
type Attempt = (probe: Probe, why: string[]) => Promise<TemporalChoice | undefined>;

/**
 * The first way that works.
 *
 * @throws Error in Chinese with what was tried and the three ways out, or when the running cases of
 *   this home lie elsewhere and would be left behind without a word
 */
export async function resolveTemporal(
  probe: Probe,
  { mayUseAddress, kept }: ResolveOptions,
): Promise<TemporalChoice> {
  const address = mayUseAddress ? probe.address() : undefined;
  const place = typeof kept === 'object' ? kept.address : kept;
  if (address !== undefined) {
    if (place !== undefined && place !== address) throw new Error(leftBehind(address, place));
    return { way: 'address', address };
  }
  if (typeof kept === 'object' && mayUseAddress) {
    throw new Error(leftBehind(undefined, kept.address));
  }
  const own = typeof kept === 'object' ? undefined : kept;
  const servers: Attempt[] = [fromCache, fromPath, fromBuild];
  const hasGo = (await probe.go()) !== undefined;
  const clis: Attempt[] = hasGo ? [fromCli, fromDownload] : [fromDownload, fromCli];
  const order: Record<OwnKeeping | 'new', Attempt[]> = {
    new: [...servers, ...clis],
    postgres: servers,
    sqlite: clis,
  };
  const why: string[] = [];
  for (const attempt of order[own ?? 'new']) {
    const choice = await attempt(probe, why);
    if (choice) return choice;
  }
  throw new Error(waysOut(why, own));
}

/** Does `version` reach `least`, compared number by number? Pre-releases count as their number. */
export function reaches(version: string, least: string): boolean {
  const [have, want] = [numbers(version), numbers(least)];
  for (const [i, wanted] of want.entries()) {
    const had = have[i] ?? 0;
    if (had !== wanted) return had > wanted;
  }
  return true;
}

async function fromCache(probe: Probe): Promise<TemporalChoice | undefined> {
  const found = await probe.cachedServer();
  return found && { way: 'cache', ...found };
}

async function fromPath(probe: Probe, why: string[]): Promise<TemporalChoice | undefined> {
  const found = await probe.serverOnPath();
  if (found === undefined) {
    why.push('PATH 中没有 temporal-server 和 temporal-sql-tool');
    return undefined;
  }
  if (!reaches(found.version, SERVER_MIN)) {
    why.push(`PATH 中的 temporal-server 是 ${found.version}，需要 ${SERVER_MIN} 以上`);
    return undefined;
  }
  return { way: 'path', server: found.server, sqlTool: found.sqlTool };
}

async function fromBuild(probe: Probe, why: string[]): Promise<TemporalChoice | undefined> {
  const version = await probe.go();
  if (version === undefined) {
    why.push('PATH 中没有 Go，不能编译 Temporal 服务');
    return undefined;
  }
  if (!reaches(version, GO_FETCHES)) {
    why.push(
      `Go 是 ${version}，编译 Temporal 服务需要 ${GO_BUILDS}（或 ${GO_FETCHES} 以上且可联网）`,
    );
    return undefined;
  }
  try {
    return { way: 'build', ...(await probe.build()) };
  } catch (error) {
    why.push(`编译 Temporal 服务没有成功：${messageOf(error)}`);
    probe.say(`编译没有成功，改试其他途径：${messageOf(error)}`);
    return undefined;
  }
}

async function fromCli(probe: Probe, why: string[]): Promise<TemporalChoice | undefined> {
  const found = await probe.cliOnPath();
  if (found === undefined) {
    why.push('PATH 中没有 temporal 命令行工具');
    return undefined;
  }
  if (!reaches(found.serverVersion, SERVER_MIN)) {
    why.push(`PATH 中的 temporal 带的服务是 ${found.serverVersion}，需要 ${SERVER_MIN} 以上`);
    return undefined;
  }
  return { way: 'cli', cli: found.cli };
}

async function fromDownload(probe: Probe, why: string[]): Promise<TemporalChoice | undefined> {
  try {
    return { way: 'download', cli: await probe.download() };
  } catch (error) {
    why.push(`下载 temporal ${CLI_PINNED} 没有成功：${messageOf(error)}`);
    probe.say(`下载没有成功，改试其他途径：${messageOf(error)}`);
    return undefined;
  }
}

function waysOut(why: readonly string[], kept: OwnKeeping | undefined): string {
  const bound =
    kept === undefined
      ? []
      : [
          kept === 'postgres'
            ? '本文件夹里的在办业务保存在 PostgreSQL 中，只能由 temporal-server 继续。'
            : '本文件夹里的在办业务保存在 temporal 命令行工具自己的文件中，只能由它继续。',
        ];
  return [
    '找不到可用的 Temporal 服务。',
    ...bound,
    '已经试过：',
    ...why.map((line) => `  · ${line}`),
    '三种办法，任选其一：',
    `  1. 安装 Go ${GO_BUILDS} 以上后重新启动，本程序会自行编译（约 7 分钟，仅一次）；`,
    `  2. 把 ${SERVER_MIN} 以上的 temporal-server 和 temporal-sql-tool（或带 ${SERVER_MIN} 以上服务的 temporal 命令行工具）放到 PATH 中；`,
    '  3. 用环境变量 TEMPORAL_ADDRESS 指定已有的 Temporal 服务（主机:端口）。测试不能用这一种。',
  ].join('\n');
}

/** @param place an address, or how this home keeps them itself */
function leftBehind(address: string | undefined, place: string): string {
  const isOwn = place === 'postgres' || place === 'sqlite';
  return [
    isOwn
      ? `本文件夹里的在办业务由它自带的流程引擎办理，环境变量 TEMPORAL_ADDRESS 却指向 ${address ?? ''}。`
      : `本文件夹里的在办业务在 TEMPORAL_ADDRESS ${place} 中办理，${address === undefined ? '现在却没有指定 TEMPORAL_ADDRESS' : `现在指定的却是 ${address}`}。`,
    '换一个流程引擎启动，在办业务会停在原处，不再办理，所以没有启动。办法，任选其一：',
    isOwn
      ? '  · 去掉环境变量 TEMPORAL_ADDRESS 后重新启动；'
      : `  · 设置 TEMPORAL_ADDRESS=${place} 后重新启动；如果是同一个服务换了地址，先把本文件夹 state.json 中的地址改成新的；`,
    '  · 用 --home 另起一套；',
    '  · 用 --fresh 清空本文件夹，从头开始。',
  ].join('\n');
}

function numbers(version: string): number[] {
  return version
    .replace(/^v|^go/, '')
    .split(/[.-]/)
    .map((part) => Number.parseInt(part, 10) || 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
