/** One child process: ready, stopped, failed, and never left behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isStartFailure,
  lastLines,
  runToEnd,
  startChild,
  startReaper,
  type ChildSpec,
  type Reaper,
} from '../../src/embedded/child.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-child-'));
const CHILD = new URL('../../src/embedded/child.ts', import.meta.url).href;
let reaper: Reaper;
beforeAll(() => {
  reaper = startReaper();
});
afterAll(async () => {
  await reaper.close();
  rmSync(folder, { recursive: true, force: true });
});

let number = 0;
function spec(script: string, more: Partial<ChildSpec> = {}): ChildSpec {
  number += 1;
  return {
    name: `child-${number}`,
    title: '小程序',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    log: join(folder, 'logs', `child-${number}.log`),
    ready: () => Promise.resolve(true),
    readyMs: 10_000,
    stopSignal: 'SIGTERM',
    stopMs: 10_000,
    ...more,
  };
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function untilDead(pid: number): Promise<boolean> {
  for (let i = 0; i < 400 && lives(pid); i += 1) await delay(25);
  return !lives(pid);
}

const FOREVER = 'setInterval(() => {}, 1000)';
const STUBBORN = `process.on('SIGTERM', () => {}); console.log('up'); ${FOREVER}`;

describe('a child', () => {
  it('counts as started only when it is ready', async () => {
    let asked = 0;
    const child = await startChild(
      spec(FOREVER, { ready: () => Promise.resolve((asked += 1) === 3) }),
      reaper,
    );
    expect(asked).toBe(3);
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGTERM' });
    expect(lives(child.pid)).toBe(false);
  });

  it('is ended by force when it does not listen', async () => {
    const log = join(folder, 'stubborn.log');
    const up = (): Promise<boolean> => lastLines(log).then((text) => text.includes('up'));
    const child = await startChild(spec(STUBBORN, { log, ready: up, stopMs: 100 }), reaper);
    expect(await child.stop()).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('that ends before it is ready is reported with its last words', async () => {
    const failing = spec("console.error('no such table'); process.exit(3)", {
      ready: () => Promise.resolve(false),
    });
    const error: unknown = await startChild(failing, reaper).catch((e: unknown) => e);
    expect(isStartFailure(error)).toBe(true);
    expect(String(error)).toContain('小程序');
    expect(String(error)).toContain('退出码 3');
    expect(String(error)).toContain('no such table');
  });

  it('that never gets ready is ended and reported', async () => {
    const slow = spec(FOREVER, { ready: () => Promise.resolve(false), readyMs: 100 });
    await expect(startChild(slow, reaper)).rejects.toThrow('未就绪');
  });

  it('whose program is missing is reported', async () => {
    await expect(startChild(spec('', { command: '/no/such' }), reaper)).rejects.toThrow('无法启动');
  });

  it('stops getting ready when the start is called off', async () => {
    const called = new AbortController();
    const slow = spec(FOREVER, {
      ready: () => {
        called.abort();
        return Promise.resolve(false);
      },
    });
    await expect(startChild(slow, reaper, called.signal)).rejects.toThrow('中止');
  });

  it('knows nothing of the environment but what it is told', async () => {
    const log = join(folder, 'env.log');
    const told = spec('console.log(JSON.stringify(process.env))', { log, env: { ANJU_X: '1' } });
    await runToEnd(told, reaper);
    const env = JSON.parse(readFileSync(log, 'utf8')) as Record<string, string>;
    expect(Object.keys(env).filter((name) => !name.startsWith('__'))).toEqual(['ANJU_X']);
  });

  it('writes a log that only its owner may read', () => {
    expect(statSync(join(folder, 'env.log')).mode & 0o077).toBe(0);
  });
});

describe('a program that runs once', () => {
  it('is reported when it ends with an error', async () => {
    await expect(runToEnd(spec("console.log('why'); process.exit(1)"), reaper)).rejects.toThrow(
      'why',
    );
  });
});

describe('whoever started is gone', () => {
  it('and yet nothing is left, neither running nor on the disk', async () => {
    const passing = join(folder, 'passing');
    mkdirSync(passing);
    const script = `
      import { startChild, startReaper } from ${JSON.stringify(CHILD)};
      const reaper = startReaper();
      reaper.discard(${JSON.stringify(passing)});
      const child = await startChild({
        name: 'orphan', title: '', command: process.execPath,
        args: ['-e', ${JSON.stringify(FOREVER)}], env: {}, log: ${JSON.stringify(join(folder, 'o.log'))},
        ready: async () => true, readyMs: 1000, stopSignal: 'SIGTERM', stopMs: 1000,
      }, reaper);
      console.log(child.pid);
      setInterval(() => {}, 1000);
    `;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(starter.stdout, 'data')) as [Buffer];
    const pid = Number(chunk.toString());
    expect(lives(pid)).toBe(true);
    starter.kill('SIGKILL');
    expect(await untilDead(pid)).toBe(true);
    for (let i = 0; i < 400 && existsSync(passing); i += 1) await delay(25);
    expect(existsSync(passing)).toBe(false);
  });
});
