/** A key whose request had an unknown outcome: it is the same request, and its outcome is told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createSessionStore } from '../../src/api/session/store.ts';
import { opening, startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const RUNNING_MS = 900;
const place = world({ limits: { keyRunningMs: RUNNING_MS } });
const clerk = () => place.as('lin-guiyuan');
/** What clears old keys away, as the API lets it do every ten minutes. */
const sessions = () =>
  createSessionStore({
    ...{ pool: place.deps.pool, key: place.secrets.session },
    ...{ idleMs: 1_800_000, sessionMs: 36_000_000 },
  });
const reason = { reason: '申请人要求' };

afterEach(() => {
  place.engine.trouble = 'none';
  place.engine.gate = Promise.resolve();
});

describe('an act whose answer was lost', () => {
  it('is answered with what it did, though the case has moved on by it', async () => {
    const { id, version } = await startCase(clerk());
    const act = { body: reason, key: randomUUID(), version };
    place.engine.trouble = 'silent-after-work';
    expect((await clerk().post(`/cases/${id}/actions/withdraw`, act)).status).toBe(503);
    place.engine.trouble = 'none';
    const again = await clerk().post(`/cases/${id}/actions/withdraw`, act);
    expect(again.status, again.text).toBe(200);
    expect(again.string('stage.at')).toBe('withdrawn');
    const other = await clerk().post(`/cases/${id}/actions/withdraw`, { body: reason, version });
    expect(other.status).toBe(409);
  });

  it('is known after old keys were cleared away, and its key stays bound to it', async () => {
    const { id, version } = await startCase(clerk());
    const act = { body: reason, key: randomUUID(), version };
    place.engine.trouble = 'silent-after-work';
    expect((await clerk().post(`/cases/${id}/actions/withdraw`, act)).status).toBe(503);
    place.engine.trouble = 'none';
    await sessions().sweep();
    const changed = { ...act, body: { reason: '另一个理由' } };
    const other = await clerk().post(`/cases/${id}/actions/withdraw`, changed);
    expect([other.status, other.at('code')]).toEqual([422, 'key-reused']);
    const again = await clerk().post(`/cases/${id}/actions/withdraw`, act);
    expect(again.status, again.text).toBe(200);
  });

  it('is refused when it did nothing and somebody else was first', async () => {
    const { id, version } = await startCase(clerk());
    const act = { body: reason, key: randomUUID(), version };
    place.engine.trouble = 'silent';
    expect((await clerk().post(`/cases/${id}/actions/withdraw`, act)).status).toBe(503);
    place.engine.trouble = 'none';
    const first = await clerk().post(`/cases/${id}/actions/withdraw`, { body: reason, version });
    expect(first.status, first.text).toBe(200);
    expect((await clerk().post(`/cases/${id}/actions/withdraw`, act)).status).toBe(409);
  });
});

describe('a change of a task whose answer was lost', () => {
  it('is answered with what it did', async () => {
    const { id } = await startCase(clerk());
    const listed = await clerk().get(`/cases/${id}/tasks`);
    const task = listed.string('items.0.id');
    const claim = { key: randomUUID(), version: listed.number('items.0.version') };
    expect((await clerk().post(`/tasks/${task}:claim`, claim)).status).toBe(200);
    // As an API that was killed leaves it: done, and the answer not remembered.
    await place.owner.query(
      `update web.idempotency set state = 'running', response = null, created_at = '-infinity'
        where created_at = (select max(created_at) from web.idempotency)`,
    );
    const again = await clerk().post(`/tasks/${task}:claim`, claim);
    expect(again.status, again.text).toBe(200);
    expect(again.at('claimedBy')).toBe('lin-guiyuan');
    const other = { version: claim.version };
    expect((await clerk().post(`/tasks/${task}:claim`, other)).status).toBe(412);
  });
});

describe('a request that takes long', () => {
  it('keeps its key as long as somebody works on it', async () => {
    const body = await opening(clerk());
    const key = randomUUID();
    const { promise, resolve: open } = Promise.withResolvers<undefined>();
    place.engine.gate = promise.then(() => undefined);
    const slow = clerk().post('/cases', { body, key });
    await delay(RUNNING_MS * 2);
    expect((await clerk().post('/cases', { body, key })).status).toBe(409);
    open(undefined);
    expect((await slow).status).toBe(201);
  });
});
