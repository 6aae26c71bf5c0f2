/** Standing questions: whoever follows a view of cases is told what comes into it, and no more. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { startCase } from './world/cases.ts';
import type { Api } from './world/client.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const supervisor = () => place.as('sun-zhuguan');

async function view(api: Api, query: Record<string, string>, more: object = {}): Promise<string> {
  const body = { name: '我关心的', query: { page: 'cases', ...query }, ...more };
  return (await api.post('/views', { body })).string('id');
}

async function followed(api: Api, query: Record<string, string>, more: object = {}) {
  const id = await view(api, query, more);
  const told = await api.post(`/views/${id}:follow`);
  expect(told.status, told.text).toBe(200);
  return id;
}

const newsOf = async (api: Api, id: string) =>
  (await api.get(`/views/${id}/news`)).list('items').map((one) => one['id']);

describe('following a view of cases', () => {
  it('tells what came into it since, not what was in it before', async () => {
    const before = await startCase(clerk());
    const id = await followed(clerk(), { open: 'true' });
    expect(await newsOf(clerk(), id)).toEqual([]);
    const after = await startCase(clerk());
    const news = await clerk().get(`/views/${id}/news`);
    expect(news.list('items').map((one) => one['id'])).toEqual([after.id]);
    expect(news.body).toMatchObject({ news: 1, full: false, problem: null });
    expect(news.text).not.toContain(before.id);
    const list = await clerk().get('/views:followed');
    expect(
      list.list('items').find((one) => (one['view'] as { id: string }).id === id),
    ).toMatchObject({
      news: 1,
    });
    expect((await clerk().get('/views')).list('items')).toContainEqual(
      expect.objectContaining({ id, following: true }),
    );
  });

  it('tells what comes in because time went by', async () => {
    const { id: late } = await startCase(clerk());
    const id = await followed(clerk(), { age: '30d+' });
    await place.owner.query(
      `update "case" set opened_at = opened_at - interval '31 days' where id = $1`,
      [late],
    );
    expect(await newsOf(clerk(), id)).toEqual([late]);
  });

  it('is over for exactly what was noted; what came in meanwhile stays new', async () => {
    const id = await followed(clerk(), { open: 'true' });
    const [seen, meanwhile] = [await startCase(clerk()), await startCase(clerk())];
    const note = { body: { cases: [seen.id] } };
    const told = await clerk().post(`/views/${id}/news:note`, note);
    expect(told.body).toMatchObject({ news: 1 });
    expect(await newsOf(clerk(), id)).toEqual([meanwhile.id]);
    // Twice is once; and a case that is not in the view is not remembered.
    await clerk().post(`/views/${id}/news:note`, note);
    await clerk().post(`/views/${id}/news:note`, { body: { cases: [randomUUID()] } });
    expect(await newsOf(clerk(), id)).toEqual([meanwhile.id]);
  });

  it('tells of a case again that left the view and came back', async () => {
    const { id: one } = await startCase(clerk());
    const id = await followed(clerk(), { stage: 'deferred' });
    const stage = (at: string) =>
      place.owner.query('update "case" set stage = $2 where id = $1', [one, at]);
    await stage('deferred');
    expect(await newsOf(clerk(), id)).toEqual([one]);
    await clerk().post(`/views/${id}/news:note`, { body: { cases: [one] } });
    expect(await newsOf(clerk(), id)).toEqual([]);
    await stage('checking');
    // The console looks by itself; nobody has to take note of anything in between.
    await clerk().get('/views:followed');
    await stage('deferred');
    expect(await newsOf(clerk(), id)).toEqual([one]);
  });

  it('goes on from what is known when it is followed twice, and starts anew after an end', async () => {
    const id = await followed(clerk(), { open: 'true' });
    const { id: one } = await startCase(clerk());
    expect((await clerk().post(`/views/${id}:follow`)).body).toMatchObject({ news: 1 });
    for (let times = 0; times < 2; times++) {
      expect((await clerk().post(`/views/${id}:unfollow`)).status).toBe(204);
    }
    expect((await clerk().get(`/views/${id}/news`)).status).toBe(404);
    await clerk().post(`/views/${id}:follow`);
    expect(await newsOf(clerk(), id)).not.toContain(one);
  });
});

describe('what a follower may see', () => {
  it('is what they may see now: each of two followers is told of their own branch', async () => {
    const query = { open: 'true', page: 'cases' };
    const shared = await view(supervisor(), query, { shared: true, branch: null });
    const bank = place.as('wang-guiyuan');
    for (const api of [clerk(), bank]) await api.post(`/views/${shared}:follow`);
    const hall = await startCase(clerk());
    const other = await startCase(bank);
    expect(await newsOf(clerk(), shared)).toEqual([hall.id]);
    expect(await newsOf(bank, shared)).toEqual([other.id]);
  });

  it('ends at once with the right', async () => {
    const id = await followed(place.as('wang-guiyuan'), { open: 'true' });
    const { id: one } = await startCase(place.as('wang-guiyuan'));
    expect(await newsOf(place.as('wang-guiyuan'), id)).toEqual([one]);
    const moved = (to: string) =>
      place.owner.query(`update staff_scope set branch = $1 where staff = 'wang-guiyuan'`, [to]);
    await moved('sy-hall');
    expect(await newsOf(place.as('wang-guiyuan'), id)).not.toContain(one);
    await moved('sy-bank');
  });

  it('does not reach views of others, views of tasks, or filters that mean nothing', async () => {
    const own = await view(supervisor(), {});
    expect((await clerk().post(`/views/${own}:follow`)).status).toBe(404);
    expect((await clerk().post(`/views/${randomUUID()}:follow`)).status).toBe(404);
    const rejected: readonly Record<string, string>[] = [
      { page: 'work' },
      { mystery: '1' },
      { age: 'old' },
    ];
    for (const query of rejected) {
      const told = await clerk().post(`/views/${await view(clerk(), query)}:follow`);
      expect(told.status, JSON.stringify(query)).toBe(422);
      expect(told.body).toMatchObject({ errors: [{ pointer: 'path/id' }] });
    }
  });

  it('is told why nothing can be told, when the filters have lost their meaning since', async () => {
    const id = await followed(clerk(), { open: 'true' });
    await place.owner.query('update web.saved_view set query = $2 where id = $1', [
      id,
      { page: 'cases', waitAge: 'gone' },
    ]);
    const told = await clerk().get(`/views/${id}/news`);
    expect(told.body).toMatchObject({ news: 0, items: [], problem: expect.any(String) as string });
  });

  it('is stored as case ids and nothing else, and goes with the view', async () => {
    const id = await followed(clerk(), { open: 'true' });
    const { rows } = await place.owner.query<{ known: readonly string[] }>(
      'select known from web.followed_view where view = $1',
      [id],
    );
    expect(rows[0]?.known.every((one) => /^[0-9a-f-]{36}$/.test(one))).toBe(true);
    await clerk().delete(`/views/${id}`);
    const left = await place.owner.query('select from web.followed_view where view = $1', [id]);
    expect(left.rowCount).toBe(0);
  });

  it('has a limit in views', async () => {
    const reviewer = place.as('zhao-fuhe');
    const ids = [];
    for (let count = 0; count < 20; count++) {
      ids.push(await followed(reviewer, { overdue: 'true' }));
    }
    const beyond = await view(reviewer, { overdue: 'true' });
    expect((await reviewer.post(`/views/${beyond}:follow`)).status).toBe(422);
    await reviewer.post(`/views/${ids[0] ?? ''}:unfollow`);
    expect((await reviewer.post(`/views/${beyond}:follow`)).status).toBe(200);
  });

  it('is refused for more than a thousand cases, and said where it has grown so since', async () => {
    const { id: one } = await startCase(clerk());
    const wide = { submittedBy: 'lin-guiyuan', stage: 'in review' };
    const before = await followed(supervisor(), wide);
    await place.owner.query('alter table "case" disable trigger user');
    await place.owner.query(
      `insert into "case" (id, number, center, branch, type, person, stage, version, channel,
         submitted_by, opened_at, updated_at)
       select gen_random_uuid(), 'KX' || n, center, branch, type, person, 'in review', 1, channel,
         submitted_by, opened_at - n * interval '1 minute', updated_at
       from "case", generate_series(1, 1001) n where id = $1`,
      [one],
    );
    await place.owner.query('alter table "case" enable trigger user');
    const told = await supervisor().post(`/views/${await view(supervisor(), wide)}:follow`);
    expect(told.status).toBe(422);
    expect(told.text).toContain('超过1000件');
    const news = await supervisor().get(`/views/${before}/news`);
    expect(news.body).toMatchObject({ news: 1000, total: 1000, full: true });
    expect(news.list('items')).toHaveLength(100);
  });
});
