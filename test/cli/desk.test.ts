/** Tasks, files, bulk, figures, audit, types: what each command asks, and how it ends. */
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/failure.ts';
import { createProgram } from '../../src/cli/main.ts';
import { CASE_ID, environment, problem, run, startFakeApi } from './fake-api.ts';
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

function file(name: string, content: string | Buffer): string {
  const path = join(mkdtempSync(join(tmpdir(), 'anju-file-')), name);
  writeFileSync(path, content);
  return path;
}

const task = {
  id: CASE_ID,
  title: '开户复核',
  todo: '逐项核实。',
  caseNumber: 'K202611230001',
  person: { name: '张＊' },
  role: 'reviewer',
  branch: null,
  dueOn: '2026-11-25',
  dueProvisional: true,
  overdue: true,
  version: 2,
};

describe('tasks', () => {
  it('lists them by role, branch, kind, mine and overdue', async () => {
    api.on('GET /tasks', { body: { items: [task], nextCursor: null } });
    const line = 'task list --of-role reviewer --branch sy-hall --kind review --mine --overdue';
    const { stdout } = await anju(line);
    expect(last().query).toEqual({
      role: 'reviewer',
      branch: 'sy-hall',
      kind: 'review',
      mine: 'true',
      overdue: 'true',
    });
    expect(stdout).toContain('2026-11-25（暂定） 超期');
  });

  it('tells the next one and why, or that there is none', async () => {
    api.on('GET /tasks:next', { body: { task, because: '法定期限最近。' } });
    const { stdout } = await anju('task next');
    expect(stdout).toContain('法定期限最近。');
    expect(stdout).toContain('逐项核实。');
    api.on('GET /tasks:next', { body: { task: null, because: '没有您可以领取的待办。' } });
    expect((await anju('task next')).stdout).toBe('没有您可以领取的待办。\n');
  });

  it.each(['claim', 'release'])('%ss a task in the version it saw', async (verb) => {
    api.on(`GET /tasks/${CASE_ID}`, { body: task });
    api.on(`POST /tasks/${CASE_ID}:${verb}`, { body: { ...task, version: 3 } });
    expect((await anju(`task ${verb} ${CASE_ID}`)).code).toBe(0);
    expect(last().headers['if-match']).toBe('"v2"');
    expect(last().headers['idempotency-key']).toBeDefined();
  });

  it('ends with 5 when a colleague has it', async () => {
    api.on(`GET /tasks/${CASE_ID}`, { body: task });
    api.on(`POST /tasks/${CASE_ID}:claim`, problem(409, 'action-not-permitted', {}));
    expect((await anju(`task claim ${CASE_ID}`)).code).toBe(5);
  });
});

describe('files', () => {
  it('uploads the bytes as what they are called', async () => {
    api.on('POST /files', { status: 201, body: { id: CASE_ID, kind: 'identity-document' } });
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
    const { code, stdout } = await anju(
      'file put',
      file('scan.PNG', bytes),
      '--kind',
      'identity-document',
    );
    expect(code).toBe(0);
    expect(stdout).toContain(CASE_ID);
    expect(last().headers['content-type']).toBe('image/png');
    expect(last().query).toEqual({ kind: 'identity-document' });
    expect(last().bytes.equals(bytes)).toBe(true);
  });

  it('refuses other kinds of file, and files that are not there, without asking', async () => {
    expect((await anju('file put', file('page.html', '<p>'), '--kind', 'other')).code).toBe(2);
    expect((await anju('file put', '/no/such/scan.pdf', '--kind', 'other')).code).toBe(2);
    expect(api.asked).toEqual([]);
  });
});

describe('bulk', () => {
  it('sends the CSV as it is and tells how far it is', async () => {
    const operation = { id: CASE_ID, state: 'running', summary: '共2行：1行已发起。' };
    api.on('POST /operations', { status: 202, body: operation });
    const csv = file('people.csv', 'applicant.name\n张三\n');
    const { code, stdout } = await anju('operation start --branch sy-hall --file', csv);
    expect(code).toBe(0);
    expect(stdout).toContain('共2行：1行已发起。');
    expect(last().query).toEqual({ kind: 'account-opening', branch: 'sy-hall' });
    expect(last().headers['content-type']).toBe('text/csv');
    expect(last().bytes.toString('utf8')).toBe('applicant.name\n张三\n');
  });

  it('tells the result of every row, with what is wrong in it', async () => {
    const errors = [{ pointer: '#/applicant/phone', detail: '请填写11位手机号码' }];
    const items = [
      { n: 1, state: 'done', caseNumber: 'K202611230001', problem: null },
      { n: 2, state: 'failed', caseNumber: null, problem: { detail: '有1处不符合要求', errors } },
    ];
    api.on(`GET /operations/${CASE_ID}/rows`, { body: { items, nextCursor: null } });
    const { stdout } = await anju(`operation rows ${CASE_ID} --state failed`);
    expect(last().query).toEqual({ state: 'failed' });
    expect(stdout).toContain('K202611230001');
    expect(stdout).toContain('#/applicant/phone：请填写11位手机号码');
  });
});

describe('figures', () => {
  it('proposes one with its document and reason', async () => {
    api.on('POST /figures', {
      status: 201,
      body: { id: CASE_ID, name: 'seal-wait', approved: null },
    });
    const line = 'figures propose --name seal-wait --value 20 --from 2027-01-01';
    const { code, stdout } = await anju(
      line,
      '--document',
      '沈公积金委〔2026〕9号',
      '--reason',
      '决定',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('待定');
    expect(last().json).toEqual({
      name: 'seal-wait',
      value: '20',
      validFrom: '2027-01-01',
      documentNumber: '沈公积金委〔2026〕9号',
      reason: '决定',
    });
  });

  it('decides one, and only with a clear word', async () => {
    api.on(`POST /figures/${CASE_ID}:decide`, problem(409, 'same-person', {}));
    expect((await anju(`figures decide ${CASE_ID} --reason 一致`)).code).toBe(2);
    expect((await anju(`figures decide ${CASE_ID} --approve --decline --reason 一致`)).code).toBe(
      2,
    );
    expect(api.asked).toEqual([]);
    expect((await anju(`figures decide ${CASE_ID} --decline --reason 不一致`)).code).toBe(5);
    expect(last().json).toEqual({ approve: false, reason: '不一致' });
  });
});

describe('audit', () => {
  const center = {
    ...{ center: '210100', intact: true, sealed: 120, unsealed: ['121'], unsealedCount: 1 },
    ...{ problems: [], problemCount: 0 },
  };
  const verification = (state: string, centers: readonly object[], intact: boolean | null) => ({
    ...{ id: CASE_ID, state, walked: 60, total: 120, intact, centers },
  });

  it('follows a verification to its end, and ends with 0 when every chain is whole', async () => {
    api.on('POST /audit/verifications', { status: 202, body: verification('running', [], null) });
    let asked = 0;
    api.on(`GET /audit/verifications/${CASE_ID}`, () => {
      asked += 1;
      const over = asked > 1;
      return {
        body: verification(over ? 'done' : 'running', over ? [center] : [], over ? true : null),
      };
    });
    const { code, stdout } = await anju('audit verify');
    expect({ code, stdout, asked }).toEqual({
      code: 0,
      stdout: '210100：已封存120条，待封存1条，链完整。\n',
      asked: 2,
    });
    expect(api.asked[0]!.headers['idempotency-key']).toBeTruthy();
  });

  it('ends with 6 and names every line that does not fit', async () => {
    const problems = [
      { seq: '17', event: '17', kind: 'changed', title: '内容被改动', detail: '与封链时不符' },
    ];
    const broken = { ...center, intact: false, problems, problemCount: 1 };
    api.on('POST /audit/verifications', {
      status: 202,
      body: verification('done', [broken], false),
    });
    const { code, stdout } = await anju('audit verify');
    expect(code).toBe(6);
    expect(stdout).toContain('内容被改动');
    expect(stdout).toContain('17');
  });

  it('ends with 6 when it could not be finished', async () => {
    api.on('POST /audit/verifications', {
      status: 202,
      body: verification('interrupted', [], null),
    });
    const { code, stdout } = await anju('audit verify');
    expect([code, stdout]).toEqual([6, '校验未能完成，请重新校验。\n']);
  });

  it('searches the trail by filters, under its older name too', async () => {
    api.on('GET /audit/events', { body: { items: [], nextCursor: null } });
    const query = {
      staff: 'lin-guiyuan',
      role: 'clerk',
      kind: 'refused,decided',
      from: '2026-11-01',
      to: '2026-11-30',
    };
    for (const name of ['search', 'events']) {
      const { stdout } = await anju(
        `audit ${name} --staff lin-guiyuan --by-role clerk --kind refused,decided --from 2026-11-01 --to 2026-11-30`,
      );
      expect(stdout).toBe('（没有）\n');
      expect(last().query).toEqual(query);
    }
  });

  it('exports to a new file for its owner only, in the format its name says', async () => {
    const bytes = Buffer.from('PK');
    const headers = { 'content-type': 'application/octet-stream' };
    api.on('POST /audit/events:export', { bytes, headers });
    const out = join(mkdtempSync(join(tmpdir(), 'anju-export-')), '留痕.xlsx');
    const { code, stdout } = await anju('audit export --kind refused,decided --out', out);
    expect([code, stdout]).toEqual([0, `已存 ${out}\n`]);
    expect(last().json).toEqual({ format: 'xlsx', kinds: ['refused', 'decided'] });
    expect(readFileSync(out)).toEqual(bytes);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect((await anju('audit export --out', out)).code).toBe(2);
    expect((await anju('audit export --out', 'a.pdf')).code).toBe(2);
    api.on('POST /cases:export', { bytes, headers });
    const cases = file('x', '').replace(/x$/, 'cases.csv');
    expect((await anju('case export --open --type account-opening --out', cases)).code).toBe(0);
    expect(last().json).toEqual({ format: 'csv', type: 'account-opening', open: 'true' });
  });

  it('shows one line with what stood before and after', async () => {
    const content = { before: { phone: '138****0000' }, after: { phone: '139****1111' } };
    api.on('GET /audit/events/17', {
      body: { id: '17', title: '更正', kind: 'corrected', content },
    });
    const { stdout } = await anju('audit show 17');
    expect(stdout).toContain('更正（corrected）');
    expect(stdout).toContain('139****1111');
    expect(stdout).toContain('待封存');
  });
});

describe('clauses', () => {
  it('lists them, shows what carries one, and who waits because of it', async () => {
    const carried = { rules: 3, figures: 2, waits: 1, tasks: 1, documents: 4, tests: 9 };
    const clause = { id: 'liaoning-14', title: '通知（十四）', text: '严防“一人多缴”。', carried };
    api.on('GET /clauses', { body: { items: [clause] } });
    expect((await anju('clause list')).stdout).toContain('liaoning-14');
    const body = {
      ...clause,
      sentence: '由3条规则执行。',
      rules: [{ name: 'dormancy', title: '零余额停缴销户' }],
      reasons: [{ code: 'remote-normal', text: '在外地有正常缴存的账户。' }],
    };
    api.on('GET /clauses/liaoning-14', { body });
    const { stdout } = await anju('clause show liaoning-14');
    expect(stdout).toContain('· 零余额停缴销户（dormancy）');
    expect(stdout).toContain('· 在外地有正常缴存的账户。（remote-normal）');
    expect(stdout).toContain('严防“一人多缴”。');
    const waiting = { number: 'K1', wait: { title: '等外地账户封存' }, person: { name: '张＊' } };
    api.on('GET /clauses/liaoning-14/cases', { body: { items: [waiting], nextCursor: null } });
    expect((await anju('clause cases liaoning-14')).stdout).toContain('等外地账户封存');
  });
});

describe('types', () => {
  it('lists them, shows one with its acts, and ends with 4 for one that is not there', async () => {
    const actions = [{ action: 'sign', title: '签署协议', needsReason: false }];
    const type = {
      type: 'account-opening',
      title: '开户',
      startedBy: ['clerk'],
      stages: [],
      actions,
    };
    api.on('GET /types', { body: { items: [type] } });
    expect((await anju('types')).stdout).toContain('开户');
    expect((await anju('types account-opening')).stdout).toContain('签署协议');
    expect((await anju('types loan')).code).toBe(4);
  });
});

describe('the page about the command', () => {
  const page = readFileSync(fileURLToPath(new URL('../../docs/cli.md', import.meta.url)), 'utf8');

  it('names every exit code', () => {
    for (const code of Object.values(EXIT)) {
      expect(page).toMatch(new RegExp(`^\\| ${String(code)} `, 'm'));
    }
  });

  it('names every command that the program has', () => {
    const named = createProgram().commands.flatMap((group) =>
      group.commands.length === 0
        ? [group.name()]
        : group.commands.map((command) => `${group.name()} ${command.name()}`),
    );
    expect(named.length).toBeGreaterThan(30);
    expect(named.filter((command) => !page.includes(`anju ${command}`))).toEqual([]);
  });
});
