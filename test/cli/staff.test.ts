/** Staff desk and work in other hands: what each command asks, and how it ends. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const member = {
  ...{ id: 'wang-guiyuan', name: '王柜员', state: 'working', openTasks: 2, signedInAt: null },
  ...{ unusedDays: null, away: { to: '2026-12-04', deputy: null } },
  rights: [{ id: '7', roleTitle: '柜员', branch: 'sy-bank', from: '2026-01-01', to: null }],
  conflicts: [{ effect: 'warned', words: '同一网点兼任柜员和复核。' }],
};
const change = {
  ...{ id: CASE_ID, kindTitle: '离岗', staff: { name: '王柜员' }, stateTitle: '待另一名主管确认' },
  ...{ lines: ['最后工作日：2026年11月30日'], reason: '调离', proposedBy: { name: '孙主管' } },
  warnings: [],
};
const task = { id: CASE_ID, title: '开户复核', caseNumber: 'K1', dueOn: '2026-11-26', version: 2 };

describe('people', () => {
  it('lists them with rights, conflicts and the unused', async () => {
    api.on('GET /staff', { body: { items: [member], nextCursor: null } });
    const { stdout } = await anju('staff list --unused 90 --of-role clerk --branch sy-bank --gone');
    expect(last().query).toEqual({
      ...{ unusedDays: '90', role: 'clerk', branch: 'sy-bank', gone: 'true' },
    });
    expect(stdout).toContain('柜员（sy-bank）2026-01-01起');
    expect(stdout).toMatch(/从未登录.*从未使用.*应当避免/);
    expect(stdout).toContain('在岗，缺勤至2026-12-04');
  });

  it('shows one with everything that hangs on them', async () => {
    const body = { ...member, employeeNumber: 'A7', pastRights: [], changes: [change] };
    api.on('GET /staff/wang-guiyuan', { body });
    const { stdout } = await anju('staff show wang-guiyuan');
    expect(stdout).toContain('同一网点兼任柜员和复核');
    expect(stdout).toContain('最后工作日：2026年11月30日');
  });
});

describe('changes', () => {
  it('proposes any kind from a file and fields, with a reason', async () => {
    api.on('POST /staff/changes', { status: 201, body: change });
    const file = join(mkdtempSync(join(tmpdir(), 'anju-file-')), 'change.json');
    writeFileSync(file, JSON.stringify({ staff: 'wang-guiyuan', end: [], homeBranch: null }));
    const give = 'give:=[{"role":"reviewer","branch":null,"from":"2026-12-01","to":null}]';
    const { code, stdout } = await anju(
      `staff propose roles --file ${file} --set`,
      give,
      '--reason',
      '轮岗',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('待另一名主管确认');
    expect(last().json).toEqual({
      ...{ kind: 'roles', staff: 'wang-guiyuan', end: [], homeBranch: null, reason: '轮岗' },
      give: [{ role: 'reviewer', branch: null, from: '2026-12-01', to: null }],
    });
    expect(last().headers['idempotency-key']).toBeDefined();
  });

  it('proposes a leaver in one line', async () => {
    api.on('POST /staff/changes', { status: 201, body: change });
    const line =
      'staff leave wang-guiyuan --last-day 2026-11-30 --move-to lin-guiyuan --reason 调离';
    expect((await anju(line)).code).toBe(0);
    expect(last().json).toEqual({
      ...{ kind: 'leave', staff: 'wang-guiyuan', lastDay: '2026-11-30', atOnce: false },
      ...{ moveTo: 'lin-guiyuan', reason: '调离' },
    });
    expect((await anju('staff leave wang-guiyuan --reason 调离')).code).toBe(2);
  });

  it('are confirmed or declined, with a reason', async () => {
    api.on(`POST /staff/changes/${CASE_ID}:decide`, { body: { ...change, stateTitle: '已生效' } });
    expect((await anju(`staff confirm ${CASE_ID} --reason 一致`)).stdout).toContain('已生效');
    expect(last().json).toEqual({ approve: true, reason: '一致' });
    await anju(`staff decline ${CASE_ID} --reason 不一致`);
    expect(last().json).toEqual({ approve: false, reason: '不一致' });
  });

  it('are taken back by whoever proposed them; another person’s say is needed to decide', async () => {
    api.on(`POST /staff/changes/${CASE_ID}:withdraw`, { body: change });
    api.on(`POST /staff/changes/${CASE_ID}:decide`, problem(409, 'same-person', {}));
    await anju(`staff withdraw ${CASE_ID} --reason 提错了`);
    expect(last().json).toEqual({ reason: '提错了' });
    expect((await anju(`staff confirm ${CASE_ID} --reason 一致`)).code).toBe(5);
    expect((await anju(`staff confirm ${CASE_ID}`)).code).toBe(2);
  });
});

describe('absences', () => {
  const absence = {
    ...{ id: CASE_ID, staff: { name: '王柜员' }, from: '2026-12-01', to: '2026-12-04' },
    ...{ state: 'to-come', deputy: null, openTasks: 0 },
  };

  it('are recorded, listed and ended early', async () => {
    api.on('POST /staff/wang-guiyuan/absences', { status: 201, body: absence });
    api.on(`POST /absences/${CASE_ID}:end`, { body: { ...absence, state: 'cancelled' } });
    api.on('GET /absences', { body: { items: [absence] } });
    await anju('staff absence wang-guiyuan --from 2026-12-01 --to 2026-12-04');
    expect(last().json).toEqual({ from: '2026-12-01', to: '2026-12-04', deputy: null });
    expect((await anju('staff absences --from 2026-12-01')).stdout).toContain('未开始');
    expect((await anju(`staff back ${CASE_ID}`)).stdout).toContain('已取消');
    expect(last().json).toEqual({ lastDay: null });
    await anju(`staff back ${CASE_ID} --last-day 2026-12-02`);
    expect(last().json).toEqual({ lastDay: '2026-12-02' });
  });
});

describe('work in other hands', () => {
  it('assigns one task, or puts it back, and only with a clear word', async () => {
    api.on(`GET /tasks/${CASE_ID}`, { body: task });
    api.on(`POST /tasks/${CASE_ID}:assign`, { body: task });
    await anju(`task assign ${CASE_ID} --to zhao-fuhe --reason 休假`);
    expect(last().json).toEqual({ staff: 'zhao-fuhe', reason: '休假' });
    expect(last().headers['if-match']).toBe('"v2"');
    await anju(`task assign ${CASE_ID} --back`);
    expect(last().json).toEqual({ staff: null });
    expect((await anju(`task assign ${CASE_ID}`)).code).toBe(2);
    expect((await anju(`task assign ${CASE_ID} --to zhao --back`)).code).toBe(2);
  });

  it('moves everything of somebody: exactly the list it showed, each with its result', async () => {
    const other = { ...task, id: CASE_ID.replace(/^./, 'a'), version: 5 };
    api.on('GET /tasks', { body: { items: [task, other], nextCursor: null } });
    const told = (moved: number, detail: string | null) => ({
      body: {
        ...{ moved, summary: `共2件：${String(moved)}件已改派。` },
        items: [
          { id: task.id, moved: true, detail: null },
          { id: other.id, moved: detail === null, detail },
        ],
      },
    });
    const line = 'task move --from wang-guiyuan --to zhao-fuhe --reason 休假';
    const shown = await anju(`${line} --dry-run`);
    expect(shown.stdout).toContain(task.id);
    expect((await anju(line)).code).toBe(2);
    expect(api.asked.every(({ method }) => method === 'GET')).toBe(true);
    expect(api.asked[0]!.query).toMatchObject({ holder: 'wang-guiyuan' });
    api.on('POST /tasks:assign', told(2, null));
    expect((await anju(`${line} --yes`)).code).toBe(0);
    expect(last().json).toEqual({
      tasks: [
        { id: task.id, version: 2 },
        { id: other.id, version: 5 },
      ],
      ...{ staff: 'zhao-fuhe', reason: '休假' },
    });
    api.on('POST /tasks:assign', told(1, '该待办已被他人更新，请核对后再提交。'));
    const partly = await anju(`${line} --yes`);
    expect(partly.code).toBe(5);
    expect(partly.stdout).toContain('该待办已被他人更新');
  });

  it('moves a due date with a reason, and takes note of a hand-over', async () => {
    api.on(`GET /tasks/${CASE_ID}`, { body: task });
    api.on(`POST /tasks/${CASE_ID}:due`, problem(409, 'action-not-permitted', {}));
    api.on(`POST /tasks/${CASE_ID}:acknowledge`, { body: task });
    expect((await anju(`task due ${CASE_ID} 2027-01-01 --reason 约定`)).code).toBe(5);
    expect(last().json).toEqual({ dueOn: '2027-01-01', reason: '约定' });
    expect((await anju(`task due ${CASE_ID} 2027-01-01`)).code).toBe(2);
    expect((await anju(`task acknowledge ${CASE_ID}`)).code).toBe(0);
  });

  it('hands a case over after saying what that means', async () => {
    const action = { action: 'hand-over', title: '移交网点', allowed: true, needsReason: true };
    const body = { id: CASE_ID, version: 3, actions: [{ ...action, preview: '原网点不再可见。' }] };
    api.on(`GET /cases/${CASE_ID}`, { body });
    api.on(`POST /cases/${CASE_ID}/actions/hand-over`, { body });
    const line = `case hand-over ${CASE_ID} --to sy-bank --reason 迁居`;
    const asked = await anju(line);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toContain('原网点不再可见。');
    expect((await anju(`${line} --yes`)).code).toBe(0);
    expect(last().json).toEqual({ branch: 'sy-bank', reason: '迁居' });
    expect(last().headers['if-match']).toBe('"v3"');
  });
});
