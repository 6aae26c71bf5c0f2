/** Work in other hands: many tasks, other due dates, cases that go to another branch. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { ok, staffDesk } from './world/staff.ts';

const place = world();
const desk = staffDesk(place);
const { clerk, supervisor, today, right, joined, taskOf } = desk;

describe('work in other hands', () => {
  it('everything of somebody goes over at once, exactly as it was seen', async () => {
    const [from, to] = [
      await joined([right('clerk', 'sy-hall')]),
      await joined([right('clerk', 'sy-hall')]),
    ];
    const tasks = [await taskOf(), await taskOf(), await taskOf()];
    for (const { id, version } of tasks) ok(await from.api.post(`/tasks/${id}:claim`, { version }));
    const held = await supervisor().get(`/tasks?holder=${from.staff}&limit=100`);
    const chosen = held.list('items').map(({ id, version }) => ({ id, version }));
    expect(chosen).toHaveLength(3);
    const stale = tasks[0]!;
    ok(await from.api.post(`/tasks/${stale.id}:release`, { version: stale.version + 1 }));
    const body = { tasks: chosen, staff: to.staff, reason: '休产假' };
    const key = randomUUID();
    const told = ok(await supervisor().post('/tasks:assign', { body, key }));
    expect(told.body).toMatchObject({ moved: 2, summary: '共3件：2件已改派，1件未能改派。' });
    const items = told.list('items');
    expect(items.map(({ id }) => id)).toEqual(chosen.map(({ id }) => id));
    expect(items.find(({ id }) => id === stale.id)).toMatchObject({
      ...{ moved: false, code: 'version-conflict', task: { claimedBy: null } },
    });
    const replayed = await supervisor().post('/tasks:assign', { body, key });
    expect(replayed.body).toEqual(told.body);
    const events = await supervisor().get(`/cases/${tasks[1]!.caseId}/events?limit=100`);
    expect(events.list('items').at(-1)).toMatchObject({
      ...{ kind: 'task-assigned', public: { from: from.staff, to: to.staff } },
      content: { reason: '休产假' },
    });
  });

  it('has another due date with a reason, in the version that was seen', async () => {
    const { id, version } = await taskOf();
    const seen = await supervisor().get(`/tasks/${id}`);
    // The supplement that the case waits for ends with a day of its own.
    expect(seen.string('latestDueOn')).toBe('2027-01-04');
    const due = (dueOn: string, at = version) =>
      supervisor().post(`/tasks/${id}:due`, { version: at, body: { dueOn, reason: '申请人约定' } });
    expect((await due('2027-01-05')).body).toMatchObject({ code: 'action-not-permitted' });
    expect(ok(await due('2027-01-04')).body).toMatchObject({
      ...{ dueOn: '2027-01-04', dueBy: 'sun-zhuguan', version: version + 1 },
    });
    expect((await due('2027-01-03')).body).toMatchObject({ code: 'version-conflict' });
  });

  it('that is overdue stands with the supervisor by itself, the gravest day first', async () => {
    const { id, caseId } = await taskOf();
    const escalated = async () =>
      (await supervisor().get('/tasks?escalated=true&limit=100'))
        .list('items')
        .find((one) => one['id'] === id);
    const set = (column: 'due_on' | 'promised_on', day: string) =>
      place.owner.query(`update "case" set ${column} = $2 where id = $1`, [caseId, day]);
    expect(await escalated()).toBeUndefined();
    await place.owner.query('update task set due_on = $2 where id = $1', [id, today()]);
    expect(await escalated()).toBeUndefined();
    await place.owner.query('update task set due_on = $2 where id = $1', [
      id,
      addDays(today(), -1),
    ]);
    expect(await escalated()).toMatchObject({ escalation: { level: 'task', days: 1 } });
    await set('promised_on', addDays(today(), -2));
    expect(await escalated()).toMatchObject({ escalation: { level: 'promise', days: 2 } });
    await set('due_on', addDays(today(), -3));
    expect(await escalated()).toMatchObject({
      escalation: {
        level: 'law',
        sentence: expect.stringMatching(/^已超过法定期限（.*）3天，请主管处理。$/) as string,
      },
    });
  });
});

describe('a hand-over', () => {
  const handOver = (id: string, version: number, branch: string, api = supervisor()) =>
    api.post(`/cases/${id}/actions/hand-over`, { version, body: { branch, reason: '申请人迁居' } });

  it('takes the case and its tasks to the other branch, with a task that tells of it', async () => {
    const { id, version } = await startCase(clerk());
    const bank = place.as('wang-guiyuan');
    expect((await bank.get(`/cases/${id}`)).status).toBe(404);
    const told = ok(await handOver(id, version, 'sy-bank'));
    expect(told.body).toMatchObject({ branch: 'sy-bank', version: version + 1 });
    expect((await clerk().get(`/cases/${id}`)).status).toBe(404);
    const tasks = (await bank.get(`/cases/${id}`)).list('tasks');
    expect(tasks.map(({ kind, branch }) => [kind, branch]).sort()).toEqual([
      ['supplement', 'sy-bank'],
      ['take-over', 'sy-bank'],
    ]);
    const note = tasks.find(({ kind }) => kind === 'take-over')!;
    const noted = await bank.post(`/tasks/${String(note['id'])}:acknowledge`, {
      version: Number(note['version']),
    });
    expect(ok(noted).body).toMatchObject({ closedBy: 'wang-guiyuan' });
    const events = await bank.get(`/cases/${id}/events?limit=100`);
    expect(events.list('items').map(({ sentence }) => sentence)).toContain(
      '主管将业务由“sy-hall”移交“sy-bank”办理。',
    );
  });

  it('is refused to a clerk, to another center, to a closed branch and to where the case is', async () => {
    const { id, version } = await startCase(clerk());
    expect((await handOver(id, version, 'sy-bank', clerk())).body).toMatchObject({
      code: 'not-authorized',
    });
    expect((await handOver(id, version, 'dl-hall')).body).toMatchObject({
      ...{ code: 'input-invalid', errors: [{ pointer: '#/branch' }] },
    });
    expect((await handOver(id, version, 'sy-hall')).body).toMatchObject({
      code: 'action-not-permitted',
    });
    await place.owner.query(`update branch set active = false where id = 'sy-bank'`);
    expect((await handOver(id, version, 'sy-bank')).body).toMatchObject({ code: 'input-invalid' });
    await place.owner.query(`update branch set active = true where id = 'sy-bank'`);
  });

  it('leaves a channel what it brought, and a claim with whoever works in both branches', async () => {
    const channel = place.as('channel-bank');
    const { id, version, told } = await startCase(channel);
    const both = await joined([right('clerk', null)]);
    const { rows } = await place.owner.query<{ id: string; version: number }>(
      'select id, version from task where case_id = $1',
      [id],
    );
    const [task] = rows;
    ok(await both.api.post(`/tasks/${task!.id}:claim`, { version: task!.version }));
    ok(await handOver(id, version, 'sy-hall'));
    const seen = ok(await channel.get(`/cases/${id}`));
    expect(seen.at('number')).toBe(told.at('number'));
    expect(seen.text).not.toContain('take-over');
    const events = ok(await channel.get(`/cases/${id}/events?limit=100`));
    expect(events.list('items').at(-1)).toMatchObject({
      sentence: '业务已转由本中心其他网点办理。',
    });
    const withdrawn = await channel.post(`/cases/${id}/actions/withdraw`, {
      ...{ version: version + 1, body: { reason: '申请人要求' } },
    });
    ok(withdrawn);
    expect((await supervisor().get(`/tasks/${task!.id}`)).at('claimedBy')).toBe(both.staff);
  });

  it('answers a supervisor of one branch with what they knew, and shows no more of it', async () => {
    const { api } = await joined([right('supervisor', 'sy-hall')]);
    const { id, version } = await startCase(clerk());
    const told = ok(await handOver(id, version, 'sy-bank', api));
    expect(told.body).toMatchObject({ id, version: version + 1, tasks: [], actions: [] });
    expect((await api.get(`/cases/${id}`)).status).toBe(404);
  });

  it('is heard of in both branches', async () => {
    const heard: string[] = [];
    const stop = place.deps.feed.subscribe((news) => {
      if (news.kind === 'task') heard.push(`${news.case} ${news.branch ?? ''}`);
    });
    const { id, version } = await startCase(clerk());
    heard.length = 0;
    ok(await handOver(id, version, 'sy-bank'));
    await expect
      .poll(() => heard)
      .toEqual(expect.arrayContaining([`${id} sy-hall`, `${id} sy-bank`]));
    stop();
  });
});
