/** `anju view …`: what each command asks, and how it ends. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CASE_ID,
  caseBody,
  environment,
  problem,
  run,
  startFakeApi,
  type FakeApi,
  type Ran,
} from './fake-api.ts';

let api: FakeApi;
const anju = (line: string): Promise<Ran> => run(line.split(' '), environment(api));
const last = () => api.asked.at(-1)!;

const id = randomUUID();
const view = {
  id,
  name: '待补正',
  query: { page: 'cases' },
  shared: true,
  own: false,
  following: false,
};
const followed = {
  view: { ...view, following: true },
  news: 1,
  total: 1000,
  full: true,
  problem: null,
  lookedAt: '2026-11-23T02:30:00.000Z',
};

beforeEach(async () => {
  api = await startFakeApi();
  api.on('GET /views', { body: { items: [view] } });
});
afterEach(() => api.close());

describe('a view', () => {
  it('is listed, and followed by its name or its id under a key', async () => {
    expect((await anju('view list')).stdout).toContain('待补正');
    api.on(`POST /views/${id}:follow`, { body: followed });
    for (const given of ['待补正', id]) {
      const { code, stdout } = await anju(`view follow ${given} --key my-own-key`);
      expect(code).toBe(0);
      expect(stdout).toContain('1000以上');
      expect(last().headers['idempotency-key']).toBe('my-own-key');
    }
    api.on(`POST /views/${id}:unfollow`, { status: 204 });
    expect((await anju(`view unfollow ${id}`)).stdout).toContain('不再关注');
  });

  it('that bears a name nobody gave, or two bear, is not guessed', async () => {
    expect((await anju('view follow 别的')).code).toBe(4);
    api.on('GET /views', { body: { items: [view, { ...view, id: randomUUID() }] } });
    const { code, stderr } = await anju('view follow 待补正');
    expect(code).toBe(4);
    expect(stderr).toContain('同名');
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('that cannot be followed ends with 2', async () => {
    api.on(`POST /views/${id}:follow`, problem(422, 'input-invalid', {}));
    expect((await anju(`view follow ${id}`)).code).toBe(2);
  });
});

describe('news', () => {
  it('are counted over all followed views', async () => {
    api.on('GET /views:followed', { body: { items: [followed], news: 1 } });
    expect((await anju('view news')).stdout).toContain('2026-11-23 10:30');
  });

  it('of one view are the cases; noted are exactly those printed, and only when asked', async () => {
    const item = { ...caseBody(), id: CASE_ID };
    api.on(`GET /views/${id}/news`, { body: { ...followed, items: [item] } });
    api.on(`POST /views/${id}/news:note`, { body: followed });
    expect((await anju(`view news ${id}`)).stdout).toContain('K202611230001');
    expect(api.asked.some(({ method }) => method === 'POST')).toBe(false);
    await anju(`view news ${id} --note`);
    expect(last().json).toEqual({ cases: [CASE_ID] });
  });
});

describe('keeping views', () => {
  it('saves filters as addresses have them, under a key', async () => {
    api.on('POST /views', { status: 201, body: view });
    const { code } = await anju('view save 待补正 --where stage=incomplete overdue=true --shared');
    expect(code).toBe(0);
    expect(last().json).toEqual({
      name: '待补正',
      query: { page: 'cases', stage: 'incomplete', overdue: 'true' },
      shared: true,
    });
    expect(last().headers['idempotency-key']).toBeDefined();
    await anju('view save 逾期 --where overdue=true --tasks');
    expect(last().json).toMatchObject({ query: { page: 'work' }, shared: false });
  });

  it.each(['stage', 'page=work', '=x'])('refuses %j as a condition', async (condition) => {
    const { code, stderr } = await anju(`view save 甲 --where ${condition}`);
    expect(code).toBe(2);
    expect(stderr).toContain('--where');
  });

  it('removes one by its name', async () => {
    api.on(`DELETE /views/${id}`, { status: 204 });
    const { code } = await anju('view remove 待补正');
    expect(code).toBe(0);
    expect(last()).toMatchObject({ method: 'DELETE', path: `/views/${id}` });
  });
});
