/** 暂缓办理: a case put aside with a reason and a last day, back by itself, and what ends it before. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../../src/domain/calendar.ts';
import { startCase } from './world/cases.ts';
import type { Api } from './world/client.ts';
import { world } from './world/index.ts';
import { ok, staffDesk } from './world/staff.ts';

const place = world();
const { clerk, supervisor, today, taskOf } = staffDesk(place);
const DAY_MS = 86_400_000;
const ahead = place.clock.ahead;
afterEach(() => {
  place.clock.ahead = ahead;
});

type Body = Readonly<Record<string, unknown>>;

const until = (days = 3) => addDays(today(), days);
const REASON = { reason: '申请人已补交' };

interface By {
  readonly api?: Api;
  readonly key?: string;
}

function pause(id: string, version: number, more: Body = {}, by: By = {}) {
  const { api = clerk(), key = randomUUID() } = by;
  const body = { reasonCode: 'other-department', note: '等公安部门答复', until: until(), ...more };
  return api.post(`/cases/${id}:pause`, { version, body, key });
}

function resume(id: string, version: number, api = clerk(), key = randomUUID()) {
  return api.post(`/cases/${id}:resume`, { version, body: REASON, key });
}

async function aside(more: Body = {}) {
  const task = await taskOf();
  const version = (await clerk().get(`/cases/${task.caseId}`)).number('version');
  ok(await pause(task.caseId, version, more));
  return { ...task, version };
}

const idsOf = async (query: string, api = clerk()) =>
  (await api.get(`/tasks?limit=100&${query}`)).list('items').map(({ id }) => id);
const counts = async (api = clerk()) =>
  (await api.get('/tasks:counts')).body as Readonly<Record<string, number>>;
const standing = async (id: string) => (await clerk().get(`/cases/${id}`)).at('pause.standing');
const pauseEvents = async (id: string, api: Api = supervisor()) =>
  (await api.get(`/cases/${id}/events?limit=100`))
    .list('items')
    .filter(({ kind }) => kind === 'case-paused' || kind === 'case-resumed');
const due = (id: string, day: string) =>
  place.owner.query('update "case" set due_on = $2 where id = $1', [id, day]);

describe('a case that is put aside', () => {
  it('tells why, by whom and until when, and keeps its version', async () => {
    const { caseId, version } = await aside();
    const told = await clerk().get(`/cases/${caseId}`);
    expect(told.body).toMatchObject({
      version,
      aside: { reasonCode: 'other-department', reasonTitle: '等其他部门答复', until: until() },
      pause: {
        allowed: true,
        standing: { by: 'lin-guiyuan', note: '等公安部门答复', until: until() },
      },
    });
    expect(await pauseEvents(caseId)).toMatchObject([
      {
        kind: 'case-paused',
        actor: 'lin-guiyuan',
        sentence: expect.stringMatching(
          /^暂缓办理至.*，事由：等其他部门答复；各项期限照常计算。$/,
        ) as string,
        reason: '等公安部门答复',
      },
    ]);
    const list = (await clerk().get('/cases?limit=100')).list('items');
    expect(list.find(({ id }) => id === caseId)).toMatchObject({ aside: { until: until() } });
    const { rows } = await place.owner.query<{ note: string }>(
      'select note from case_pause where case_id = $1',
      [caseId],
    );
    expect(rows[0]!.note).toMatch(/^v1\./);
    expect(place.log.join('\n')).not.toContain('公安部门');
  });

  it('leaves the queues and what is to be done until its last day is over, and is found by the filter', async () => {
    const before = await counts();
    const { caseId, id } = await aside();
    const gone = async () => ({
      queue: (await idsOf('')).includes(id),
      claimable: (await idsOf('claimable=true')).includes(id),
      filter: (await idsOf('aside=true')).includes(id),
      next: (await clerk().get('/tasks:next')).at('task.id') === id,
    });
    const away = { queue: false, claimable: false, filter: true, next: false };
    expect(await gone()).toEqual(away);
    const now = await counts();
    expect(now['all']).toBe(before['all']);
    expect(now['claimable']).toBe(before['claimable']);
    expect(now['aside']).toBe(before['aside']! + 1);
    // The day before its last one, and its last one.
    for (const days of [2, 3]) {
      place.clock.ahead = ahead + days * DAY_MS;
      expect(await gone(), String(days)).toEqual(away);
      expect(await standing(caseId)).not.toBeNull();
    }
    place.clock.ahead = ahead + 4 * DAY_MS;
    expect(await gone()).toMatchObject({ queue: true, claimable: true, filter: false });
    expect(await standing(caseId)).toBeNull();
    expect((await counts())['aside']).toBe(0);
    // It may be put aside again; of the one that was over nothing is told.
    const version = (await clerk().get(`/cases/${caseId}`)).number('version');
    ok(await pause(caseId, version, { until: until() }));
    expect((await pauseEvents(caseId)).map(({ kind }) => kind)).toEqual([
      'case-paused',
      'case-paused',
    ]);
  });

  it('is never the next task, also one assigned to the caller', async () => {
    const { id, version, caseId } = await taskOf();
    const body = { staff: 'lin-guiyuan', reason: '请办理' };
    ok(await supervisor().post(`/tasks/${id}:assign`, { version, body }));
    expect((await idsOf('mine=true')).includes(id)).toBe(true);
    const held = await supervisor().get('/staff/lin-guiyuan');
    ok(await pause(caseId, (await clerk().get(`/cases/${caseId}`)).number('version')));
    const [next, mine] = [await clerk().get('/tasks:next'), await idsOf('mine=true')];
    expect([next.at('task.id') === id, mine.includes(id)]).toEqual([false, false]);
    const now = await supervisor().get('/staff/lin-guiyuan');
    expect(now.number('openTasks')).toBe(held.number('openTasks') - 1);
    expect(now.number('asideTasks')).toBe(held.number('asideTasks') + 1);
    // Whoever hands work over hands all of it over.
    expect(await idsOf('holder=lin-guiyuan', supervisor())).toContain(id);
  });

  it('stays late where it is late', async () => {
    const { id } = await aside({ until: until(30) });
    const before = (await counts())['overdue']!;
    await place.owner.query('update task set due_on = $2 where id = $1', [id, until(-1)]);
    expect((await counts())['overdue']).toBe(before + 1);
    for (const query of ['overdue=true', 'escalated=true']) {
      expect(await idsOf(query), query).toContain(id);
    }
    expect(await idsOf('overdue=true&aside=false')).not.toContain(id);
    const board = ok(await supervisor().get('/supervision'));
    expect(board.list('tasks').find(({ role }) => role === 'clerk')).toMatchObject({
      overdue: before + 1,
    });
  });

  it('keeps a task aside that is opened meanwhile', async () => {
    const { caseId } = await aside();
    await place.engine.move(caseId, {
      tasks: { open: [{ kind: 'review', role: 'reviewer', workingDays: 5, ownBranch: false }] },
    });
    const tasks = (await clerk().get(`/cases/${caseId}`)).list('tasks');
    const opened = tasks.find(({ kind }) => kind === 'review');
    expect(opened).toMatchObject({ asideUntil: until() });
    expect(await idsOf('', place.as('zhao-fuhe'))).not.toContain(opened!['id']);
  });
});

describe('putting a case aside', () => {
  it('is refused without a day ahead, or beyond the last day of the law, which is named', async () => {
    const { id, version } = await startCase(clerk());
    const refused = async (more: Body) => (await pause(id, version, more)).body;
    const field = (pointer: string) => ({ code: 'input-invalid', errors: [{ pointer }] });
    expect(await refused({ until: today() })).toMatchObject(field('#/until'));
    expect(await refused({ until: until(366) })).toMatchObject(field('#/until'));
    expect(await refused({ reasonCode: 'other', note: undefined })).toMatchObject(field('#/note'));
    expect(await refused({ reasonCode: 'holiday' })).toMatchObject(field('#/reasonCode'));
    await due(id, until(5));
    expect(await refused({ until: until(6) })).toMatchObject({
      ...{ ...field('#/until'), clause: 'regulation-25' },
      detail: `暂缓不能超过本业务的法定期限（${until(5)}）。`,
    });
    ok(await pause(id, version, { until: until(5) }));
    ok(await resume(id, version));
    await due(id, today());
    expect(await refused({ until: until(1) })).toMatchObject({
      ...{ clause: 'regulation-25', code: 'input-invalid' },
      detail: `本业务的法定期限（${today()}）是今天或者已经过去，不能暂缓。`,
    });
  });

  it('is refused of a case that is over, is aside, or has moved on', async () => {
    const { id, version } = await startCase(clerk());
    expect((await pause(id, version + 1)).body).toMatchObject({ code: 'version-conflict' });
    ok(await pause(id, version));
    expect((await pause(id, version)).body).toMatchObject({ code: 'action-not-permitted' });
    ok(await resume(id, version));
    expect((await resume(id, version)).body).toMatchObject({ code: 'action-not-permitted' });
    ok(await clerk().post(`/cases/${id}/actions/withdraw`, { version, body: REASON }));
    const over = await pause(id, version + 1, {}, { api: supervisor() });
    expect(over.body).toMatchObject({
      ...{ code: 'action-not-permitted', detail: '该业务已经办结，不能暂缓。' },
    });
  });

  it('is for whoever may do a task of it, or a supervisor; others see nothing of it', async () => {
    const others = ['wang-guiyuan', 'dl-guiyuan', 'dl-zhuguan'];
    const before = await Promise.all(others.map((other) => counts(place.as(other))));
    const { caseId, id, version } = await aside();
    expect((await resume(caseId, version, place.as('zhao-fuhe'))).body).toMatchObject({
      code: 'not-authorized',
    });
    for (const [n, other] of others.entries()) {
      const api = place.as(other);
      expect((await pause(caseId, version, {}, { api })).status, other).toBe(404);
      expect((await resume(caseId, version, api)).status, other).toBe(404);
      expect(await idsOf('aside=true', api), other).not.toContain(id);
      expect(await counts(api), other).toEqual(before[n]);
    }
    ok(await resume(caseId, version, supervisor()));
  });

  it('shows a channel nothing of it', async () => {
    const channel = place.as('channel-terminal');
    const { id, version } = await startCase(channel);
    ok(await pause(id, version));
    const seen = ok(await channel.get(`/cases/${id}`));
    expect(seen.body).toMatchObject({ aside: null, pause: null });
    expect(seen.text).not.toContain('公安');
    expect((await pauseEvents(id, channel)).length).toBe(0);
  });

  it('is done once under one key, and so is taking it up', async () => {
    const { id, version } = await startCase(clerk());
    const [key, other] = [randomUUID(), randomUUID()];
    const first = ok(await pause(id, version, {}, { key }));
    expect((await pause(id, version, {}, { key })).body).toEqual(first.body);
    // The answer was lost, and what it was to be kept under, too.
    await place.owner.query('delete from web.idempotency');
    expect(ok(await pause(id, version, {}, { key })).at('pause.standing')).not.toBeNull();
    const resumed = ok(await resume(id, version, clerk(), other));
    expect((await resume(id, version, clerk(), other)).body).toEqual(resumed.body);
    expect((await pauseEvents(id)).map(({ kind }) => kind)).toEqual([
      'case-paused',
      'case-resumed',
    ]);
    // The first request, repeated late, puts nothing aside again.
    await place.owner.query('delete from web.idempotency');
    expect(ok(await pause(id, version, {}, { key })).at('pause.standing')).toBeNull();
  });
});

describe('a case is taken up', () => {
  it('with a reason, before its last day', async () => {
    const { caseId, id, version } = await aside();
    const told = ok(await resume(caseId, version));
    expect(told.body).toMatchObject({ aside: null, pause: { standing: null } });
    expect(await idsOf('')).toContain(id);
    expect((await pauseEvents(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'case-resumed', actor: 'lin-guiyuan', reason: REASON.reason },
      public: { cause: 'resumed' },
    });
  });

  it('by any act of a person on it, in whose name it ends', async () => {
    const { caseId, version } = await aside();
    const body = { branch: 'sy-bank', reason: '申请人迁居' };
    ok(await supervisor().post(`/cases/${caseId}/actions/hand-over`, { version, body }));
    expect((await pauseEvents(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'case-resumed', actor: 'sun-zhuguan', public: { cause: 'act' } },
    });
    const { rows } = await place.owner.query(
      'select ended_by from case_pause where case_id = $1 and ended_at is not null',
      [caseId],
    );
    expect(rows).toEqual([{ ended_by: 'sun-zhuguan' }]);
  });

  it('by a new stage, and not by news that leave the stage', async () => {
    const { caseId, id } = await aside();
    await place.engine.move(caseId, { events: [{ kind: 'rechecked' }] });
    await place.engine.move(caseId, { stage: { at: 'incomplete' } });
    expect(await standing(caseId)).not.toBeNull();
    await place.engine.move(caseId, { stage: { at: 'checking' } });
    expect(await standing(caseId)).toBeNull();
    expect((await pauseEvents(caseId)).at(-1)).toMatchObject({
      ...{ kind: 'case-resumed', actor: 'system', public: { cause: 'stage' } },
    });
    expect(await idsOf('')).toContain(id);
  });

  it('not by claiming a task of it, or a note', async () => {
    const { caseId, id, ...task } = await aside();
    const { version } = (await clerk().get(`/tasks/${id}`)).body as { version: number };
    ok(await clerk().post(`/tasks/${id}:claim`, { version }));
    ok(await clerk().post(`/cases/${caseId}/notes`, { body: { text: '已去电' } }), 201);
    expect(await standing(caseId)).not.toBeNull();
    ok(await resume(caseId, task.version));
  });
});
