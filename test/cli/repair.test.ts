/** `anju repair …`: what is asked, what is shown before anything is sent, and how it ends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const OBJECT = `case-${CASE_ID}`;
const move = (more: object = {}) => ({
  move: 'restart',
  title: '按业务库重新开始流程',
  via: 'repair',
  allowed: true,
  secondPerson: { needed: true, why: '须另一名主管核对。' },
  preview: {
    changes: ['重新开始一个流程。'],
    stays: ['各项期限不变。'],
    legal: '不作新的认定。',
    money: '不涉及资金。',
    proof: '流程在运行。',
  },
  ...more,
});
const page = (...moves: readonly object[]) => ({
  object: OBJECT,
  findings: [{ kind: 'no-workflow', title: '流程不在运行', sentence: '没有它的流程。', moves }],
  case: { number: 'K202611230001', stage: { title: '人工复核中' } },
});
const repair = (more: object = {}) => ({
  id: CASE_ID,
  object: OBJECT,
  move: 'restart',
  moveTitle: '按业务库重新开始流程',
  kindTitle: '流程不在运行',
  state: 'proposed',
  stateTitle: '待第二人确认',
  ...more,
});
const stuck = `GET /supervision/stuck/${OBJECT}`;

describe('repair list', () => {
  it('shows what stands still by its filters, with the moves that may be made', async () => {
    const items = [
      {
        ...{ object: OBJECT, kindTitle: '需处理', sentence: '平台没有可用答复。' },
        case: { number: 'K202611230001' },
        moves: [move({ move: 'retry-now' }), move({ move: 'wait-until', allowed: false })],
      },
    ];
    const kinds = [{ title: '没有办件进程领取', todo: ['请运维人员启动该进程。'] }];
    api.on('GET /supervision/stuck', { body: { items, kinds, truncated: true } });
    const { stdout } = await anju('repair list --kind parked --system national --branch sy-hall');
    expect(last().query).toEqual({ kind: 'parked', system: 'national', branch: 'sy-hall' });
    expect(stdout).toContain('retry-now');
    expect(stdout).not.toContain('wait-until');
    expect(stdout).toContain('没有办件进程领取：请运维人员启动该进程。');
    expect(stdout).toContain('还有更多没有列出');
  });
});

describe('repair show', () => {
  it('shows a thing with the preview of every move, by its word or by a case number', async () => {
    api.on(stuck, { body: page(move({ allowed: false, refusal: '修复须由主管办理。' })) });
    api.on('POST /cases:search', { body: { items: [{ id: CASE_ID }] } });
    for (const what of [OBJECT, 'K202611230001']) {
      const { stdout } = await anju(`repair show ${what}`);
      expect(stdout).toContain('（不能：修复须由主管办理。）');
      expect(stdout).toContain('会变：重新开始一个流程。');
      expect(stdout).toContain('资金影响：不涉及资金。');
      expect(stdout).toContain('须第二人确认：须另一名主管核对。');
    }
  });

  it('shows a repair by its id', async () => {
    api.on(`GET /supervision/repairs/${CASE_ID}`, { body: repair({ finding: '已无此情况。' }) });
    const { stdout } = await anju(`repair show ${CASE_ID}`);
    expect(stdout).toContain('待第二人确认');
    expect(stdout).toContain('已无此情况。');
  });
});

describe('repair propose', () => {
  it('sends nothing before the preview was agreed to', async () => {
    api.on(stuck, { body: page(move()) });
    const told = await anju(`repair propose ${OBJECT} --move restart --reason 流程已丢失`);
    expect(told.code).toBe(2);
    expect(told.stderr).toContain('会变：重新开始一个流程。');
    expect(api.asked.map(({ method }) => method)).toEqual(['GET']);
  });

  it('sends the kind that offers the move, its reason and what it needs', async () => {
    api.on(stuck, { body: page(move()) });
    api.on('POST /supervision/repairs', { status: 201, body: repair() });
    const line = `repair propose ${OBJECT} --move restart --reason 流程已丢失 --yes`;
    const { code, stdout } = await anju(line);
    expect(code).toBe(0);
    expect(last().json).toEqual({
      object: OBJECT,
      kind: 'no-workflow',
      move: 'restart',
      reason: '流程已丢失',
    });
    expect(last().headers['idempotency-key']).toBeDefined();
    expect(stdout).toContain('待第二人确认');
  });

  it('is refused here when the move is not safe, not allowed, or an act of the case', async () => {
    const propose = (name: string) =>
      anju(`repair propose ${OBJECT} --move ${name} --reason 试 --yes`);
    api.on(stuck, { body: page(move(), move({ move: 'enter-answer', via: 'case' })) });
    expect((await propose('rebuild')).code).toBe(5);
    const other = await propose('enter-answer');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('anju case act');
    api.on(stuck, { body: page(move({ allowed: false, refusal: '先恢复运行。' })) });
    const refused = await propose('restart');
    expect(refused.code).toBe(5);
    expect(refused.stderr).toContain('先恢复运行。');
    expect(api.asked.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('the second person', () => {
  it('confirms or declines with a reason, and never for their own proposal', async () => {
    const route = `POST /supervision/repairs/${CASE_ID}:decide`;
    api.on(route, { body: repair({ stateTitle: '待执行' }) });
    expect((await anju(`repair confirm ${CASE_ID} --reason 已核对`)).code).toBe(0);
    expect(last().json).toEqual({ approve: true, reason: '已核对' });
    await anju(`repair confirm ${CASE_ID} --decline --reason 不符`);
    expect(last().json).toEqual({ approve: false, reason: '不符' });
    api.on(route, problem(409, 'same-person', {}));
    expect((await anju(`repair confirm ${CASE_ID} --reason 自己`)).code).toBe(5);
    api.on(`POST /supervision/repairs/${CASE_ID}:withdraw`, { body: repair() });
    expect((await anju(`repair withdraw ${CASE_ID}`)).code).toBe(0);
  });
});

describe('repair watch', () => {
  const path = `GET /supervision/repairs/${CASE_ID}`;
  const states = (...bodies: readonly object[]) => {
    const left = [...bodies];
    api.on(path, () => ({ body: left.length > 1 ? left.shift() : left[0] }));
  };
  const watching = repair({ state: 'watching', stateTitle: '观察中' });

  it('ends with 0 when it recovered, a line for every change', async () => {
    states(
      watching,
      watching,
      repair({ state: 'recovered', stateTitle: '已恢复', finding: '到了。' }),
    );
    const { code, stdout } = await anju(`repair watch ${CASE_ID}`);
    expect(code).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stdout).toMatch(/观察中.*\n已恢复.*到了。\n$/);
  });

  it('ends with 6 when it did not, and says what is wrong', async () => {
    states(watching, repair({ state: 'not-recovered', stateTitle: '未恢复', finding: '又停下。' }));
    const { code, stderr } = await anju(`repair watch ${CASE_ID}`);
    expect(code).toBe(6);
    expect(stderr).toContain('未恢复');
    expect(stderr).toContain('又停下。');
  });

  it('ends after the time it was given', async () => {
    states(watching);
    expect((await anju(`repair watch ${CASE_ID} --for 1`)).code).toBe(0);
  });
});

describe('many at once', () => {
  const operation = {
    id: CASE_ID,
    state: 'proposed',
    summary: '清单已固定，共1件，确认后才会执行。',
    repair: { hash: 'a'.repeat(64), kindTitle: '需处理', moveTitle: '立即重试', twoPersons: false },
  };

  it('freezes a list and says how it is confirmed', async () => {
    api.on('POST /supervision/repairs:bulk', { status: 202, body: operation });
    api.on(`GET /operations/${CASE_ID}/rows`, {
      body: { items: [{ n: 1, object: OBJECT, caseNumber: 'K202611230001' }], nextCursor: null },
    });
    const { code, stdout } = await anju(
      'repair bulk --kind parked --move retry-now --system national --reason 平台已恢复',
    );
    expect(code).toBe(0);
    const asked = api.asked.find(({ method }) => method === 'POST');
    expect(asked?.json).toEqual({
      ...{ kind: 'parked', move: 'retry-now', system: 'national', reason: '平台已恢复' },
    });
    expect(stdout).toContain('K202611230001');
    expect(stdout).toContain(`anju operation confirm ${CASE_ID} --hash ${'a'.repeat(64)}`);
  });

  it('confirms exactly that list', async () => {
    const route = `POST /operations/${CASE_ID}:confirm`;
    api.on(route, { body: { ...operation, state: 'waiting' } });
    const { code } = await anju(`operation confirm ${CASE_ID} --hash ${'a'.repeat(64)}`);
    expect(code).toBe(0);
    expect(last().json).toEqual({ hash: 'a'.repeat(64) });
    api.on(route, problem(412, 'version-conflict', {}));
    expect((await anju(`operation confirm ${CASE_ID} --hash ${'b'.repeat(64)}`)).code).toBe(5);
  });
});

describe('repair diary', () => {
  it('tells every intervention of a month, and what recurs', async () => {
    const body = {
      items: [
        {
          ...{ at: '2026-11-23T02:30:00.000Z', title: '立即重试', caseNumber: 'K202611230001' },
          ...{ by: { id: 'sun', name: '孙主管' }, second: null, reason: '平台已恢复' },
          ...{
            outcome: '已恢复：业务已到“待签协议”。',
            later: { sentence: '业务已办结：已开户。' },
          },
        },
      ],
      summary: {
        sentence: '本月人工干预1次。',
        byKind: [{ title: '需处理', count: 1, held: 1, share: 1 }],
        bySystem: [],
        byMove: [],
      },
    };
    api.on('GET /supervision/diary', { body });
    const { stdout } = await anju('repair diary --month 2026-11');
    expect(last().query).toEqual({ month: '2026-11' });
    expect(stdout).toContain('孙主管');
    expect(stdout).toContain('本月人工干预1次。');
    expect(stdout).toContain('100%');
    expect(stdout).not.toContain('按外部系统');
  });
});
