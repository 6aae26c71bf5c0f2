/** `anju account statement`, `anju journal`, `anju receivable`, `anju report`: what they ask and say. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-ledger-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string): Promise<Ran> => run(line.split(' '), env);

const ID = '0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70';
const PLAN = {
  digest: 'a'.repeat(64),
  possible: true,
  lacks: '300.00',
  steps: [
    {
      journal: '12',
      title: '缴存补贴',
      whyText: '为这笔缴存发放的补贴',
      shortfalls: [],
      stays: [],
    },
    { journal: '11', title: '汇缴', shortfalls: [{ amount: '300.00' }], stays: [] },
  ],
};
const REVERSAL = { id: ID, journal: '11', stateTitle: '待复核', reason: '记错', version: 1 };

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterEach(() => api.close());

describe('account statement', () => {
  const path = `/accounts/${ID}/statement`;

  it('asks for a period, a source and a moment, and tells sums and lines', async () => {
    api.on(`GET ${path}`, {
      body: {
        number: '21010002000000000015',
        total: { opening: '1.00', credits: '2.00', debits: '0.50', closing: '2.50' },
        lines: [{ journal: '12', summary: '冲账（冲凭证11）', amount: '-80.00' }],
        months: [{ month: '2026-09', takenBack: '12' }],
      },
    });
    const { code, stdout } = await anju(
      `account statement ${ID} --from 2026-09-01 --to 2026-09-30 --source flexible --at 2026-10-31T16:00:00Z`,
    );
    expect(code).toBe(0);
    expect(api.asked[0]?.query).toEqual({
      ...{ from: '2026-09-01', to: '2026-09-30', source: 'flexible' },
      at: '2026-10-31T16:00:00.000Z',
    });
    for (const words of ['2.50', '冲账（冲凭证11）', '已由凭证12冲销']) {
      expect(stdout).toContain(words);
    }
  });

  it('issues a document and saves its PDF, never over a file that is there', async () => {
    const out = join(folder, 'statement.pdf');
    const href = '/api/v1/persons/p/documents/d.pdf';
    api.on(`POST ${path}:print`, { status: 201, body: { number: '甲〔2026〕1号', href } });
    api.on('GET /persons/p/documents/d.pdf', { body: 'PDF' });
    const { code, stdout } = await anju(`account statement ${ID} --out ${out} --key key-00000001`);
    expect(code).toBe(0);
    expect(stdout).toContain('甲〔2026〕1号');
    expect(existsSync(out)).toBe(true);
    const before = readFileSync(out);
    expect((await anju(`account statement ${ID} --out ${out}`)).code).toBe(2);
    expect(readFileSync(out)).toEqual(before);
  });

  it('refuses an ending that is no format', async () => {
    const { code } = await anju(`account statement ${ID} --out ${join(folder, 'x.doc')}`);
    expect(code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('journal', () => {
  it('show tells debits and credits and what is behind them', async () => {
    api.on('GET /journals/11', {
      body: {
        ...{ id: '11', title: '汇缴', business: '01', caseNumber: 'K1' },
        lines: [{ bookTitle: '银行存款', amount: '-800.00' }],
        bankLines: [{ day: '2026-09-15', n: 3, serial: 'B1', amount: '800.00' }],
      },
    });
    const { code, stdout } = await anju('journal show 11');
    expect(code).toBe(0);
    for (const words of ['汇缴（01）', 'K1', '第3行 B1', '银行存款', '800.00']) {
      expect(stdout).toContain(words);
    }
    expect((await anju('journal show eleven')).code).toBe(2);
  });

  it('reverse looks, and proposes only with a reason: just what was looked at', async () => {
    api.on('GET /journals/11/reversal-plan', { body: PLAN });
    api.on('POST /journals/11/reversals', { status: 201, body: REVERSAL });
    const looked = await anju('journal reverse 11');
    expect(looked.stdout).toContain('为这笔缴存发放的补贴');
    expect(looked.stdout).toContain('300.00');
    expect(api.asked.map(({ method }) => method)).toEqual(['GET']);
    expect((await anju('journal reverse 11 --preview --reason 记错')).code).toBe(0);
    expect(api.asked.map(({ method }) => method)).toEqual(['GET', 'GET']);
    const proposed = await anju('journal reverse 11 --reason 记错 --key key-00000002');
    expect(proposed.stdout).toContain('待复核');
    expect(api.asked.at(-1)).toMatchObject({
      json: { digest: PLAN.digest, reason: '记错' },
      headers: { 'idempotency-key': 'key-00000002' },
    });
  });

  it('of an opening: what undoing it changes, what stands against it, and the digest to propose it with', async () => {
    const body = {
      ...{ accountNumber: '210100', possible: false, digest: 'd'.repeat(64), undoneOn: null },
      reasons: [{ text: '该账户有冻结。', remedy: '请先由原决定机关解除冻结。' }],
      changes: [{ title: '账户余额', before: '1600.00元', after: '0.00元' }],
      steps: [{ journal: '11', title: '汇缴', valueDate: '2026-09-15', rebooked: '800.00' }],
      journals: [],
    };
    api.on(`GET /cases/${ID}/undo-plan`, { body });
    const { code, stdout } = await anju(`case undo-plan ${ID}`);
    expect(code).toBe(0);
    for (const words of [
      ...['可以撤销 否', '该账户有冻结。请先由原决定机关解除冻结。', '1600.00元', '800.00'],
      `预览摘要 ${'d'.repeat(64)}`,
    ]) {
      expect(stdout.replaceAll(/[│ ]+/g, ' ')).toContain(words);
    }
    const done = { ...body, undoneOn: '2026-11-30', journals: ['21', '22'], reasons: [] };
    api.on(`GET /cases/${ID}/undo-plan`, { body: done });
    const after = (await anju(`case undo-plan ${ID}`)).stdout;
    expect(after).toContain('21、22');
    expect(after).not.toContain('预览摘要');
  });

  it('confirm asks first, and is held to the version that was read', async () => {
    api.on(`GET /reversals/${ID}`, { body: REVERSAL });
    api.on(`POST /reversals/${ID}/actions`, { body: { ...REVERSAL, stateTitle: '已冲账' } });
    expect((await anju(`journal confirm ${ID}`)).code).toBe(2);
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    const { stdout } = await anju(`journal confirm ${ID} --yes`);
    expect(stdout).toContain('已冲账');
    expect(api.asked.at(-1)).toMatchObject({
      json: { action: 'confirm' },
      headers: { 'if-match': '"v1"' },
    });
  });
});

describe('receivable', () => {
  it('lists what is due, and all that is open; recovers from a suspense item', async () => {
    api.on('GET /receivables', {
      body: {
        items: [{ id: ID, dueOn: '2026-12-07', left: '600.00', causeText: '冲账时余额不足' }],
        open: { count: 1, left: '600.00', overdue: 0 },
        nextCursor: null,
      },
    });
    const { stdout } = await anju('receivable list --state open');
    expect(stdout).toContain('待追回共1笔，600.00元，其中逾期0笔。');
    api.on(`GET /receivables/${ID}`, { body: { id: ID, version: 2 } });
    api.on(`POST /receivables/${ID}/recoveries`, { body: { id: ID, left: '0.00' } });
    const done = await anju(`receivable recover ${ID} --item ${ID} --reason 归还`);
    expect(done.code).toBe(0);
    expect(api.asked.at(-1)).toMatchObject({
      json: { item: ID, reason: '归还' },
      headers: { 'if-match': '"v2"' },
    });
  });
});

describe('report', () => {
  it('tells collections by month and arrears by age', async () => {
    api.on('GET /collections', {
      body: {
        months: [{ month: '2026-09', months: 3, amount: '2400.00', takenBackAmount: '0.00' }],
      },
    });
    api.on('GET /arrears', {
      body: { ages: [{ title: '满12个月', accounts: 1, months: 2, amount: '1600.00' }] },
    });
    const collected = await anju('report collections --center 210100 --from 2026-09');
    expect(collected.stdout).toContain('2400.00');
    expect(api.asked[0]?.query).toEqual({ center: '210100', from: '2026-09' });
    expect((await anju('report arrears --center 210100')).stdout).toContain('满12个月');
  });

  it('tells the agreements outside the limits, and the change that is under way', async () => {
    const row = { accountNumber: '21010000000000000012', monthlyAmount: '150.00', min: '200.00' };
    api.on('GET /agreements/outside-limits', {
      body: {
        items: [{ ...row, max: '6000.00', since: '2026-07-01', change: { number: 'G0001' } }],
        nextCursor: 'next',
      },
    });
    const told = await anju('report outside-limits --center 210100 --limit 1');
    for (const words of ['150.00', '200.00', '2026-07-01', 'G0001', 'next']) {
      expect(told.stdout).toContain(words);
    }
    expect(api.asked.at(-1)?.query).toEqual({ center: '210100', limit: '1' });
  });
});
