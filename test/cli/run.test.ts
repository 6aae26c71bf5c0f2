/** `anju run …`: what is asked, what is shown before a list is approved, and how it ends. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, problem, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string, ...rest: readonly string[]): Promise<Ran> =>
  run([...line.split(' '), ...rest], env);
const last = () => api.asked.at(-1)!;
beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterEach(() => api.close());

const ID = 'interest-settlement.210100.2026-06-30.1';
const DIGEST = 'a'.repeat(64);
const body = (more: object = {}) => ({
  ...{ id: ID, kind: 'interest-settlement', kindTitle: '年度结息', note: '全部账户结息。' },
  ...{ businessOn: '2026-06-30', state: 'previewed', stateTitle: '待批准', version: 3 },
  ...{ amount: '150.00', digest: DIGEST, startedByName: '孙主管' },
  counts: { items: 1, excluded: 0, struck: 0, done: 0, refused: 0, failed: 0, sent: 0 },
  actions: [
    { action: 'approve', title: '批准名单', permitted: true, reason: null },
    { action: 'strike', title: '剔除项目', permitted: true, reason: null },
    { action: 'stop', title: '停止', permitted: false, reason: '“待批准”时不能进行这项操作。' },
  ],
  ...more,
});

it('run show tells what a run came to beside its counts', async () => {
  const resultText = '近12个月提醒过5户，其中2户在提醒后恢复缴存';
  api.on(`GET /runs/${ID}`, { body: body({ resultText }) });
  const { stdout: out } = await anju(`run show ${ID}`);
  expect(out).toContain(resultText);
  api.on(`GET /runs/${ID}`, { body: body({ resultText: null }) });
  expect((await anju(`run show ${ID}`)).stdout).not.toContain('结果');
});

describe('run list and items', () => {
  it('lists runs by kind and those that have not ended', async () => {
    api.on('GET /runs', { body: { items: [body()], nextCursor: null } });
    const { stdout: out, code } = await anju('run list --kind interest-settlement --open');
    expect(code).toBe(0);
    expect(out).toContain('年度结息');
    expect(last().query).toMatchObject({ kind: 'interest-settlement', open: 'true' });
  });

  it('shows the list with who is left out and why', async () => {
    const item = {
      ...{ n: 2, accountNumber: '21010000000000000001', verdictTitle: '不办' },
      ...{ reasonText: '没有有效的委托扣款授权', amount: '800.00', stateTitle: '' },
    };
    api.on(`GET /runs/${ID}/items`, { body: { items: [item], nextCursor: null } });
    const { stdout: out } = await anju(`run items ${ID} --verdict excluded`);
    expect(out).toContain('没有有效的委托扣款授权');
    expect(last().query).toMatchObject({ verdict: 'excluded' });
  });

  it('names the accounts of an item that could not be done, each with its reason', async () => {
    const part = { first: '21010000000000000001', account: 'x', amount: null };
    const item = {
      ...{ n: 3, subject: '1-9', stateTitle: '失败', outcomeText: '除所列账户外已结息入账' },
      parts: [
        { ...part, outcomeText: '账户数据有误', fault: '22003' },
        {
          first: '21010000000000000002',
          account: null,
          amount: '12.50',
          outcomeText: '已结息入账',
        },
      ],
    };
    api.on(`GET /runs/${ID}/items`, { body: { items: [item], nextCursor: null } });
    const { stdout: out } = await anju(`run items ${ID}`);
    expect(out).toContain('第3项中未能办理的账户（1）');
    expect(out).toMatch(/21010000000000000001.*账户数据有误.*22003/);
    expect(out).not.toContain('21010000000000000002');
  });
});

describe('run start', () => {
  it('says which kind, day and center', async () => {
    api.on('POST /runs', { status: 201, body: body({ state: 'preparing' }) });
    const { code } = await anju('run start proof --on 2026-11-22 --center 210100 --key k-1');
    expect(code).toBe(0);
    expect(last()).toMatchObject({
      json: { kind: 'proof', on: '2026-11-22', center: '210100' },
      headers: { 'idempotency-key': 'k-1' },
    });
  });
});

describe('run approve', () => {
  it('hands on why a list that a brake holds back is approved all the same', async () => {
    api.on(`GET /runs/${ID}`, { body: body({ brake: 'over-forecast' }) });
    api.on(`POST /runs/${ID}/actions`, { body: body({ brake: 'over-forecast' }) });
    expect((await anju(`run approve ${ID} --yes --reason 逐户核对过`)).code).toBe(0);
    expect(last().json).toEqual({ action: 'approve', digest: DIGEST, reason: '逐户核对过' });
  });

  it('approves the very list that was shown, under its version', async () => {
    api.on(`GET /runs/${ID}`, { body: body() });
    api.on(`POST /runs/${ID}/actions`, { body: body({ state: 'working', stateTitle: '办理中' }) });
    const { stdout: out, code } = await anju(`run approve ${ID} --yes`);
    expect(code).toBe(0);
    expect(out).toContain('办理中');
    expect(last().json).toEqual({ action: 'approve', digest: DIGEST });
    expect(last().headers['if-match']).toBe('"v3"');
  });

  it('sends nothing without a yes', async () => {
    api.on(`GET /runs/${ID}`, { body: body() });
    const { code, stderr: err } = await anju(`run approve ${ID}`);
    expect(code).toBe(2);
    expect(err).toContain('150.00');
    expect(api.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('is refused by the server when the list has changed', async () => {
    api.on(`GET /runs/${ID}`, { body: body() });
    api.on(
      `POST /runs/${ID}/actions`,
      problem(412, 'version-conflict', { detail: '名单与您看到的不一致' }),
    );
    const { code } = await anju(`run approve ${ID} --yes --digest ${'b'.repeat(64)}`);
    expect(code).toBe(5);
    expect(last().json).toMatchObject({ digest: 'b'.repeat(64) });
  });
});

describe('run stop, resume, cancel and strike', () => {
  it('sends nothing where it is not possible, and says why', async () => {
    api.on(`GET /runs/${ID}`, { body: body() });
    const { code, stderr: err } = await anju(`run stop ${ID} --reason 银行维护`);
    expect(code).toBe(5);
    expect(err).toContain('待批准');
    expect(api.asked).toHaveLength(1);
  });

  it('strikes the numbers that are named, with a reason', async () => {
    api.on(`GET /runs/${ID}`, { body: body() });
    api.on(`POST /runs/${ID}/strikes`, { body: body() });
    const { code } = await anju(`run strike ${ID} 1 2 --reason 本人来电`);
    expect(code).toBe(0);
    expect(last().json).toEqual({ items: [1, 2], back: false, reason: '本人来电' });
  });

  it('takes no number that is none', async () => {
    const { code } = await anju(`run strike ${ID} one --reason 本人来电`);
    expect(code).toBe(2);
    expect(api.asked).toHaveLength(0);
  });
});

describe('run watch', () => {
  it('tells how far it is until it has ended', async () => {
    const counts = { items: 4, done: 2, refused: 0, failed: 0 };
    const progress = { perSecond: 2, remainingSeconds: 1 };
    let asked = 0;
    api.on(`GET /runs/${ID}`, () => {
      asked += 1;
      const working = { state: 'working', stateTitle: '办理中', counts, progress };
      const done = { state: 'done', stateTitle: '已完成', counts: { ...counts, done: 4 } };
      return { body: body(asked === 1 ? working : done) };
    });
    const { stdout: out, code } = await anju(`run watch ${ID}`);
    expect(code).toBe(0);
    expect(out).toContain('已办 2/4　约还需 1 秒');
    expect(out).toContain('已完成　已办 4/4');
  });

  it('ends where a figure is missing, and says so: without a person it goes on no further', async () => {
    const braked = { brake: 'figure-missing', brakeText: '缺少该日生效的参数。' };
    api.on(`GET /runs/${ID}`, {
      body: body({ state: 'preparing', stateTitle: '准备名单', ...braked }),
    });
    const { stdout: out, code } = await anju(`run watch ${ID} --for 30`);
    expect(code).toBe(0);
    expect(out).toContain('准备名单　已办 0/1　缺少该日生效的参数。');
    expect(api.asked).toHaveLength(1);
  });
});

describe('run schedules', () => {
  const CLOCK = 'collection.210100';
  const clock = (more: object = {}) => ({
    ...{ id: CLOCK, kindTitle: '缴存扣款', note: '委托银行扣款。', clockText: '每天08:00' },
    ...{ paused: false, stateTitle: '启用', version: 4, missed: ['2026-11-20'], waiting: [] },
    next: [{ at: '2026-11-23T00:00:00.000Z', text: '2026-11-23 08:00', businessOn: '2026-11-23' }],
    ...{ overlapText: '同类批处理同时只办一次。', warning: null, lastRun: null },
    ...more,
  });

  it('lists the clocks of a center with the next hour and the missed days', async () => {
    api.on('GET /run-schedules', { body: { items: [clock()] } });
    const { stdout: out, code } = await anju('run schedules --center 210100');
    expect(code).toBe(0);
    for (const words of ['每天08:00', '2026-11-23 08:00', '2026-11-20']) {
      expect(out).toContain(words);
    }
    expect(last().query).toMatchObject({ center: '210100' });
  });

  it('shows one with its next ten hours, and why it is paused', async () => {
    const paused = { paused: true, stateTitle: '停用', reason: '银行维护', pausedByName: '孙主管' };
    api.on(`GET /run-schedules/${CLOCK}`, { body: clock(paused) });
    const { stdout: out } = await anju(`run schedule ${CLOCK}`);
    for (const words of ['银行维护', '孙主管', '今后十次', '同时只办一次']) {
      expect(out).toContain(words);
    }
  });

  it.each(['pause', 'unpause', 'trigger', 'drop-backfill'])(
    '%s says why, under the version that is there',
    async (action) => {
      api.on(`GET /run-schedules/${CLOCK}`, { body: clock() });
      const run = action === 'trigger' ? 'collection.210100.2026-11-22.1' : null;
      api.on(`POST /run-schedules/${CLOCK}/actions`, { body: { schedule: clock(), run } });
      const { stdout: out, code } = await anju(`run ${action} ${CLOCK} --key k-1 --reason`, '维护');
      expect(code).toBe(0);
      expect(out.includes('collection.210100.2026-11-22.1')).toBe(run !== null);
      expect(last()).toMatchObject({
        json: { action, reason: '维护' },
        headers: { 'if-match': '"v4"', 'idempotency-key': 'k-1' },
      });
    },
  );

  it('backfill tells of every day its run, or that it waits', async () => {
    api.on(`GET /run-schedules/${CLOCK}`, { body: clock() });
    const days = [
      { businessOn: '2026-11-20', run: 'collection.210100.2026-11-20.1' },
      { businessOn: '2026-11-21', run: null },
    ];
    api.on(`POST /run-schedules/${CLOCK}/backfills`, { body: { schedule: clock(), days } });
    const line = `run backfill ${CLOCK} --from 2026-11-20 --to 2026-11-21 --reason`;
    const { stdout: out, code } = await anju(line, '停机');
    expect(code).toBe(0);
    for (const words of ['collection.210100.2026-11-20.1', '等候前一次办完']) {
      expect(out).toContain(words);
    }
    expect(last().json).toEqual({ from: '2026-11-20', to: '2026-11-21', reason: '停机' });
  });
});

describe('run export', () => {
  const folder = mkdtempSync(join(tmpdir(), 'run-list-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  it.each([
    ['xlsx', 'items:export', { format: 'xlsx', verdict: 'due' }],
    ['csv', 'items:export', { format: 'csv', verdict: 'due' }],
    ['pdf', 'items:print', { verdict: 'due' }],
  ])('stores the list as %s, and never over another file', async (ending, path, json) => {
    api.on(`POST /runs/${ID}/${path}`, { body: { any: 'bytes' } });
    const out = join(folder, `list.${ending}`);
    const { code, stdout } = await anju(`run export ${ID} --verdict due --out ${out}`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `已存 ${out}\n` });
    expect(last()).toMatchObject({ method: 'POST', json });
    expect(readFileSync(out, 'utf8')).toContain('bytes');
    expect((await anju(`run export ${ID} --verdict due --out ${out}`)).code).toBe(2);
  });

  it('knows by the ending what is wanted, and asks nothing for another one', async () => {
    const { code, stderr } = await anju(`run export ${ID} --out list.docx`);
    expect(code).toBe(2);
    expect(stderr).toContain('.xlsx、.csv 或 .pdf');
    expect(api.asked).toEqual([]);
  });
});
