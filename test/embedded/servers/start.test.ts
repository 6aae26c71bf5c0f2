/** `npm start` as a person runs it: everything up, a table, Ctrl-C, and nothing left. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { checkPorts, portsFrom, wantedPorts, type Ports } from '../../../src/embedded/ports.ts';
import { skipTime } from '../../../src/temporal/virtual-clock.ts';
import { temporaryFolder } from '../../harness/folder.ts';

const START = fileURLToPath(new URL('../../../src/embedded/start.ts', import.meta.url));
const folder = temporaryFolder();
const home = join(folder, 'home');
let running: Started | undefined;

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly over: Promise<number | null>;
  readonly ports: Ports;
}

afterEach(async () => {
  running?.child.kill('SIGKILL');
  await running?.over;
  if (running) await untilNothingIsLeft(running);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A base with all its ports free. */
async function freeBase(): Promise<number> {
  for (let base = 20_300; ; base += 100) {
    const free = await checkPorts(wantedPorts(portsFrom(base))).then(
      () => true,
      () => false,
    );
    if (free) return base;
  }
}

async function start(...args: string[]): Promise<Started> {
  const base = await freeBase();
  const options = ['--home', home, '--port-base', String(base), ...args];
  const child = spawn(process.execPath, [START, ...options], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  child.stdin.end('fresh\n');
  const over = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  running = { child, output: () => output, over, ports: portsFrom(base) };
  return running;
}

async function says({ output, over }: Started, words: string): Promise<void> {
  const said = (async () => {
    for (let i = 0; i < 7_200 && !output().includes(words); i += 1) await delay(25);
  })();
  await Promise.race([said, over]);
  expect(output()).toContain(words);
}

/** What still runs or listens of a start: engines by their command lines, the rest by ports. */
async function left({ ports }: Started): Promise<string> {
  const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && !line.includes(START));
  const taken = await checkPorts(wantedPorts(ports)).catch((error: unknown) => String(error));
  return [...processes, taken ?? ''].join('\n').trim();
}

async function untilNothingIsLeft(started: Started): Promise<void> {
  for (let i = 0; i < 600 && (await left(started)) !== ''; i += 1) await delay(25);
  expect(await left(started)).toBe('');
}

/** Time is skipped in a time demo only: the engine refuses, and there is no such address. */
async function expectNoTimeSkipping(addresses: Record<string, string>): Promise<void> {
  const connection = await Connection.connect({ address: addresses['temporal'] ?? '' });
  const client = new Client({ connection, namespace: 'anju' });
  await client.workflow.start('nothing', { workflowId: 'still', taskQueue: 'nobody' });
  const handle = client.workflow.getHandle('still');
  await expect(skipTime(client, 'still', 86_400_000)).rejects.toThrow(/skipping/i);
  await handle.terminate();
  await connection.close();
}

// On a busy machine everything takes longer; what is asked for is that it ends.
describe('npm start', { timeout: 240_000 }, () => {
  it('shows where everything is, answers there, and ends on Ctrl-C with nothing left', async () => {
    const started = await start();
    await says(started, '启动完成');
    const addresses = JSON.parse(readFileSync(join(home, 'addresses.json'), 'utf8')) as Record<
      string,
      string
    >;
    for (const name of ['api', 'issuer', 'simulators']) {
      expect(started.output()).toContain(addresses[name]);
    }
    expect(started.output()).toContain('林桂元');
    const health = await fetch(`${addresses['api'] ?? ''}/health/ready`);
    expect(health.status).toBe(200);
    await expectNoTimeSkipping(addresses);
    started.child.kill('SIGINT');
    started.child.kill('SIGINT');
    expect(await started.over).toBe(0);
    expect(await left(started)).toBe('');
  });

  it('starts over after the word was typed, and leaves nothing even when killed outright', async () => {
    const before = readFileSync(join(home, 'secrets.json'), 'utf8');
    const started = await start('--fresh');
    await says(started, '启动完成');
    expect(readFileSync(join(home, 'secrets.json'), 'utf8')).not.toBe(before);
    expect(await left(started)).not.toBe('');
    started.child.kill('SIGKILL');
    await started.over;
    await untilNothingIsLeft(started);
  });
});
