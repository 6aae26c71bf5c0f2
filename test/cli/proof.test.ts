/** `anju proof …` and `anju reconciliation …`: what is asked, what is shown, how it ends. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi } from './fake-api.ts';
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

const ID = 'proof.210100.2026-11-22.1';
const check = (more: object = {}) => ({
  ...{ name: 'balances', title: '余额与分录', names: '个人账户', ok: true, skippedText: null },
  ...{ counted: 120, brokenCount: 0, broken: [] },
  ...more,
});
const proof = (more: object = {}) => ({
  ...{ id: ID, businessOn: '2026-11-22', endedAt: '2026-11-22T19:00:00.000Z', verdict: 'green' },
  ...{ verdictTitle: '核验通过', lastJournal: '240', head: 'a'.repeat(64), signatureFits: true },
  ...{ keyFingerprint: 'c'.repeat(64), chainHead: { seq: '88', mac: 'b'.repeat(64) } },
  bank: { day: '2026-11-22', closing: '98000.00', book: '98000.00' },
  checks: [check()],
  ...more,
});

describe('proof show', () => {
  it('shows the last proof of a center and ends well when it is green', async () => {
    api.on('GET /proofs:latest', { body: proof() });
    const { stdout: out, code } = await anju('proof show --center 210100');
    expect(code).toBe(0);
    expect(last().query).toEqual({ center: '210100' });
    expect(out).toContain('核验通过');
    expect(out).toContain('账面 98000.00');
  });

  it('names what is broken and ends with 6 when it is red', async () => {
    const broken = { ok: false, brokenCount: 21, broken: ['21010000000000000059'] };
    const body = proof({ verdict: 'red', verdictTitle: '核验未通过', checks: [check(broken)] });
    api.on(`GET /proofs/${ID}`, { body });
    const { stdout: out, code } = await anju(`proof show ${ID}`);
    expect(code).toBe(6);
    expect(out).toContain('余额与分录（个人账户）：21010000000000000059 …');
  });

  it('ends with 6 when the signature does not fit, green or not', async () => {
    api.on(`GET /proofs/${ID}`, { body: proof({ signatureFits: false }) });
    const { stdout: out, code } = await anju(`proof show ${ID}`);
    expect(code).toBe(6);
    expect(out).toContain('不相符：内容被改动过');
  });
});

describe('proof run', () => {
  it('starts one and waits until it is done', async () => {
    api.on('POST /runs', { status: 201, body: { id: ID, state: 'preparing' } });
    api.on(`GET /runs/${ID}`, { body: { id: ID, state: 'done' } });
    api.on(`GET /proofs/${ID}`, { body: proof() });
    const { code, stdout: out } = await anju('proof run --center 210100 --on 2026-11-22');
    expect(code).toBe(0);
    expect(out).toContain('核验通过');
    expect(api.asked.find(({ method }) => method === 'POST')).toMatchObject({
      json: { kind: 'proof', center: '210100', on: '2026-11-22' },
    });
  });
});

describe('proof print', () => {
  it('stores the certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'proof-'));
    api.on(`GET /runs/${ID}/certificate`, { body: { any: 'bytes' } });
    const { code } = await anju(`proof print ${ID} --out ${join(folder, 'p.pdf')}`);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'p.pdf'), 'utf8')).toContain('bytes');
    rmSync(folder, { recursive: true });
  });
});

const DIFFERENCE = '0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70';
const day = (more: object = {}) => ({
  ...{ center: '210100', day: '2026-11-22', stateTitle: '未关账', version: 3, lines: 2 },
  bank: { opening: '0.00', received: '300.00', paid: '0.00', closing: '300.00' },
  book: null,
  close: { permitted: false, reason: '还有1笔差异没有说明或记账。' },
  found: [
    {
      ...{ id: DIFFERENCE, kindTitle: '银行已记、我方未记', serial: 'S1', version: 2 },
      ...{ stateTitle: '待处理', proposal: '300.00元记入暂收款' },
      actions: [
        { action: 'explain', permitted: true, reason: null },
        { action: 'confirm', permitted: false, reason: '“待处理”时不能进行这项操作。' },
      ],
    },
  ],
  ...more,
});
const PATH = '/bank-days/210100/2026-11-22';

describe('reconciliation', () => {
  it('shows a day with its differences and why it cannot be closed', async () => {
    api.on(`GET ${PATH}`, { body: day() });
    const { stdout: out, code } = await anju('reconciliation show 2026-11-22 --center 210100');
    expect(code).toBe(0);
    expect(out).toContain('银行已记、我方未记');
    expect(out).toContain('还有1笔差异没有说明或记账。');
  });

  it('explains a difference in the version that was seen', async () => {
    api.on(`GET ${PATH}`, { body: day() });
    api.on(`POST /bank-differences/${DIFFERENCE}/actions`, { body: { stateTitle: '已说明' } });
    const line = `reconciliation explain 2026-11-22 ${DIFFERENCE} --center 210100`;
    const { code } = await anju(`${line} --reason bank-error --note 次日冲回 --key k-1`);
    expect(code).toBe(0);
    expect(last()).toMatchObject({
      json: { action: 'explain', reason: 'bank-error', note: '次日冲回' },
      headers: { 'if-match': '"v2"', 'idempotency-key': 'k-1' },
    });
  });

  it('declines a posting by a coded reason, and asks for one', async () => {
    const decline = { action: 'decline', title: '退回记账', permitted: true, reason: null };
    api.on(`GET ${PATH}`, {
      body: day({ found: [{ id: DIFFERENCE, version: 2, actions: [decline] }] }),
    });
    api.on(`POST /bank-differences/${DIFFERENCE}/actions`, { body: { stateTitle: '待处理' } });
    const line = `reconciliation decline 2026-11-22 ${DIFFERENCE} --center 210100`;
    expect((await anju(line)).code).toBe(2);
    const { code } = await anju(`${line} --reason told-twice --note 重复的行`);
    expect(code).toBe(0);
    expect(last()).toMatchObject({
      json: { action: 'decline', declineReason: 'told-twice', note: '重复的行' },
    });
  });

  it('does not ask for what the server says is not permitted', async () => {
    api.on(`GET ${PATH}`, { body: day() });
    const confirm = await anju(`reconciliation confirm 2026-11-22 ${DIFFERENCE} --center 210100`);
    expect(confirm.code).toBe(5);
    const close = await anju('reconciliation close 2026-11-22 --center 210100');
    expect(close.code).toBe(5);
    expect(api.asked.every(({ method }) => method === 'GET')).toBe(true);
  });

  it('closes a day in the version that was seen', async () => {
    api.on(`GET ${PATH}`, { body: day({ found: [], close: { permitted: true, reason: null } }) });
    api.on(`POST ${PATH}:close`, { body: day({ stateTitle: '已关账' }) });
    const { code, stdout: out } = await anju('reconciliation close 2026-11-22 --center 210100');
    expect(code).toBe(0);
    expect(out).toContain('已关账');
    expect(last().headers).toMatchObject({ 'if-match': '"v3"' });
  });

  it('takes a date that is one', async () => {
    const { code } = await anju('reconciliation show yesterday --center 210100');
    expect(code).toBe(2);
  });
});
