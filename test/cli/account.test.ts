/** `anju account`: what it asks, where the number travels, and what it says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-account-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
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
  standardState: { code: '01', title: '正常' },
  employeeSealedOn: '2026-03-31',
  seals: [
    {
      ...{ sourceTitle: '单位缴存', sealedOn: '2026-03-31', howTitle: '单位办理封存' },
      ...{ sealedBy: '某单位', document: 'DW-0331', endedOn: null, endTitle: null },
    },
    {
      ...{ sourceTitle: '灵活就业缴存', sealedOn: '2026-05-01', howTitle: '缴存使用协议终止' },
      ...{ sealedBy: '林桂元', document: null, endedOn: '2026-06-01' },
      endTitle: '重新签订协议，恢复缴存',
    },
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
  it('tells every seal by source, and the state as it is exported', async () => {
    const { stdout } = await anju(`account show ${NUMBER}`);
    for (const words of [
      '01 正常',
      '封存和启封',
      '单位办理封存',
      'DW-0331',
      '封存中',
      '恢复缴存',
    ]) {
      expect(stdout).toContain(words);
    }
  });

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

describe('account mandate', () => {
  const MANDATE = {
    ...{ id: 'm-1', state: 'unconfirmed', stateTitle: '待确认', version: 3, limit: '1600.00' },
    card: { number: '***************4567', bank: '建设银行' },
    reason: { code: 'code-wrong', title: '银行验证码不正确', remedy: '请核对后重新输入。' },
    next: '请持卡人提供验证码。',
  };
  const path = `/accounts/${ID}/mandate`;

  beforeEach(() => {
    api.on(`GET /accounts/${ID}`, { body: { ...ACCOUNT, mandate: MANDATE } });
    for (const verb of ['', ':confirm', ':change', ':cancel']) {
      api.on(`POST ${path}${verb}`, { body: MANDATE });
    }
  });

  it('tells how it stands, why, and what comes next', async () => {
    const { code, stdout } = await anju(`account mandate ${NUMBER}`);
    expect(code).toBe(0);
    for (const words of ['待确认', '4567', '1600.00', '银行验证码不正确', '请持卡人提供验证码']) {
      expect(stdout).toContain(words);
    }
    expect((await anju(`account show ${ID}`)).stdout).toContain('待确认');
    api.on(`GET /accounts/${ID}`, { body: { ...ACCOUNT, mandate: null } });
    expect((await anju(`account mandate ${ID}`)).stdout).toContain('没有委托扣款授权');
  });

  it('takes the bank’s code from a file, at the version that stands, and never from the line', async () => {
    const file = join(folder, 'code');
    writeFileSync(file, '123456\n');
    const { code } = await anju(`account mandate-confirm ${ID} --code ${file}`);
    expect(code).toBe(0);
    expect(api.asked.at(-1)).toMatchObject({
      ...{ path: `${path}:confirm`, json: { code: '123456' } },
    });
    expect(api.asked.at(-1)?.headers['if-match']).toBe('"v3"');
    expect((await anju(`account mandate-confirm ${ID}`)).code).toBe(2);
  });

  it('changes the card by a file and the limit, and refuses to change nothing', async () => {
    const file = join(folder, 'card.json');
    const card = { number: '6222020200001234568', holder: '张三', bank: '工商银行' };
    writeFileSync(file, JSON.stringify(card));
    await anju(`account mandate-change ${ID} --card ${file} --limit 2400.00 --if-version 7`);
    expect(api.asked.at(-1)).toMatchObject({
      ...{ path: `${path}:change`, json: { card, limit: '2400.00' } },
    });
    expect(api.asked.at(-1)?.headers['if-match']).toBe('"v7"');
    expect((await anju(`account mandate-change ${ID}`)).code).toBe(2);
  });

  it('cancels for a reason, and signs anew with the card of before', async () => {
    await anju(`account mandate-cancel ${ID} --reason 本人要求 --by center`);
    expect(api.asked.at(-1)?.json).toEqual({ reason: '本人要求', by: 'center' });
    await anju(`account mandate-sign ${ID}`);
    expect(api.asked.at(-1)).toMatchObject({ path, json: {} });
  });
});
