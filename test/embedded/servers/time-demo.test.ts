/** `npm start -- --time-demo` as a visitor runs it: a month passes by one command, and nothing is left. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../../src/domain/calendar.ts';
import { checkPorts, portsFrom, wantedPorts } from '../../../src/embedded/ports.ts';
import { temporaryFolder } from '../../harness/folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);
const folder = temporaryFolder();
let child: ChildProcess | undefined;
let output = '';

afterEach(async () => {
  child?.kill('SIGKILL');
  await delay(0);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  let base = 23_300;
  while ((await checkPorts(wantedPorts(portsFrom(base))).catch(() => false)) === false) base += 100;
  const args = [join(ROOT, 'src/embedded/start.ts'), '--time-demo', '--port-base', String(base)];
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: folder };
  child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  for (let i = 0; i < 4_800 && !output.includes('export ANJU_HOME='); i += 1) await delay(50);
  const [, home = ''] = /export ANJU_HOME=(\S+)/.exec(output) ?? [];
  expect(home, output).not.toBe('');
  return home;
}

/** The command `anju`, as in another terminal. */
function anju(home: string) {
  const env = { PATH: process.env['PATH'], HOME: join(folder, 'user'), ANJU_HOME: home };
  mkdirSync(env.HOME, { recursive: true });
  return async (...args: string[]) => run(join(ROOT, 'bin/anju'), args, { cwd: ROOT, env });
}

describe('npm start -- --time-demo', { timeout: 300_000 }, () => {
  it('lets a month pass by one command, says the date with every answer, and leaves nothing', async () => {
    const home = await start();
    const today = dateAt(Date.now());
    const ask = anju(home);
    const told = async (...args: string[]) => {
      const { stdout } = await ask(...args, '-o', 'json');
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    await ask('login', '--demo', 'lin-guiyuan');
    const scan = await told('file', 'put', 'examples/scan.png', '--kind', 'identity-document');
    const example = readFileSync(join(ROOT, 'examples/account-opening-deferred.json'), 'utf8');
    const form = join(folder, 'form.json');
    writeFileSync(form, example.replace('SCAN', String(scan['id'])));
    const { number } = await told('case', 'start', 'account-opening', '--file', form);
    expect(await told('case', 'show', String(number))).toMatchObject({ acceptedOn: today });

    const passed = await told('demo', 'advance', String(number));
    const then = addDays(today, 31);
    expect(passed).toMatchObject({ from: today, to: then });
    const shown = await ask('case', 'show', String(number));
    expect(shown.stdout).toContain('不予开户');
    expect(shown.stderr).toContain(`演示时间：${then}`);
    // Whoever comes now comes on that day, by another door too.
    const later = await told('case', 'start', 'account-opening', '--file', form).catch(() => null);
    const next = await told('file', 'put', 'examples/scan.png', '--kind', 'identity-document');
    const other = readFileSync(join(ROOT, 'examples/account-opening.json'), 'utf8');
    writeFileSync(form, other.replace('SCAN', String(next['id'])));
    const begun = later ?? (await told('case', 'start', 'account-opening', '--file', form));
    expect(begun).toMatchObject({ acceptedOn: then });

    child?.kill('SIGINT');
    await new Promise((resolve) => child?.once('close', resolve));
    expect(output).toContain('数据全部删除');
    expect(existsSync(home)).toBe(false);
    const left = execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' });
    expect(left.split('\n').filter((line) => line.includes(home))).toEqual([]);
  });
});
