/** `anju account`: what it asks, where the number travels, and what it says. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string): Promise<Ran> => run(line.split(' '), env);

const ID = '0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70';
const NUMBER = '21010002000000000015';
const ACCOUNT = {
  id: ID,
  number: NUMBER,
  stateTitle: '正常',
  sourceTitle: '灵活就业缴存',
  openedOn: '2026-07-01',
  paidTo: '2026-10',
  at: null,
  total: '38940.12',
  held: '30000.00',
  available: '8940.12',
  subLedgers: [
    { sourceTitle: '灵活就业缴存', carried: '0.00', current: '2400.00', amount: '2400.00' },
    { sourceTitle: '单位缴存', carried: '36540.12', current: '0.00', amount: '36540.12' },
  ],
  holds: [
    { kindTitle: '司法冻结', amount: '30000.00', document: '执1号', placedOn: '2026-11-20' },
    { kindTitle: '争议待决', amount: null, document: '函2号', releasedOn: '2026-11-21' },
  ],
};
const POSTINGS = [
  { journal: '12', valueDate: '2026-10-12', title: '冲账', amount: '-80.00', reverses: '11' },
  { journal: '11', valueDate: '2026-10-09', title: '汇缴', amount: '80.00', reversedBy: '12' },
];

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
  api.on('POST /persons:search', { body: { items: [{ id: 'person-1' }] } });
  api.on('GET /persons/person-1', { body: { accounts: [{ id: ID, number: NUMBER }] } });
  api.on(`GET /accounts/${ID}`, { body: ACCOUNT });
  api.on(`GET /accounts/${ID}/postings`, { body: { items: POSTINGS, nextCursor: null } });
});
afterEach(() => api.close());

describe('account show', () => {
  it('finds by number, which goes into a body and no address, and tells money and holds', async () => {
    const { code, stdout } = await anju(`account show ${NUMBER}`);
    expect(code).toBe(0);
    expect(api.asked[0]?.json).toEqual({ accountNumber: NUMBER });
    expect(api.asked.map(({ path }) => path).join(' ')).not.toContain(NUMBER);
    for (const words of ['38940.12', '8940.12', '36540.12', '司法冻结', '整户', '2026-11-21']) {
      expect(stdout).toContain(words);
    }
  });

  it('asks for the books of another moment, and refuses what is none', async () => {
    await anju(`account show ${ID} --at 2026-10-31T16:00:00Z`);
    expect(api.asked.at(-1)?.query).toEqual({ at: '2026-10-31T16:00:00.000Z' });
    const { code, stderr } = await anju(`account show ${ID} --at yesterday`);
    expect(code).toBe(2);
    expect(stderr).toContain('--at 须为时刻');
  });

  it('ends with 4 when no account bears the number', async () => {
    const { code, stderr } = await anju('account show 21010002000000000099');
    expect(code).toBe(4);
    expect(stderr).toContain('没有找到该账户');
  });
});

describe('account postings', () => {
  it('narrows, and says what took back what', async () => {
    const { stdout } = await anju(
      `account postings ${ID} --source flexible --from 2026-10-01 --to 2026-10-31 --limit 20`,
    );
    expect(api.asked.at(-1)?.query).toEqual({
      source: 'flexible',
      from: '2026-10-01',
      to: '2026-10-31',
      limit: '20',
    });
    expect(stdout).toContain('冲账（冲凭证11）');
    expect(stdout).toContain('汇缴（已由凭证12冲账）');
  });
});
