/** `anju case …` run as people run it, against a server that answers as the API does. */
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exitOf } from '../../src/cli/failure.ts';
import { CASE_ID, caseBody, environment, problem, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (args: readonly string[], input?: string): Promise<Ran> => run(args, env, input);

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
  api.on(`GET /cases/${CASE_ID}`, { body: caseBody() });
});
afterEach(() => api.close());

const application = { applicant: { name: '张三', phone: '13800000000' } };
function file(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), 'anju-form-')), 'application.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('starting a case', () => {
  const start = ['case', 'start', 'account-opening', '--file'];

  it('sends type, branch and application under a key of its own, and prints the number', async () => {
    api.on('POST /cases', { status: 201, body: caseBody() });
    const { code, stdout } = await anju([...start, file(application), '--branch', 'sy-hall']);
    expect(code).toBe(0);
    expect(stdout).toContain('K202611230001');
    expect(stdout).toContain('等人工复核；还剩3天。');
    const [asked] = api.asked;
    expect(asked!.json).toEqual({ type: 'account-opening', branch: 'sy-hall', application });
    expect(asked!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(asked!.headers.authorization).toBe('Bearer token-of-the-test');
  });

  it('reads standard input, and prints what the API answered as JSON', async () => {
    api.on('POST /cases', { status: 201, body: caseBody() });
    const { code, stdout, stderr } = await anju(
      [...start, '-', '-o', 'json', '--key', 'my-own-key'],
      JSON.stringify(application),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ id: CASE_ID, version: 4 });
    expect(api.asked[0]!.headers['idempotency-key']).toBe('my-own-key');
  });

  it('sends an account by its printed number, in the body and nowhere else', async () => {
    api.on('POST /cases', { status: 201, body: caseBody() });
    const content = { account: '21010002000000000019', purpose: 'rent', amount: '3000.00' };
    const { code } = await anju(['case', 'start', 'withdrawal', '--file', file(content)]);
    expect(code).toBe(0);
    const sent = api.asked.find(({ path }) => path === '/cases')!;
    expect(sent.json).toEqual({ type: 'withdrawal', application: content });
    expect(api.asked.map(({ path }) => path).join()).not.toContain(content.account);
  });

  it('tells at a dry run how much could be drawn, from where, and by when it is decided', async () => {
    const withdrawal = {
      ...{ purposeTitle: '支付房租', drawable: '6000.00', limit: '6000.00' },
      ...{ limitTitle: '当地租房提取限额', drawnText: '灵活就业缴存3000.00元' },
      ...{ decidedByText: '符合条件的当场准予，不须他人复核', lastDayOn: '2026-12-02' },
    };
    const body = { ready: true, missing: [], refusals: [], limits: null, known: null, withdrawal };
    api.on('POST /cases:precheck', { body });
    const asked = ['case', 'start', 'withdrawal', '--dry-run', '--file', file({ purpose: 'rent' })];
    const { stdout } = await anju(asked);
    expect(stdout).toContain('支付房租：今日最多可提 6000.00 元，当地租房提取限额 6000.00 元');
    expect(stdout).toContain('动用灵活就业缴存3000.00元');
    expect(stdout).toContain('最迟 2026-12-02 作出决定');
    expect(stdout).not.toContain('注销');
    // Of what closes the account: the interest, and what becomes of it.
    const closes = { interest: '88.75', closing: '依条例第二十四条，可以同时注销账户' };
    api.on('POST /cases:precheck', { body: { ...body, withdrawal: { ...withdrawal, ...closes } } });
    expect((await anju(asked)).stdout).toContain(
      '其中尚未结计的利息 88.75 元\n依条例第二十四条，可以同时注销账户\n',
    );
  });

  it.each([
    [{ withdrawal: { purposeTitle: '支付房租' } }, '须由另一人核实：2026年10月1日变更手机号码'],
    [
      { exit: { reading: { title: '分段理解' } } },
      '付款前须由另一人复核：2026年10月1日变更手机号码',
    ],
    [{ death: { total: '1.00' } }, '复核时须核实近期的变更：2026年10月1日变更手机号码'],
  ])('tells what another person has to look at before %j is paid', async (preview, words) => {
    const toConfirm = '2026年10月1日变更手机号码';
    const [[name, told] = ['', {}]] = Object.entries<object>(preview);
    const known = { ready: true, missing: [], refusals: [], limits: null, known: null };
    api.on('POST /cases:precheck', { body: { ...known, [name]: { ...told, toConfirm } } });
    const asked = ['case', 'start', 'withdrawal', '--dry-run', '--file', file({})];
    expect((await anju(asked)).stdout).toContain(words);
    api.on('POST /cases:precheck', { body: { ...known, [name]: { ...told, toConfirm: '' } } });
    expect((await anju(asked)).stdout).not.toContain('：2026年');
  });

  it('says when the case was started before under the same key', async () => {
    api.on('POST /cases', { body: caseBody(), headers: { 'idempotency-replayed': 'true' } });
    const { stdout } = await anju([...start, file(application), '--key', 'my-own-key']);
    expect(stdout).toContain('此前已以同一键发起');
  });

  it('sends nothing at a dry run, tells everything that is missing, and ends with 6', async () => {
    api.on('POST /cases:precheck', {
      body: {
        ready: false,
        missing: [
          {
            code: 'address',
            pointer: '#/application/applicant/address',
            name: '居住地址',
            bring: '提供现居住地址。',
          },
        ],
        refusals: [
          {
            code: 'under-16',
            text: '受理之日未满16周岁。',
            remedy: '年满16周岁后申请。',
            clauses: [{ id: 'liaoning-1', title: '通知（一）' }],
            earliestOn: '2027-05-01',
          },
        ],
        limits: { min: '223.00', max: '7358.00', documents: ['沈公积金发〔2024〕9号'] },
        known: [
          {
            name: '周＊',
            documentNumber: '219***********0014',
            nameFits: false,
            accounts: [{ number: '****************0042', state: 'sealed' }],
            heldBy: { number: 'K202611230000009', typeTitle: '开户', branchName: '市民大厅' },
          },
        ],
      },
    });
    const { code, stdout } = await anju([...start, file(application), '--dry-run']);
    expect(code).toBe(6);
    for (const words of [
      '本中心已有登记',
      '与登记的不一致',
      'K202611230000009 开户（市民大厅）',
      '居住地址',
      '受理之日未满16周岁。',
      '通知（一）',
      '2027-05-01',
      '7358.00',
    ]) {
      expect(stdout).toContain(words);
    }
    expect(api.asked.map(({ path }) => path)).toEqual(['/cases:precheck']);
    expect(api.asked[0]!.headers['idempotency-key']).toBeUndefined();
  });

  it('ends a dry run with 0 when nothing stands against it', async () => {
    const body = { ready: true, missing: [], refusals: [], limits: null };
    api.on('POST /cases:precheck', { body });
    const { code, stdout } = await anju([...start, file(application), '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('可以提交');
  });

  it('sets fields on top of the file, in lists by their number', async () => {
    api.on('POST /cases', { status: 201, body: caseBody() });
    const evidence = [{ kind: 'identity-document', file: 'SCAN' }];
    const sets = [
      'applicant.phone=13900000000',
      'contribution.debitDay:=10',
      'evidence.0.file=the-scan',
      'evidence.1.kind=own-income',
      'consents:=[]',
      'fullCapacity=true',
    ];
    const { code } = await anju([
      ...[...start, file({ ...application, evidence })],
      ...sets.flatMap((set) => ['--set', set]),
    ]);
    expect(code).toBe(0);
    expect(api.asked[0]!.json).toEqual({
      type: 'account-opening',
      application: {
        applicant: { name: '张三', phone: '13900000000' },
        contribution: { debitDay: 10 },
        evidence: [{ kind: 'identity-document', file: 'the-scan' }, { kind: 'own-income' }],
        consents: [],
        fullCapacity: true,
      },
    });
  });

  it('takes fields alone, and refuses nothing at all or a list with a gap without asking', async () => {
    api.on('POST /cases', { status: 201, body: caseBody() });
    const alone = ['case', 'start', 'opening-reversal'];
    await anju([...alone, '--set', 'openingCase=K1', '--set', 'reason=录入了他人的证件']);
    expect(api.asked[0]!.json).toEqual({
      type: 'opening-reversal',
      application: { openingCase: 'K1', reason: '录入了他人的证件' },
    });
    expect((await anju(alone)).code).toBe(2);
    for (const set of ['evidence.1.file=x', '=x', 'no-equals', 'a:={']) {
      const { code, stderr } = await anju([...alone, '--set', set]);
      expect(code, set).toBe(2);
      expect(stderr).not.toContain('no-equals');
    }
    expect(api.asked).toHaveLength(1);
  });

  it('never quotes a file that cannot be read as JSON', async () => {
    const { code, stdout, stderr } = await anju([...start, file('{"name": "张三", 13800000000')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('不是有效的 JSON');
    expect(stderr).not.toMatch(/张三|13800000000/);
    expect(api.asked).toEqual([]);
  });
});

describe('how a command ends', () => {
  const start = () => anju(['case', 'start', 'account-opening', '--file', file(application)]);

  it.each([
    [400, 'request-unreadable', 2],
    [401, 'not-signed-in', 3],
    [403, 'not-authorized', 3],
    [404, 'not-found', 4],
    [409, 'claim-held', 5],
    [409, 'key-in-progress', 7],
    [412, 'version-conflict', 5],
    [413, 'too-large', 2],
    [415, 'media-type-refused', 2],
    [422, 'input-invalid', 2],
    [422, 'key-reused', 5],
    [428, 'version-required', 5],
    [429, 'too-many-requests', 7],
    [500, 'internal', 1],
    [503, 'engine-unavailable', 7],
  ])('an answer %i %s ends a command with %i', (status, code, exit) => {
    expect(exitOf(status, code)).toBe(exit);
  });

  it.each([
    [404, 'not-found', 4],
    [500, 'internal', 1],
  ])('really ends so: %i %s', async (status, code, exit) => {
    api.on('POST /cases', problem(status, code, {}));
    expect((await start()).code).toBe(exit);
  });

  it('tells a problem in lines: title, what, where, clause, earliest day, remedy, trace', async () => {
    api.on(
      'POST /cases',
      problem(422, 'input-invalid', {
        detail: '有1处填写内容不符合要求。',
        clause: 'liaoning-1',
        earliestDate: '2027-05-01',
        errors: [{ pointer: '#/application/applicant/phone', detail: '请填写11位手机号码' }],
      }),
    );
    const { stderr, stdout } = await start();
    expect(stdout).toBe('');
    for (const words of [
      '✗ 标题 input-invalid（input-invalid）',
      '有1处填写内容不符合要求。',
      '#/application/applicant/phone：请填写11位手机号码',
      '依据：liaoning-1',
      '最早日期：2027-05-01',
      '办法：办法一句。',
      '追踪号：trace-1',
    ]) {
      expect(stderr).toContain(words);
    }
    expect(stderr).not.toContain('重试');
  });

  it('tells it as one line of JSON for a program', async () => {
    api.on('POST /cases', problem(403, 'not-authorized', {}));
    const args = ['case', 'start', 'account-opening', '--file', file(application), '-o', 'json'];
    const { stderr, stdout } = await anju(args);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ code: 'not-authorized', status: 403 });
  });

  it('says how to repeat the very same request when nobody knows whether it was done', async () => {
    api.on('POST /cases', problem(503, 'engine-unavailable', {}));
    const { stderr } = await start();
    const key = String(api.asked[0]!.headers['idempotency-key']);
    expect(stderr).toContain(`重试：原命令加 --key ${key}，不会重复办理`);
  });

  it('does so too when no answer comes at all, or none that can be read', async () => {
    api.on('POST /cases', { stream: (response) => response.destroy() });
    const { code, stderr } = await start();
    expect(code).toBe(7);
    expect(stderr).toContain('请求是否已经办理尚不清楚');
    expect(stderr).toContain('--key ');
    const html = { 'content-type': 'text/html' };
    api.on('POST /cases', { status: 502, bytes: Buffer.from('<h1>502</h1>'), headers: html });
    expect((await start()).code).toBe(7);
  });

  it('ends with 7 when the API is not there', async () => {
    const { code } = await run(['case', 'list', '--api', 'http://127.0.0.1:1'], env);
    expect(code).toBe(7);
  });

  it.each([
    [['case', 'show'], 2],
    [['case', 'show', CASE_ID, '--nonsense'], 2],
    [['case', 'show', CASE_ID, '-o', 'yaml'], 2],
    [['nonsense'], 2],
    [['case', 'list', '--api', 'not an address'], 2],
    [['--help'], 0],
  ])('%j ends with %i and asks nothing', async (args, exit) => {
    const { code, stderr } = await anju(args);
    expect(code).toBe(exit);
    expect(stderr).not.toMatch(/error:/);
    expect(api.asked).toEqual([]);
  });
});

describe('looking', () => {
  it('finds a case by its printed number, which goes in the body and not in an address', async () => {
    api.on('POST /cases:search', { body: { items: [caseBody()], persons: [] } });
    const { code, stdout } = await anju(['case', 'show', 'K202611230001']);
    expect(code).toBe(0);
    expect(stdout).toContain('人工复核中');
    expect(api.asked[0]).toMatchObject({ json: { number: 'K202611230001' } });
    expect(api.asked[1]!.path).toBe(`/cases/${CASE_ID}`);
  });

  it('ends with 4 when no case bears the number', async () => {
    api.on('POST /cases:search', { body: { items: [], persons: [] } });
    expect((await anju(['case', 'show', 'K209912310001'])).code).toBe(4);
  });

  it('lists by every filter, in the role asked for', async () => {
    api.on('GET /cases', { body: { items: [caseBody()], nextCursor: 'next', count: 7 } });
    const args = 'case list --type account-opening --stage deferred --branch sy-hall --open';
    const more = '--overdue --waiting-for signature --count --limit 5 --role supervisor';
    const { stdout } = await anju(`${args} ${more}`.split(' '));
    expect(api.asked[0]!.query).toEqual({
      type: 'account-opening',
      stage: 'deferred',
      branch: 'sy-hall',
      open: 'true',
      overdue: 'true',
      waitingFor: 'signature',
      count: 'true',
      limit: '5',
    });
    expect(api.asked[0]!.headers['anju-role']).toBe('supervisor');
    expect(stdout).toContain('共7件');
    expect(stdout).toContain('--cursor next');
  });

  it('lists what stands behind a number of the board', async () => {
    api.on('GET /cases', { body: { items: [caseBody()], nextCursor: null } });
    const args = 'case list --state attention --age 7-30d --overdue-by law --wait-age 30d+';
    const more = '--wait-overdue --waiting-on national --due-from 2026-11-23 --endless';
    await anju(`${args} ${more} --due-to 2026-11-29 --due-kind task.sign`.split(' '));
    expect(api.asked[0]!.query).toEqual({
      ...{ state: 'attention', age: '7-30d', overdueBy: 'law', waitAge: '30d+' },
      ...{ waitOverdue: 'true', waitingOn: 'national', endless: 'true' },
      ...{ dueFrom: '2026-11-23', dueTo: '2026-11-29', dueKind: 'task.sign' },
    });
  });

  it('reads every page with --all', async () => {
    api.on('GET /cases', ({ query }) =>
      query['cursor'] === undefined
        ? { body: { items: [caseBody()], nextCursor: 'second' } }
        : { body: { items: [caseBody({ number: 'K202611230002' })], nextCursor: null } },
    );
    const { stdout } = await anju(['case', 'list', '--all', '-o', 'json']);
    const { items } = JSON.parse(stdout) as { items: { number: string }[] };
    expect(items.map(({ number }) => number)).toEqual(['K202611230001', 'K202611230002']);
  });

  it('tells of a refusal every reason with what the person can do', async () => {
    const told = {
      code: 'under-16',
      reason: '受理之日未满18周岁。',
      remedy: '年满18周岁后可再次申请。',
    };
    api.on(`GET /cases/${CASE_ID}`, { body: { id: CASE_ID, number: 'K1', reasons: [told] } });
    const { stdout } = await anju(['case', 'show', CASE_ID]);
    expect(stdout).toContain('理由和办法');
    expect(stdout).toContain('受理之日未满18周岁。年满18周岁后可再次申请。');
  });

  it('of an opening shows the number of the account it led to', async () => {
    const account = { id: CASE_ID, number: '21010002980000000001', stateTitle: '正常' };
    api.on(`GET /cases/${CASE_ID}`, { body: { id: CASE_ID, number: 'K1', account } });
    const { stdout } = await anju(['case', 'show', CASE_ID]);
    expect(stdout).toMatch(/账号 +│ 21010002980000000001（正常）/);
  });

  it('tells what happened in sentences', async () => {
    const event = { at: '2026-11-23T02:30:00.000Z', actor: 'lin-guiyuan', actorName: '林桂元' };
    const items = [{ ...event, actorRole: 'clerk', sentence: '材料齐全，予以受理。' }];
    api.on(`GET /cases/${CASE_ID}/events`, { body: { items, nextCursor: null } });
    const { stdout } = await anju(['case', 'events', CASE_ID]);
    expect(stdout).toContain('2026-11-23 10:30');
    expect(stdout).toContain('林桂元');
    expect(stdout).toContain('材料齐全，予以受理。');
  });

  it('saves every document as a file only its owner can read', async () => {
    const document = { id: 'd1', title: '受理通知书', number: '某金/受〔2026〕1号' };
    api.on(`GET /cases/${CASE_ID}/documents`, { body: { items: [document] } });
    const pdf = Buffer.from('%PDF-1.7 …');
    const headers = { 'content-type': 'application/pdf' };
    api.on(`GET /cases/${CASE_ID}/documents/d1.pdf`, { bytes: pdf, headers });
    const folder = join(mkdtempSync(join(tmpdir(), 'anju-papers-')), 'papers');
    expect((await anju(['case', 'documents', CASE_ID, '--save', folder])).code).toBe(0);
    expect(readdirSync(folder)).toEqual(['受理通知书-某金_受〔2026〕1号.pdf']);
    const saved = join(folder, '受理通知书-某金_受〔2026〕1号.pdf');
    expect(readFileSync(saved).equals(pdf)).toBe(true);
    expect(statSync(saved).mode & 0o077).toBe(0);
  });
});
