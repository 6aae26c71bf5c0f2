/** `anju document verify` and `anju dates`: what each asks, and how it ends. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_ID, environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

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

function file(name: string, content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'anju-file-')), name);
  writeFileSync(path, content);
  return path;
}

const CODE = '7KQ2-9FHM-31XZ-ABCD-EFGH';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const genuine = {
  genuine: true,
  title: '收件回执',
  number: '沈公积金灵〔2026〕0000001号',
  issuedOn: '2026-11-23',
  center: '沈阳住房公积金管理中心',
  files: [sha256('%PDF')],
};

describe('a document', () => {
  it('is verified without a sign-in, the code in the body and in no address', async () => {
    delete env['ANJU_TOKEN'];
    api.on('POST /verify', { body: genuine });
    const { code, stdout } = await anju(`document verify ${CODE}`);
    expect(code).toBe(0);
    expect(last().json).toEqual({ code: CODE });
    expect(last().headers['authorization']).toBeUndefined();
    expect(JSON.stringify(last().query)).toBe('{}');
    expect(stdout).toContain('沈公积金灵〔2026〕0000001号');
    expect(stdout).toContain('查到该文书，由本系统出具。');
  });

  it('ends with 6 when no document has that code', async () => {
    api.on('POST /verify', { body: { genuine: false } });
    const { code, stdout } = await anju(`document verify ${CODE} -o json`);
    expect(code).toBe(6);
    expect(JSON.parse(stdout)).toEqual({ genuine: false });
  });

  it('is compared with a file, and another file ends with 6', async () => {
    api.on('POST /verify', { body: genuine });
    const same = await anju(`document verify ${CODE} --file`, file('a.pdf', '%PDF'));
    expect(same).toMatchObject({ code: 0 });
    expect(same.stdout).toContain('电子文件没有改动');
    const other = await anju(`document verify ${CODE} -o json --file`, file('b.pdf', '%PDF '));
    expect(other.code).toBe(6);
    expect(JSON.parse(other.stdout)).toMatchObject({ genuine: true, sameFile: false });
  });

  it('says when it asked too often, when nobody answers, when the file is not there', async () => {
    api.on('POST /verify', { status: 429, body: {} });
    const often = await anju(`document verify ${CODE}`);
    expect(often.code).toBe(7);
    expect(often.stderr).toContain('一分钟以后再试');
    expect((await anju(`document verify ${CODE} --file /nowhere.pdf`)).code).toBe(2);
    env['ANJU_API'] = 'http://127.0.0.1:9';
    expect((await anju(`document verify ${CODE}`)).code).toBe(7);
  });
});

const dates = {
  person: null,
  on: '2026-11-22',
  items: [
    {
      title: '封存满半年',
      on: '2027-03-01',
      kind: 'from',
      stateTitle: '未到',
      sentence: '自2027年3月1日起可以办理销户，还有99天。',
      steps: [{ text: '单位缴存部分2026年8月31日封存（当日不计入）' }],
    },
    {
      title: '退出销户',
      on: null,
      kind: 'from',
      stateTitle: '目前不能办理',
      sentence: '有贷款。',
      steps: [],
    },
  ],
  assumptions: ['未计入贷款。'],
};

describe('dates', () => {
  it('are reckoned from facts in a file, and told step by step', async () => {
    api.on('POST /earliest-dates:calculate', { body: dates });
    const facts = { account: { source: 'unit', state: 'sealed', sealedOn: '2026-08-31' } };
    const { code, stdout } = await anju('dates --file', file('facts.json', JSON.stringify(facts)));
    expect(code).toBe(0);
    expect(last().json).toEqual(facts);
    for (const words of ['2027-03-01 起', '未到', '——', '当日不计入', '未计入贷款。']) {
      expect(stdout).toContain(words);
    }
  });

  it('are reckoned for a person by the opaque id', async () => {
    api.on(`GET /persons/${CASE_ID}/earliest-dates`, { body: dates });
    const { code, stdout } = await anju(`dates --person ${CASE_ID} -o json`);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(dates);
  });

  it('of a person are printed once under a key, with number and code, into a new file', async () => {
    const href = `/api/v1/persons/${CASE_ID}/documents/d1.pdf`;
    api.on(`POST /persons/${CASE_ID}/earliest-dates:print`, {
      status: 201,
      body: { id: 'd1', number: '沈公积金测〔2026〕0000001号', href },
    });
    api.on(`GET /persons/${CASE_ID}/documents/d1.pdf`, {
      bytes: Buffer.from('%PDF-1.7 sheet'),
      headers: { 'content-type': 'application/pdf' },
    });
    const out = join(mkdtempSync(join(tmpdir(), 'anju-sheet-')), 'sheet.pdf');
    const key = '3f0e7c52-6f0b-4b5e-9a53-0c8f6f4e2a11';
    const { code, stdout } = await anju(`dates --person ${CASE_ID} --key ${key} --print`, out);
    expect(code).toBe(0);
    expect(api.asked[0]?.headers['idempotency-key']).toBe(key);
    expect(stdout).toContain('0000001号');
    expect(readFileSync(out, 'utf8')).toBe('%PDF-1.7 sheet');
    expect(statSync(out).mode & 0o077).toBe(0);
    // A file that is there is not replaced.
    expect((await anju(`dates --person ${CASE_ID} --print`, out)).code).toBe(2);
  });

  it('of told facts are printed without being kept', async () => {
    api.on('POST /earliest-dates:print', {
      bytes: Buffer.from('%PDF-1.7 told'),
      headers: { 'content-type': 'application/pdf' },
    });
    const out = join(mkdtempSync(join(tmpdir(), 'anju-sheet-')), 'told.pdf');
    const facts = file('facts.json', '{"on":"2026-11-22"}');
    expect((await anju(`dates --file ${facts} --print`, out)).code).toBe(0);
    expect(last().json).toEqual({ on: '2026-11-22' });
    expect(readFileSync(out, 'utf8')).toBe('%PDF-1.7 told');
  });

  it.each(['dates', `dates --person ${CASE_ID} --file -`, 'dates --person 219900199001010014'])(
    '%s ends with 2',
    async (line) => {
      const { code, stderr } = await anju(line);
      expect(code).toBe(2);
      expect(stderr).not.toContain('219900199001010014');
      expect(api.asked).toEqual([]);
    },
  );
});
