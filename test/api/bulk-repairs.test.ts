/** Many repairs at once: exactly the frozen list, a result for each, stoppable, and no unearned success. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runBulk } from '../../src/api/bulk.ts';
import { startCase } from './world/cases.ts';
import { stuck, workersAlive } from './world/stuck.ts';
import { world } from './world/index.ts';

const place = world();
const things = stuck(place);
const supervisor = () => place.as('sun-zhuguan');
const second = () => place.as('zhou-zhuguan');
beforeAll(() => workersAlive(place.owner));

const stops: (() => Promise<void>)[] = [];
/** Begins rows of confirmed lists, and carries their repairs out. */
function work(repairs = true): void {
  const abort = new AbortController();
  const { pool, secrets, engine, repairEngine, log, metrics, now } = place.deps;
  const parts = { pool, secrets, engine, repairEngine, log, metrics, now, perSecond: 1_000 };
  const done = runBulk(parts, abort.signal);
  stops.push(async () => {
    abort.abort();
    await done;
  });
  if (repairs) stops.push(things.work({ longMs: 20_000, shortMs: 20_000 }));
}
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

const RETRY = { kind: 'parked', move: 'retry-now', reason: '平台已恢复' };
const freeze = (body: object, api = supervisor()) =>
  api.post('/supervision/repairs:bulk', { body });
const confirm = (id: string, hash: string, api = supervisor()) =>
  api.post(`/operations/${id}:confirm`, { body: { hash } });
const objects = (...ids: readonly string[]) => ids.map((id) => `case-${id}`);

async function rowsOf(id: string) {
  return (await supervisor().get(`/operations/${id}/rows?limit=100`)).list('items');
}

async function watching(...ids: readonly string[]): Promise<void> {
  await expect
    .poll(
      async () =>
        (await supervisor().get('/supervision/repairs?state=watching&limit=100'))
          .list('items')
          .map(({ caseId }) => caseId),
      { timeout: 20_000 },
    )
    .toEqual(expect.arrayContaining([...ids]));
}

async function ended(id: string, state = 'done'): Promise<void> {
  await expect
    .poll(async () => (await supervisor().get(`/operations/${id}`)).at('state'), {
      timeout: 30_000,
    })
    .toBe(state);
}

describe('a bulk repair', () => {
  it('freezes what fits, shows it, and does nothing before it is confirmed by its hash', async () => {
    const [one, other] = [await things.park(), await things.park(['identity'])];
    const told = await freeze({ ...RETRY, system: 'identity' });
    expect(told.status, told.text).toBe(202);
    const id = told.string('id');
    const later = await things.park(['identity']);
    expect(told.body).toMatchObject({
      kind: 'repair',
      state: 'proposed',
      repair: { move: 'retry-now', kind: 'parked', twoPersons: false, mayConfirm: true },
    });
    expect(told.string('summary')).toMatch(/清单已固定/);
    const frozen = (await rowsOf(id)).map(({ object }) => object);
    expect(frozen).toContain(`case-${other}`);
    expect(frozen).not.toContain(`case-${one}`);
    expect(frozen).not.toContain(`case-${later}`);
    work();
    expect((await confirm(id, '0'.repeat(64))).body).toMatchObject({ code: 'version-conflict' });
    expect((await supervisor().get(`/operations/${id}`)).at('state')).toBe('proposed');
    const confirmed = await confirm(id, told.string('repair.hash'));
    expect(confirmed.body).toMatchObject({ repair: { confirmedBy: 'sun-zhuguan' } });
    await watching(other);
    await things.goOn(other);
    await ended(id);
    expect(await rowsOf(id)).toMatchObject([{ object: `case-${other}`, state: 'done' }]);
    const stuckStill = (await supervisor().get('/supervision/stuck')).text;
    expect(stuckStill).toContain(later);
    expect((await confirm(id, told.string('repair.hash'))).body).toMatchObject({
      code: 'action-not-permitted',
    });
  });

  it('has a result for each: what went on, what did not, what had moved before', async () => {
    const [good, bad, moved] = [await things.park(), await things.park(), await things.park()];
    const told = await freeze({ ...RETRY, objects: objects(good, bad, moved) });
    const id = told.string('id');
    await things.parkAgain(moved);
    await confirm(id, told.string('repair.hash'));
    work();
    await watching(good, bad);
    await things.goOn(good);
    await things.parkAgain(bad);
    await ended(id);
    const rows = await rowsOf(id);
    const of = (caseId: string) => rows.find((row) => row['object'] === `case-${caseId}`);
    expect(of(good)).toMatchObject({ state: 'done', problem: null });
    expect(of(bad)).toMatchObject({ state: 'failed', problem: { title: '未恢复' } });
    expect(of(moved)).toMatchObject({ state: 'failed', problem: { code: 'version-conflict' } });
    const summary = (await supervisor().get(`/operations/${id}`)).string('summary');
    expect(summary).toBe('共3件：1件已恢复，2件未恢复。');
  });

  it('stops on request: what is under way is watched to its end, the rest is passed over', async () => {
    const ids = [];
    for (let n = 0; n < 12; n += 1) ids.push(await things.park());
    const told = await freeze({ ...RETRY, objects: objects(...ids) });
    const id = told.string('id');
    await confirm(id, told.string('repair.hash'));
    work();
    await expect
      .poll(
        async () =>
          (await supervisor().get(`/supervision/repairs?operation=${id}&limit=100`)).list('items')
            .length,
        { timeout: 20_000 },
      )
      .toBe(10);
    const stopped = await supervisor().post(`/operations/${id}:stop`);
    expect(stopped.body).toMatchObject({ state: 'stopped', counts: { skipped: 2, waiting: 10 } });
    await watching(...ids.slice(0, 10));
    for (const caseId of ids.slice(0, 10)) await things.goOn(caseId);
    await expect
      .poll(async () => (await supervisor().get(`/operations/${id}`)).at('counts.done'), {
        timeout: 20_000,
      })
      .toBe(10);
    expect((await supervisor().get(`/operations/${id}`)).body).toMatchObject({
      state: 'stopped',
      counts: { waiting: 0, done: 10, failed: 0, skipped: 2 },
    });
    const { rows } = await place.owner.query(
      `select distinct content from operation_row where operation = $1`,
      [id],
    );
    expect(rows).toEqual([{ content: '' }]);
  });

  it('that takes two is confirmed by another supervisor, whom every repair names', async () => {
    const chosen = [await things.strayMessage(), await things.strayMessage()];
    const body = { kind: 'inbox-unmatched', move: 'set-aside', reason: '联调测试报文' };
    const told = await freeze({ ...body, objects: chosen });
    expect(told.status, told.text).toBe(202);
    const id = told.string('id');
    const hash = told.string('repair.hash');
    expect(told.body).toMatchObject({ repair: { twoPersons: true, mayConfirm: false } });
    expect((await confirm(id, hash)).body).toMatchObject({ code: 'same-person' });
    await expect(
      place.owner.query(
        `update operation set state = 'waiting', confirmed_by = started_by, confirmed_at = created_at
          where id = $1`,
        [id],
      ),
    ).rejects.toMatchObject({ code: '23514' });
    expect((await confirm(id, hash, second())).status).toBe(200);
    work();
    await ended(id);
    const repairs = await supervisor().get(`/supervision/repairs?operation=${id}`);
    expect(repairs.list('items')).toHaveLength(2);
    for (const repair of repairs.list('items')) {
      expect(repair).toMatchObject({
        state: 'recovered',
        askedBy: { id: 'sun-zhuguan' },
        decidedBy: { id: 'zhou-zhuguan' },
      });
    }
  });

  it('is refused for what does not fit, what is being repaired, and by others', async () => {
    const caseId = await things.park();
    const { id: well } = await startCase(place.as('lin-guiyuan'));
    const wrong = await freeze({ ...RETRY, objects: objects(caseId, well) });
    expect(wrong.body).toMatchObject({ errors: [{ pointer: '#/objects/1' }] });
    await things.propose('sun-zhuguan', { ...RETRY, object: `case-${caseId}` });
    const busy = await freeze({ ...RETRY, objects: objects(caseId) });
    expect(busy.body).toMatchObject({ errors: [{ pointer: '#/objects/0' }] });
    const none = await freeze({ ...RETRY, branch: 'sy-bank' });
    expect(none.body).toMatchObject({ code: 'action-not-permitted' });
    const one = await freeze({ kind: 'inbox-unmatched', move: 'assign-message', reason: '归入' });
    expect(one.string('detail')).toContain('逐件');
    const late = await freeze({ ...RETRY, move: 'wait-until', until: '2020-01-01T00:00:00Z' });
    expect(late.body).toMatchObject({ errors: [{ pointer: '#/until' }] });
    expect((await freeze(RETRY, place.as('lin-guiyuan'))).status).toBe(403);
    const other = await things.park();
    const told = await freeze({ ...RETRY, objects: objects(other) });
    const id = told.string('id');
    expect((await place.as('dl-zhuguan').get(`/operations/${id}`)).status).toBe(404);
    const foreign = await confirm(id, told.string('repair.hash'), place.as('dl-zhuguan'));
    expect(foreign.status).toBe(404);
    const dropped = await supervisor().post(`/operations/${id}:stop`);
    expect(dropped.body).toMatchObject({ state: 'stopped', counts: { skipped: 1 } });
  });
});
