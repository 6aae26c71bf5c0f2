/** The command line of `npm start`, as far as it goes without starting anything. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../harness/folder.ts';

const START = fileURLToPath(new URL('../../src/embedded/start.ts', import.meta.url));
let home: string;
beforeEach(() => {
  home = temporaryFolder();
  mkdirSync(join(home, 'postgres'));
  writeFileSync(join(home, 'postgres', 'PG_VERSION'), '18\n');
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

async function start(args: readonly string[], typed = '', env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [START, '--home', home, ...args], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  child.stdin.end(typed);
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { code, output };
}

describe('npm start -- --fresh', () => {
  it.each(['', '\n', 'yes\n', 'FRESH\n', '是\n'])(
    'deletes nothing and starts nothing for %j',
    async (typed) => {
      const { code, output } = await start(['--fresh'], typed);
      expect(code).toBe(1);
      expect(output).toContain('什么也没有删除');
      expect(existsSync(join(home, 'postgres', 'PG_VERSION'))).toBe(true);
    },
  );

  it('says what would be deleted before it asks', async () => {
    const { output } = await start(['--fresh']);
    expect(output).toContain(`将删除 ${home} 中的全部数据`);
    expect(output).not.toContain('不会删除');
  });

  it('says before that, too, what stays in the engines of others', async () => {
    writeFileSync(join(home, 'state.json'), '{"keeping":{"address":"old:7233"}}');
    const { output } = await start(['--fresh'], '', { TEMPORAL_ADDRESS: 'cluster:7233' });
    for (const address of ['old:7233', 'cluster:7233']) {
      expect(output).toContain(`不会删除：Temporal 服务 ${address} 中命名空间 anju 里的流程`);
    }
  });
});

describe('npm start', () => {
  it('explains its options', async () => {
    const { code, output } = await start(['--help']);
    expect(code).toBe(0);
    for (const option of ['--home', '--port-base', '--fresh', '--time-demo']) {
      expect(output).toContain(option);
    }
  });

  it('refuses a port base that is none', async () => {
    const { code, output } = await start(['--port-base', 'abc']);
    expect(code).toBe(1);
    expect(output).toContain('--port-base 须是');
  });

  it('refuses a time demo on data that are to stay', async () => {
    const { code, output } = await start(['--time-demo']);
    expect(code).toBe(1);
    expect(output).toContain('不能与 --home、--fresh 同用');
    expect(existsSync(join(home, 'postgres', 'PG_VERSION'))).toBe(true);
  });

  it('refuses an option it does not know', async () => {
    const { code, output } = await start(['--nonsense']);
    expect(code).toBe(1);
    expect(output).toContain('--nonsense');
  });
});
