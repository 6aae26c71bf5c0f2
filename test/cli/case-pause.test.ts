/** `anju case pause` and `anju case resume`: what they ask, and how they end. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CASE_ID, caseBody, environment, problem, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (...args: readonly string[]): Promise<Ran> => run(args, env);
const last = () => api.asked.at(-1)!;

const standing = {
  ...{ reasonCode: 'other-department', reasonTitle: '等其他部门答复', until: '2026-12-01' },
  ...{ by: 'lin-guiyuan', byName: '林柜员', at: '2026-11-23T02:00:00.000Z', note: '等公安答复' },
};

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
  api.on(`GET /cases/${CASE_ID}`, { body: caseBody() });
});
afterEach(() => api.close());

const PAUSE = ['case', 'pause', CASE_ID, '--reason', 'other-department', '--until', '2026-12-01'];

it('puts a case aside in the version it saw, and tells until when', async () => {
  const body = { ...caseBody(), pause: { allowed: true, standing } };
  api.on(`POST /cases/${CASE_ID}:pause`, { body });
  const { code, stdout } = await anju(...PAUSE, '--note', '等公安答复', '--key', 'own');
  expect(code).toBe(0);
  expect(last().json).toEqual({
    ...{ reasonCode: 'other-department', until: '2026-12-01', note: '等公安答复' },
  });
  expect(last().headers).toMatchObject({ 'if-match': '"v4"', 'idempotency-key': 'own' });
  expect(stdout).toContain('至 2026-12-01，等其他部门答复（林柜员');
  expect(stdout).toContain('等公安答复');
});

it('leaves the note out where there is none, and takes a version that is given', async () => {
  api.on(`POST /cases/${CASE_ID}:pause`, { body: caseBody() });
  expect((await anju(...PAUSE, '--if-version', '3')).code).toBe(0);
  expect(last().json).toEqual({ reasonCode: 'other-department', until: '2026-12-01' });
  expect(last().headers['if-match']).toBe('"v3"');
});

it('refuses a reason that is none before it asks anything', async () => {
  const { code, stderr } = await anju(
    ...['case', 'pause', CASE_ID, '--reason', 'holiday', '--until', '2026-12-01'],
  );
  expect(code).toBe(2);
  expect(stderr).toContain('只能是 applicant, other-department');
  expect(api.asked).toEqual([]);
});

it('ends with the refusal of a day beyond the law’s', async () => {
  const detail = '暂缓不能超过本业务的法定期限（2026-11-30）。';
  api.on(`POST /cases/${CASE_ID}:pause`, problem(422, 'input-invalid', { detail }));
  const { code, stderr } = await anju(...PAUSE);
  expect(code).toBe(2);
  expect(stderr).toContain(detail);
});

it('takes a case up again with a reason', async () => {
  api.on(`POST /cases/${CASE_ID}:resume`, { body: caseBody() });
  expect((await anju('case', 'resume', CASE_ID, '--reason', '已答复')).code).toBe(0);
  expect(last().json).toEqual({ reason: '已答复' });
  expect(last().headers['if-match']).toBe('"v4"');
});

it('marks what is aside in the lists, and asks for those tasks alone', async () => {
  const aside = { reasonCode: 'applicant', reasonTitle: '等申请人补充', until: '2026-12-01' };
  api.on('GET /cases', { body: { items: [{ ...caseBody(), aside }], nextCursor: null } });
  expect((await anju('case', 'list')).stdout).toContain('（暂缓至2026-12-01）');
  const task = { id: CASE_ID, dueOn: '2026-11-25', asideUntil: '2026-12-01' };
  api.on('GET /tasks', { body: { items: [task], nextCursor: null } });
  const { stdout } = await anju('task', 'list', '--aside');
  expect(last().query).toEqual({ aside: 'true' });
  expect(stdout).toContain('2026-11-25（暂缓至2026-12-01）');
});
