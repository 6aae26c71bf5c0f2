/** `anju account source-…`: what corrections of the source ask and say. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string): Promise<Ran> => run(line.split(' '), env);

const ID = '0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70';
const PLAN_PATH = `GET /accounts/${ID}/source-correction-plan`;
const PLAN = {
  ...{ fromTitle: '来源待定', toTitle: '灵活就业缴存', amount: '3000.00', since: '2026-07-01' },
  ...{ carried: '3000.00', current: '0.00', earliest: '2026-07-01', possible: true, reasons: [] },
  before: { from: '3000.00', to: '0.00' },
  after: { from: '0.00', to: '3000.00' },
  digest: 'a'.repeat(64),
};
const CORRECTION = { id: ID, stateTitle: '待复核', document: '更12号', reason: '查明', version: 1 };
const ASK = `account source-correct ${ID} --from unclassified --to flexible --amount 3000.00`;

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterEach(() => api.close());

describe('account source-correct', () => {
  it('only looks where no document and reason are given', async () => {
    api.on(PLAN_PATH, { body: PLAN });
    const { code, stdout } = await anju(`${ASK} --since 2026-07-01`);
    expect(code).toBe(0);
    expect(stdout).toContain('3000.00 → 0.00');
    expect(api.asked).toHaveLength(1);
    expect(api.asked[0]?.query).toEqual({
      ...{ from: 'unclassified', to: 'flexible', amount: '3000.00', since: '2026-07-01' },
    });
  });

  it('tells why not, what to do, and by which clause', async () => {
    const reasons = [
      {
        ...{ text: '该来源的余额少于更正的金额。', remedy: '请填写余额以内的金额。' },
        clause: { id: 'liaoning-5', title: '通知（五）' },
      },
    ];
    api.on(PLAN_PATH, { body: { ...PLAN, possible: false, reasons } });
    const { stdout } = await anju(ASK);
    for (const words of ['余额少于更正的金额', '余额以内', '通知（五）']) {
      expect(stdout).toContain(words);
    }
  });

  it('asks for just what was looked at, under a key', async () => {
    api.on(PLAN_PATH, { body: PLAN });
    api.on(`POST /accounts/${ID}/source-corrections`, { status: 201, body: CORRECTION });
    const { stdout } = await anju(`${ASK} --document 更12号 --reason 查明 --key key-00000003`);
    expect(stdout).toContain('待复核');
    expect(api.asked.at(-1)).toMatchObject({
      json: {
        ...{ from: 'unclassified', to: 'flexible', amount: '3000.00', since: '2026-07-01' },
        ...{ document: '更12号', reason: '查明', digest: PLAN.digest },
      },
      headers: { 'idempotency-key': 'key-00000003' },
    });
  });

  it('wants document and reason together, and sources that there are', async () => {
    expect((await anju(`${ASK} --reason 查明`)).code).toBe(2);
    expect((await anju(ASK.replace('--to flexible', '--to subsidy'))).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('account source-corrections', () => {
  it('lists by state and account', async () => {
    api.on('GET /source-corrections', {
      body: { items: [{ ...CORRECTION, fromTitle: '来源待定' }], nextCursor: null },
    });
    const { stdout } = await anju(`account source-corrections --state proposed --account ${ID}`);
    expect(stdout).toContain('来源待定');
    expect(api.asked[0]?.query).toMatchObject({ state: 'proposed', account: ID });
  });

  it.each(['decline', 'withdraw'])(
    'source-%s is held to the version that was read',
    async (act) => {
      api.on(`GET /source-corrections/${ID}`, { body: CORRECTION });
      api.on(`POST /source-corrections/${ID}/actions`, { body: CORRECTION });
      expect((await anju(`account source-${act} ${ID} --reason 不符`)).code).toBe(0);
      expect(api.asked.at(-1)).toMatchObject({
        json: { action: act, reason: '不符' },
        headers: { 'if-match': '"v1"' },
      });
    },
  );

  it('source-confirm asks first', async () => {
    api.on(`GET /source-corrections/${ID}`, { body: CORRECTION });
    api.on(`POST /source-corrections/${ID}/actions`, {
      body: { ...CORRECTION, stateTitle: '已更正', journal: '77' },
    });
    expect((await anju(`account source-confirm ${ID}`)).code).toBe(2);
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    const { stdout } = await anju(`account source-confirm ${ID} --yes`);
    expect(stdout).toContain('已更正');
    expect(stdout).toContain('77');
  });
});
