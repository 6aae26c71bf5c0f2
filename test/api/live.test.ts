/** Live screens: server-sent events of a case and of a task list. */
import { describe, expect, it } from 'vitest';
import { newsIn } from '../../src/api/feed.ts';
import { startCase } from './world/cases.ts';
import { openStream } from './world/stream.ts';
import { world } from './world/index.ts';

const place = world({ limits: { heartbeatMs: 150, streamsMax: 3 } });

const open = (staff: string, path: string, lastEventId?: string) =>
  openStream(place, staff, path, lastEventId);
const clerk = () => place.as('lin-guiyuan');

describe('the stream of a case', () => {
  it('tells where the case stands, then every change, with the version as its id', async () => {
    const { id, version } = await startCase(clerk());
    const stream = await open('lin-guiyuan', `/cases/${id}/stream`);
    expect([stream.status, stream.type]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const first = await stream.next(({ event }) => event === 'case');
    expect(first).toEqual({ id: String(version), event: 'case', data: { id, version } });
    await clerk().post(`/cases/${id}/actions/withdraw`, { version, body: { reason: '撤回' } });
    const second = await stream.next((event) => event.id === String(version + 1));
    expect(second.data).toEqual({ id, version: version + 1 });
    stream.close();
  });

  it('goes on where the browser left off: what it has seen is not told again', async () => {
    const { id, version } = await startCase(clerk());
    const stream = await open('lin-guiyuan', `/cases/${id}/stream`, String(version));
    await clerk().post(`/cases/${id}/actions/withdraw`, { version, body: { reason: '撤回' } });
    const first = await stream.next(({ event }) => event === 'case');
    expect(first.id).toBe(String(version + 1));
    stream.close();
    const late = await open('lin-guiyuan', `/cases/${id}/stream`, String(version));
    expect((await late.next(({ event }) => event === 'case')).id).toBe(String(version + 1));
    late.close();
  });

  it('tells nothing of other cases, and keeps the line alive', async () => {
    const { id } = await startCase(clerk());
    const stream = await open('lin-guiyuan', `/cases/${id}/stream`);
    await stream.next(({ event }) => event === 'case');
    await startCase(clerk());
    await expect.poll(() => stream.beats(), { timeout: 5_000 }).toBeGreaterThan(2);
    stream.close();
  });

  it('is not there for whoever may not see the case', async () => {
    const { id } = await startCase(clerk());
    for (const staff of ['wang-guiyuan', 'dl-zhuguan', 'channel-terminal']) {
      const told = await place.as(staff).get(`/cases/${id}/stream`);
      expect(told.status, staff).toBe(404);
    }
  });

  it('ends when the right is taken away', async () => {
    const { id } = await startCase(place.as('wang-guiyuan'));
    const stream = await open('wang-guiyuan', `/cases/${id}/stream`);
    await stream.next(({ event }) => event === 'case');
    await place.owner.query(`update staff set active = false where id = 'wang-guiyuan'`);
    await stream.ended;
    await place.owner.query(`update staff set active = true where id = 'wang-guiyuan'`);
  });

  it('comes back after the database connection behind it was lost', async () => {
    const { id, version } = await startCase(clerk());
    const stream = await open('lin-guiyuan', `/cases/${id}/stream`);
    await stream.next(({ event }) => event === 'case');
    await place.owner
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-feed'`,
      )
      .catch(() => undefined);
    await clerk().post(`/cases/${id}/actions/withdraw`, { version, body: { reason: '撤回' } });
    const event = await stream.next((one) => one.id === String(version + 1));
    expect(event.data).toEqual({ id, version: version + 1 });
    stream.close();
  });
});

describe('the stream of tasks', () => {
  it('tells of tasks one may see, after a first word to read the list', async () => {
    const stream = await open('lin-guiyuan', '/tasks/stream');
    expect((await stream.next(() => true)).event).toBe('reload');
    const { id, told } = await startCase(clerk());
    const event = await stream.next((one) => one.event === 'task');
    expect(event.data).toEqual({ id: told.string('tasks.0.id'), case: id, role: 'clerk' });
    stream.close();
  });

  it('tells nothing of another branch or center', async () => {
    const stream = await open('dl-guiyuan', '/tasks/stream');
    await stream.next(({ event }) => event === 'reload');
    await startCase(clerk());
    const { id } = await startCase(place.as('dl-guiyuan'));
    const event = await stream.next((one) => one.event === 'task');
    expect(event.data).toMatchObject({ case: id });
    stream.close();
  });
});

describe('limits of streams', () => {
  it('let one client keep a few open, and count those that ended out', async () => {
    const streams = await Promise.all([1, 2, 3].map(() => open('li-shenji', '/tasks/stream')));
    const more = await place.as('li-shenji').get('/tasks/stream');
    expect(more.body).toMatchObject({ code: 'too-many-requests' });
    for (const stream of streams) stream.close();
    await expect
      .poll(async () => {
        const stream = await open('li-shenji', '/tasks/stream');
        stream.close();
        return stream.status;
      })
      .toBe(200);
  });
});

describe('news', () => {
  it('of another shape than agreed is passed over', () => {
    const center = '210100';
    expect(newsIn('anju_case', '{')).toBeNull();
    expect(newsIn('anju_case', '[]')).toBeNull();
    expect(newsIn('anju_case', JSON.stringify({ id: 'x', center }))).toBeNull();
    expect(
      newsIn('other', JSON.stringify({ id: 'x', center, version: 1, branch: 'b' })),
    ).toBeNull();
    expect(
      newsIn('anju_case', JSON.stringify({ id: 'x', center, version: 1, branch: 'b' })),
    ).toEqual({ kind: 'case', id: 'x', center, version: 1, branch: 'b' });
    expect(
      newsIn('anju_task', JSON.stringify({ id: 'x', case: 'c', center, branch: null, role: 'r' })),
    ).toEqual({ kind: 'task', id: 'x', case: 'c', center, branch: null, role: 'r' });
  });
});
