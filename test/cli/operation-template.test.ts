/** `anju operation template`: the file to begin a bulk start with, and what its columns are. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment, problem, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

const items = [
  { path: 'applicant.name', title: '姓名', help: '与证件一致', required: true, choices: [] },
  {
    path: 'applicant.document.type',
    title: '证件类型',
    help: null,
    required: true,
    choices: [{ value: 'resident-id', title: '居民身份证' }],
  },
  { path: 'a.note', title: '说明,可"不填"', help: null, required: false, choices: [] },
];

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const template = (...args: readonly string[]): Promise<Ran> =>
  run(['operation', 'template', 'account-opening', ...args], env);

beforeAll(async () => {
  api = await startFakeApi();
  env = environment(api);
  api.on('GET /operations:columns', { body: { items } });
});
afterAll(() => api.close());

describe('the template of a bulk start', () => {
  it('heads every column by its path, and says under it what that is called', async () => {
    const { code, stdout } = await template();
    expect(code).toBe(0);
    expect(stdout).toBe(
      '\uFEFFapplicant.name,applicant.document.type,a.note\r\n姓名,证件类型,"说明,可""不填"""\r\n',
    );
    expect(api.asked.at(-1)?.query).toEqual({ kind: 'account-opening' });
  });

  it('heads them by their titles alone when asked to, and asks for all columns', async () => {
    const { stdout } = await template('--titles', '--all');
    expect(stdout).toBe('\uFEFF姓名,证件类型,"说明,可""不填"""\r\n');
    expect(api.asked.at(-1)?.query).toEqual({ kind: 'account-opening', all: 'true' });
  });

  it('tells column by column what may be filled in', async () => {
    const { stdout } = await template('--describe');
    for (const words of ['applicant.name', '必填', '与证件一致', '居民身份证（resident-id）']) {
      expect(stdout).toContain(words);
    }
    expect(JSON.parse((await template('-o', 'json')).stdout)).toEqual({ items });
  });

  it('is written to a file once, and never over one that is there', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'anju-template-')), 'openings.csv');
    expect((await template('--out', path)).stdout).toContain(path);
    const written = readFileSync(path, 'utf8');
    expect(written).toContain('applicant.name');
    const again = await template('--titles', '--out', path);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('已经存在');
    expect(readFileSync(path, 'utf8')).toBe(written);
    expect((await template('--out', join(path, 'x'))).code).toBe(2);
  });

  it('tells the problem of a type that is not there', async () => {
    api.on('GET /operations:columns', problem(422, 'input-invalid', {}));
    expect((await template()).code).toBe(2);
  });
});
