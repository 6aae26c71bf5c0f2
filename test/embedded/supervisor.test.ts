/** A child that crashes is started again; one that keeps crashing ends everything. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReaper, type ChildSpec, type Reaper } from '../../src/embedded/child.ts';
import { supervise } from '../../src/embedded/supervisor.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-supervisor-'));
let reaper: Reaper;
beforeAll(() => {
  reaper = startReaper();
});
afterAll(async () => {
  await reaper.close();
  rmSync(folder, { recursive: true, force: true });
});

function spec(name: string, script: string, more: Partial<ChildSpec> = {}): ChildSpec {
  return {
    name,
    title: '小程序',
    command: process.execPath,
    args: ['-e', script],
    env: {},
    log: join(folder, `${name}.log`),
    ready: () => Promise.resolve(true),
    readyMs: 10_000,
    stopSignal: 'SIGTERM',
    stopMs: 10_000,
    ...more,
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 800 && !condition(); i += 1) await delay(25);
  expect(condition()).toBe(true);
}

async function keep(child: ChildSpec) {
  const said: string[] = [];
  const hopeless: string[] = [];
  const kept = await supervise(child, {
    reaper,
    backoffFirstMs: 10,
    say: (line) => {
      said.push(line);
    },
    hopeless: (message) => {
      hopeless.push(message);
    },
  });
  return { kept, said, hopeless };
}

const FOREVER = 'setInterval(() => {}, 1000)';

describe('a supervised child', () => {
  it('is started again after a crash, under another number', async () => {
    const { kept, said } = await keep(spec('crashing', FOREVER));
    const first = kept.pid() ?? 0;
    process.kill(first, 'SIGKILL');
    await until(() => kept.restarts() === 1);
    expect(kept.pid()).not.toBe(first);
    expect(said.join()).toContain('小程序（crashing）意外退出（信号 SIGKILL）');
    await kept.stop();
    expect(kept.pid()).toBeUndefined();
  });

  it('is not started again when it was stopped', async () => {
    const { kept, said } = await keep(spec('stopped', FOREVER));
    await kept.stop();
    await delay(100);
    expect(kept.restarts()).toBe(0);
    expect(said).toEqual([]);
  });

  it('is given up after five crashes within a minute, with the log’s last lines', async () => {
    const { kept, hopeless } = await keep(
      spec('failing', `setTimeout(() => { console.log('disk full'); process.exit(7) }, 60)`),
    );
    await until(() => hopeless.length > 0);
    expect(hopeless).toHaveLength(1);
    expect(hopeless[0]).toContain('小程序（failing）一分钟内退出 5 次');
    expect(hopeless[0]).toContain('disk full');
    expect(kept.restarts()).toBe(4);
    await kept.stop();
  });

  it('is still running after four crashes', async () => {
    const { kept, hopeless } = await keep(spec('unlucky', FOREVER));
    for (let crash = 1; crash <= 4; crash += 1) {
      await until(() => kept.pid() !== undefined);
      process.kill(kept.pid() ?? 0, 'SIGKILL');
      await until(() => kept.restarts() === crash);
    }
    expect(hopeless).toEqual([]);
    await kept.stop();
  });

  it('is not blamed for starts that fail because what it needs went away meanwhile', async () => {
    const there = join(folder, 'there');
    writeFileSync(there, '');
    let [starts, failures] = [0, 0];
    const { kept, said, hopeless } = await keep(
      // Ends at once when the file is not there, as a server does without its database.
      spec('dependent', `require('node:fs').accessSync(${JSON.stringify(there)}); ${FOREVER}`, {
        needs: () => Promise.resolve(starts === failures),
        before: () => {
          starts += 1;
          if (starts > 1 && starts < 8) rmSync(there, { force: true });
          else writeFileSync(there, '');
          return Promise.resolve();
        },
        ready: async () => {
          await delay(300);
          return existsSync(there);
        },
      }),
    );
    const watching = setInterval(() => {
      failures = said.filter((line) => line.includes('所需的服务中断')).length + 1;
    }, 10);
    process.kill(kept.pid() ?? 0, 'SIGKILL');
    await until(() => kept.restarts() === 1);
    clearInterval(watching);
    expect(hopeless).toEqual([]);
    expect(said.filter((line) => line.includes('意外退出'))).toHaveLength(1);
    expect(starts).toBe(8);
    await kept.stop();
  });

  it('can be stopped while it waits to be started again', async () => {
    const { kept } = await keep(spec('waiting', FOREVER));
    process.kill(kept.pid() ?? 0, 'SIGKILL');
    await until(() => kept.pid() === undefined || kept.restarts() > 0);
    await kept.stop();
    expect(kept.pid()).toBeUndefined();
  });
});
