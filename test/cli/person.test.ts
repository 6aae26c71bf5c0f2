/** `anju person …` and the notes of a case: what is asked, and where nothing personal stands. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { CASE_ID, environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
const anju = (line: string, input?: string): Promise<Ran> =>
  run(line.split(' '), environment(api), input);
const last = () => api.asked.at(-1)!;
const id = randomUUID();
const masked = { id, name: '张＊', documentNumber: '219***********0014' };

beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(() => api.close());

describe('a person', () => {
  it('is found by what comes from standard input, in the body and in no address', async () => {
    api.on('POST /persons:search', { body: { items: [masked] } });
    const number = idNumber();
    const { code, stdout } = await anju('person find', `${number}\n`);
    expect(code).toBe(0);
    expect(stdout).toContain('219***********0014');
    expect(last().json).toEqual({ documentNumber: number });
    await anju('person find --by phone', '13800000000');
    expect(last().json).toEqual({ phone: '13800000000' });
    expect(api.asked.map(({ path }) => path).join()).not.toMatch(/\d{11}/);
  });

  it('is not looked for by nothing, nor by an argument', async () => {
    expect((await anju('person find', ' \n')).code).toBe(2);
    expect((await anju('person find --by age', '30')).code).toBe(2);
    const { code, stderr } = await anju('person show 219900199001010014');
    expect(code).toBe(2);
    expect(stderr).not.toContain('219900199001010014');
    expect(api.asked).toEqual([]);
  });

  it('is shown masked, and in full only for a reason', async () => {
    const account = { number: '****************0042', stateTitle: '正常' };
    const one = { number: 'K1', typeTitle: '开户', stage: { title: '已开户' } };
    const values = [{ title: '手机号码', before: '138****0001', after: '139****0456' }];
    const change = { on: '2026-11-23', caseNumber: 'J1', values };
    api.on(`GET /persons/${id}`, {
      body: { ...masked, accounts: [account], cases: [one], changes: [change] },
    });
    const { stdout } = await anju(`person show ${id}`);
    for (const words of ['张＊', '正常', '已开户', '138****0001 → 139****0456']) {
      expect(stdout).toContain(words);
    }
    expect((await anju(`person reveal ${id}`)).code).toBe(2);
    api.on(`POST /persons/${id}:reveal`, { body: { name: '张三', documents: [] } });
    expect((await anju(`person reveal ${id} --reason 当面核对`)).stdout).toContain('张三');
    expect(last().json).toEqual({ reason: '当面核对' });
  });
});

describe('what was printed for a person', () => {
  const paper = {
    id: 'd1',
    title: '告知单',
    number: '沈公积金测〔2026〕1号',
    issuedOn: '2026-11-23',
    code: '7KQ2-9FHM',
    href: `/api/v1/cases/${CASE_ID}/documents/d1.pdf`,
  };

  it('is listed with its codes, and saved from wherever it lies', async () => {
    api.on(`GET /persons/${CASE_ID}/documents`, { body: { items: [paper] } });
    api.on(`GET /cases/${CASE_ID}/documents/d1.pdf`, {
      bytes: Buffer.from('%PDF'),
      headers: { 'content-type': 'application/pdf' },
    });
    expect((await anju(`person documents ${CASE_ID}`)).stdout).toContain('7KQ2-9FHM');
    const folder = mkdtempSync(join(tmpdir(), 'anju-papers-'));
    expect((await anju(`person documents ${CASE_ID} --save ${folder}`)).code).toBe(0);
    expect(readFileSync(join(folder, '告知单-沈公积金测〔2026〕1号.pdf'), 'utf8')).toBe('%PDF');
    expect((await anju('person documents 219900199001010014')).code).toBe(2);
  });
});

describe('what was sent with a case', () => {
  it('is shown masked, any version of it, with the scans', async () => {
    api.on(`GET /cases/${CASE_ID}/application`, {
      body: {
        version: 1,
        sentAt: '2026-11-23T02:30:00.000Z',
        sentBy: 'lin-guiyuan',
        application: { applicant: { name: '王＊' } },
        versions: [
          { version: 2, sentAt: '2026-11-24T02:30:00.000Z', sentBy: 'lin-guiyuan' },
          { version: 1, sentAt: '2026-11-23T02:30:00.000Z', sentBy: 'lin-guiyuan' },
        ],
      },
    });
    const { stdout } = await anju(`case application ${CASE_ID} --version 1`);
    expect(api.asked.at(-1)?.query).toEqual({ version: '1' });
    for (const words of ['王＊', '2026-11-24 10:30']) expect(stdout).toContain(words);
    expect((await anju(`case application ${CASE_ID} --version 0`)).code).toBe(2);
    const scan = { id: 'f1', kindTitle: '身份证件', size: 3, sha256: 'ab', uploadedAt: '' };
    api.on(`GET /cases/${CASE_ID}/files`, { body: { items: [scan] } });
    expect((await anju(`case files ${CASE_ID}`)).stdout).toContain('身份证件');
  });
});

describe('the notes of a case', () => {
  const note = { at: '2026-11-23T02:30:00.000Z', authorName: '林桂元', text: '明日补交。' };

  it('are read, and written from standard input under a key', async () => {
    api.on(`GET /cases/${CASE_ID}/notes`, { body: { items: [note] } });
    expect((await anju(`case notes ${CASE_ID}`)).stdout).toContain('明日补交。');
    api.on(`POST /cases/${CASE_ID}/notes`, { status: 201, body: note });
    expect((await anju(`case note ${CASE_ID} --key my-own-key`, '明日补交。\n')).code).toBe(0);
    expect(last().json).toEqual({ text: '明日补交。' });
    expect(last().headers['idempotency-key']).toBe('my-own-key');
    const asked = api.asked.length;
    expect((await anju(`case note ${CASE_ID}`, '\n')).code).toBe(2);
    expect(api.asked).toHaveLength(asked);
  });
});
