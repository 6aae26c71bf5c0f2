/** The command `anju sim` against simulators that run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { simCommand } from '../../src/cli/sim.ts';
import { BANK_FAULT_KINDS, FAULT_KINDS } from '../../src/simulators/inputs.ts';
import { simulators } from '../simulators/start.ts';

const suite = simulators();
beforeAll(() => {
  vi.stubEnv('ANJU_SIM_URL', suite.url);
});
afterEach(async () => {
  process.exitCode = 0;
  vi.stubEnv('ANJU_SIM_URL', suite.url);
  await suite.control('DELETE', '/faults');
});

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function anju(...args: readonly string[]): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const catching = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  process.exitCode = 0;
  const program = new Command('anju');
  simCommand(program);
  await program.parseAsync(['node', 'anju', 'sim', ...args]);
  for (const one of catching) one.mockRestore();
  return { code: process.exitCode, ...written };
}

async function json(...args: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await anju(...args, '-o', 'json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as unknown;
}

function check(requestId: string, number = 'S1'): Promise<Response> {
  return fetch(`${suite.url}/national/v1/checks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      requestId,
      purpose: 'OPEN_ACCOUNT',
      consent: 'c',
      person: { name: '墨翟', documents: [{ type: 'resident-id', number }] },
    }),
  });
}

describe('anju sim', () => {
  it('breaks a system, shows it, and mends it', async () => {
    const broken = await json('break', 'national', '5xx', '--times', '3', '--probability', '1');
    expect(broken).toMatchObject([{ system: 'national', kind: '5xx', times: 3 }]);
    expect((await check('a')).status).toBe(503);
    expect(await json('list')).toMatchObject([
      { system: 'national', asked: 1, faults: [{ kind: '5xx', times: 2, struck: 1 }] },
      { system: 'identity' },
      { system: 'notices' },
      { system: 'bank' },
    ]);
    expect(await json('mend', 'national')).toEqual([]);
    expect((await check('a')).status).toBe(200);
  });

  it('mends everything at once', async () => {
    await json('break', 'national', 'down');
    await json('break', 'notices', 'slow', '--delay', '10', '--about', '13800000001');
    expect(await json('mend', 'all')).toEqual([]);
  });

  it('explains every kind of fault', async () => {
    const kinds = (await json('kinds')) as { kind: string; meaning: string }[];
    expect(kinds.map(({ kind }) => kind)).toEqual([...FAULT_KINDS, ...BANK_FAULT_KINDS]);
  });

  it('lists what was asked, without anybody in full', async () => {
    await check('listed', '219900197703030019');
    const { stdout } = await anju('requests', '--system', 'national', '--request', 'listed');
    expect(stdout).toContain('219***********0019');
    expect(stdout).not.toContain('219900197703030019');
    expect(await json('requests', '--limit', '1')).toHaveLength(1);
    expect((await anju('messages')).stdout).toBe('（没有）\n');
  });

  it('prepares a person and changes only what is named', async () => {
    const accounts = ['--account', '210200:sealed:flexible', '--loan', '210200:open'];
    await json('person', 'set', 'S2', '--name', '墨翟', ...accounts, '--ban', '2028-06-30');
    await json('person', 'set', 'S2', '--fraud', '--identity', 'deceased', '--status', 'TIMEOUT');
    expect(await json('person', 'show', 'S2')).toMatchObject({
      name: '墨翟',
      accounts: [{ center: '210200', state: 'sealed', source: 'flexible' }],
      loans: [{ center: '210200', state: 'open' }],
      bans: [{ until: '2028-06-30' }],
      fraudFlag: true,
      identityResult: 'deceased',
      nationalStatus: 'TIMEOUT',
    });
    await json('person', 'set', 'S2', '--no-fraud', '--status', 'auto');
    const { stdout } = await anju('person', 'show', 'S2', '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ fraudFlag: false, nationalStatus: null });
  });

  it('seals an account elsewhere', async () => {
    await json('person', 'set', 'S3', '--name', '墨翟', '--account', '110100:normal');
    expect(await json('account', 'set', 'S3', '110100', '--state', 'sealed')).toMatchObject({
      accounts: [{ center: '110100', state: 'sealed' }],
    });
  });

  it('opens a card, pays in from it, and shows what is there', async () => {
    const card = '6222020200009999999';
    await json('card', 'set', card, '--holder', '墨翟', '--document', 'S5', '--balance', '50.00');
    await json('card', 'set', card, '--state', 'lost');
    expect(await json('card', 'show', card)).toMatchObject({ state: 'lost', balance: '50.00' });
    await json('deposit', '219900', '100.00');
    const paid = ['219900', '20.00', '--payer', '墨翟', '--from', card, '--text', '补缴'];
    expect(JSON.stringify(await json('transfer', ...paid))).toMatch(/"serial":"\d{18}"/);
    expect(await json('deposit')).toEqual(
      expect.arrayContaining([expect.objectContaining({ center: '219900', balance: '120.00' })]),
    );
    const own: readonly unknown[] = [
      await json('interest', '219900', '3.21'),
      await json('fee', '219900', '0.50', '--text', '账户管理费'),
    ];
    for (const one of own) expect(JSON.stringify(one)).toMatch(/"serial":"\d{18}"/);
    expect(await json('deposit')).toEqual(
      expect.arrayContaining([expect.objectContaining({ center: '219900', balance: '122.71' })]),
    );
    expect((await anju('fee', '219900', '999.00')).code).toBe(2);
    expect(await json('card', 'show', card)).toMatchObject({ balance: '30.00' });
    expect(await json('instructions', '--limit', '1')).toEqual([]);
    expect(await json('mandates')).toEqual([]);
    expect((await anju('card', 'show', '6222020200009999998')).code).toBe(4);
    expect((await anju('mandate-cancel', 'nobody')).code).toBe(4);
    expect((await anju('return', 'nobody')).code).toBe(2);
  });

  it('lets a unit seal an account, and shows what was told of it', async () => {
    const told = ['--on', '2026-03-31', '--unit', 'DW000042', '--times', '2', '--delay', '60000'];
    const { serial } = (await json('unit-event', 'sealed', '21010001000000000017', ...told)) as {
      serial: string;
    };
    expect(await json('unit-events')).toMatchObject([
      { serial, content: { event: 'sealed', on: '2026-03-31', unit: 'DW000042' }, told: false },
    ]);
  });

  it('breaks the bank until a day', async () => {
    const broken = await json('break', 'bank', 'wrong-amount', '--until', '2999-01-02');
    expect(broken).toMatchObject([{ kind: 'wrong-amount', until: '2999-01-02' }]);
  });

  it('says how often receipts come, and leaves the other settings as they are', async () => {
    await suite.control('PUT', '/settings', { deliveryDelayMs: 5 });
    expect(await json('receipts', 'twice')).toMatchObject({
      receipts: 'twice',
      deliveryDelayMs: 5,
    });
    expect(await json('receipts', 'once')).toMatchObject({ receipts: 'once', deliveryDelayMs: 5 });
  });

  it('says what the bank tells by itself', async () => {
    await suite.control('PUT', '/settings', { deliveryDelayMs: 5 });
    const all = { bankTells: 'all', deliveryDelayMs: 5 };
    expect(await json('bank-tells', 'all')).toMatchObject(all);
    expect(await json('bank-tells', 'mandates')).toMatchObject({ ...all, bankTells: 'mandates' });
  });

  it.each([
    [['receipts', 'often'], '/receipts'],
    [['bank-tells', 'nothing'], '/bankTells'],
    [['break', 'national', 'sulking'], '/kind'],
    [['break', 'national', 'slow', '--times', 'often'], '/times'],
    [['person', 'set', 'S4'], '/name'],
    [['card', 'set', '6222020200009999997', '--holder', '墨翟'], '/document'],
    [['break', 'national', 'wrong-amount'], '/kind'],
    [['unit-event', 'sealed', '12', '--on', '2026-03-31'], '/account'],
    [['unit-event', 'sealed', '21010001000000000017', '--on', 'x'], '/on'],
    [['fee', '210100', '1'], '/amount'],
    [['transfer', '210100', '1', '--payer', 'a', '--from', 'b'], '/amount'],
    [['person', 'set', 'S4', '--name', '墨翟', '--account', '12:sealed'], '/accounts/0/center'],
  ])('ends with 2 and names the field for %j', async (args, pointer) => {
    const { code, stdout, stderr } = await anju(...args, '-o', 'json');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ errors: [{ pointer }] });
  });

  it('ends with 4 for somebody who is not in the books', async () => {
    expect((await anju('person', 'show', 'nobody')).code).toBe(4);
    expect((await anju('account', 'set', 'nobody', '110100')).code).toBe(4);
  });

  it('ends with 7 when the simulators are not there, in words or as a problem', async () => {
    vi.stubEnv('ANJU_SIM_URL', 'http://127.0.0.1:1');
    const { code, stderr } = await anju('list', '-o', 'json');
    expect(code).toBe(7);
    expect(JSON.parse(stderr)).toMatchObject({ type: '/problems/outside-system-unavailable' });
    expect((await anju('list')).stderr).toContain('无法连接模拟器，请确认已经启动。');
  });

  it('finds the simulators of the embedded start by its state file', async () => {
    vi.stubEnv('ANJU_SIM_URL', undefined);
    const home = mkdtempSync(join(tmpdir(), 'anju-sim-'));
    vi.stubEnv('ANJU_HOME', home);
    expect((await anju('list')).code).toBe(7);
    const addresses = { simulators: suite.url, simulatorToken: 'any' };
    writeFileSync(join(home, 'addresses.json'), JSON.stringify(addresses));
    expect((await anju('list')).code).toBe(0);
    rmSync(home, { recursive: true });
  });

  it('empties the books only when told that it may', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`exit ${String(code)}`);
    });
    await expect(anju('reset')).rejects.toThrow('exit 1');
    exit.mockRestore();
    vi.restoreAllMocks();
    await check('before');
    await anju('reset', '--yes');
    expect(await suite.asked()).toEqual([]);
  });
});
