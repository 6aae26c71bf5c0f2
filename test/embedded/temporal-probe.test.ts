/** What the machine is asked, with programs of the tests' own on its PATH. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startReaper, type Reaper } from '../../src/embedded/child.ts';
import { runLongTask } from '../../src/embedded/long-task.ts';
import { cacheFolder, machineProbe } from '../../src/embedded/temporal-probe.ts';
import { CLI_PINNED, SERVER_PINNED, type Probe } from '../../src/embedded/temporal-resolver.ts';

const base = mkdtempSync(join(tmpdir(), 'anju-probe-'));
let bin: string;
let cache: string;
let reaper: Reaper;
const said: string[] = [];

beforeAll(() => {
  reaper = startReaper();
});
afterAll(async () => {
  await reaper.close();
  rmSync(base, { recursive: true, force: true });
});
beforeEach(() => {
  bin = mkdtempSync(join(base, 'bin-'));
  cache = join(bin, 'cache');
  said.length = 0;
});

/** Puts a shell script on the PATH. */
function program(folder: string, name: string, script: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

function probe(more: Record<string, string> = {}): Probe {
  return machineProbe({
    env: { PATH: `${bin}:/usr/bin:/bin`, ANJU_CACHE: cache, ...more },
    say: (line) => said.push(line),
    reaper,
  });
}

describe('the cache', () => {
  it('lies in the user’s cache folder unless told otherwise', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' })).toBe('/c/anju');
    expect(cacheFolder({ ANJU_CACHE: '/d', XDG_CACHE_HOME: '/c' })).toBe('/d');
  });

  it('is not taken while it is empty', async () => {
    expect(await probe().cachedServer()).toBeUndefined();
  });

  it('is taken when the server in it runs', async () => {
    const folder = join(cache, `temporal-${SERVER_PINNED}`);
    const server = program(folder, 'temporal-server', `echo temporal version ${SERVER_PINNED}`);
    const sqlTool = program(folder, 'temporal-sql-tool', 'true');
    expect(await probe().cachedServer()).toEqual({ server, sqlTool });
  });

  it('is passed over when the server in it does not run on this machine', async () => {
    const folder = join(cache, `temporal-${SERVER_PINNED}`);
    program(folder, 'temporal-server', 'exit 126');
    program(folder, 'temporal-sql-tool', 'true');
    expect(await probe().cachedServer()).toBeUndefined();
  });

  it('is passed over when the schema tool has gone from it', async () => {
    const folder = join(cache, `temporal-${SERVER_PINNED}`);
    program(folder, 'temporal-server', `echo temporal version ${SERVER_PINNED}`);
    expect(await probe().cachedServer()).toBeUndefined();
  });
});

describe('the PATH', () => {
  it('has a server only when its schema tool is there too', async () => {
    const server = program(bin, 'temporal-server', 'echo temporal version 1.32.2');
    expect(await probe().serverOnPath()).toBeUndefined();
    const sqlTool = program(bin, 'temporal-sql-tool', 'true');
    expect(await probe().serverOnPath()).toEqual({ server, sqlTool, version: '1.32.2' });
  });

  it('tells the server in a CLI from the CLI itself', async () => {
    const cli = program(
      bin,
      'temporal',
      'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.50.1)"',
    );
    expect(await probe().cliOnPath()).toEqual({ cli, serverVersion: '1.32.0' });
  });

  it('counts a CLI that cannot say its version as too old', async () => {
    const cli = program(bin, 'temporal', 'exit 1');
    expect(await probe().cliOnPath()).toEqual({ cli, serverVersion: '0' });
  });

  it('tells the version of Go', async () => {
    program(bin, 'go', 'echo go1.26.8');
    expect(await probe().go()).toBe('1.26.8');
  });
});

describe('TEMPORAL_ADDRESS', () => {
  it('counts as not given when it is empty', () => {
    expect(probe({ TEMPORAL_ADDRESS: '' }).address()).toBeUndefined();
    expect(probe({ TEMPORAL_ADDRESS: 'a:1' }).address()).toBe('a:1');
  });
});

/** Stands for Go: lists packages, and "builds" by writing the file after -o. */
const GO = `
if [ "$1" = list ]; then echo a; echo b; exit 0; fi
if [ "$GOTOOLCHAIN" != auto ]; then echo "wrong toolchain" >&2; exit 1; fi
while [ "$1" != -o ]; do shift; done
echo "go.temporal.io/server" >&2
echo built > "$2"`;

describe('a build', () => {
  it('leaves both programs in the cache and says before that it takes minutes', async () => {
    program(bin, 'go', GO);
    const { server, sqlTool } = await probe().build();
    expect(server).toBe(join(cache, `temporal-${SERVER_PINNED}`, 'temporal-server'));
    expect(existsSync(server) && existsSync(sqlTool)).toBe(true);
    expect(said[0]).toContain('约 7 分钟');
  });

  it('takes the place of what does not run here, and leaves what another start built meanwhile', async () => {
    const folder = join(cache, `temporal-${SERVER_PINNED}`);
    program(bin, 'go', GO);
    const broken = program(folder, 'temporal-server', 'exit 126');
    await probe().build();
    expect(readFileSync(broken, 'utf8')).toBe('built\n');
    const whole = program(folder, 'temporal-server', `echo temporal version ${SERVER_PINNED}`);
    await probe().build();
    expect(readFileSync(whole, 'utf8')).toContain('echo temporal version');
    expect(readdirSync(cache)).toEqual([`temporal-${SERVER_PINNED}`]);
  });

  it('that fails leaves nothing behind and tells why', async () => {
    program(bin, 'go', 'echo "no space left on device" >&2; exit 1');
    await expect(probe().build()).rejects.toThrow('no space left on device');
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe('a download', () => {
  it('is not repeated when the program is there', async () => {
    const cli = program(join(cache, 'temporal-cli'), `temporal-v${CLI_PINNED}`, 'true');
    expect(await probe().download()).toBe(cli);
    expect(said).toEqual([]);
  });
});

describe('a task of minutes', () => {
  const task = (script: string) => ({
    command: '/bin/sh',
    args: ['-c', script],
    cwd: base,
    env: { PATH: '/usr/bin:/bin' },
    limitMs: 60_000,
  });

  it('is ended with all its children when it becomes hopeless', async () => {
    const hopeless = { ...task('sleep 600 & wait'), hopeless: () => '10 秒内没有收到数据' };
    await expect(runLongTask(hopeless, reaper)).rejects.toThrow('10 秒内没有收到数据');
  });

  it('is ended at its limit', async () => {
    await expect(runLongTask({ ...task('sleep 600'), limitMs: 50 }, reaper)).rejects.toThrow(
      '未完成',
    );
  });

  it('gives signs of life', async () => {
    const signs: number[] = [];
    const alive = { everyMs: 20, say: (sinceMs: number) => signs.push(sinceMs) };
    await runLongTask({ ...task('sleep 0.3'), alive }, reaper);
    expect(signs.length).toBeGreaterThan(0);
  });

  it('hands on every line of both outputs', async () => {
    const lines: string[] = [];
    await runLongTask({ ...task('echo a; echo b >&2'), line: (text) => lines.push(text) }, reaper);
    expect(lines.sort()).toEqual(['a', 'b']);
  });

  it('whose program is missing is reported', async () => {
    await expect(runLongTask({ ...task(''), command: '/no/such' }, reaper)).rejects.toThrow(
      'ENOENT',
    );
  });
});
