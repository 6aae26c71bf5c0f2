/** Bulk work and our own bugs: a row that trips one is given up, and holds up nobody. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runBulk } from '../../src/api/bulk.ts';
import type { Engine } from '../../src/api/engine.ts';
import { Fault } from '../../src/domain/fault.ts';
import { idNumber } from '../builders.ts';
import type { Told } from './world/told.ts';
import { stuck, workersAlive } from './world/stuck.ts';
import { world } from './world/index.ts';

const place = world();
const things = stuck(place);
beforeAll(() => workersAlive(place.owner));
const clerk = () => place.as('lin-guiyuan');
const HEADER =
  'applicant.name,applicant.document.type,applicant.document.number,applicant.phone,fullCapacity,' +
  'retirementBase,contribution.monthlyAmount,contribution.cycle,contribution.debitDay,' +
  'consents.0.kind,consents.0.version,consents.0.givenAt';
const row = (name: string) =>
  `${name},resident-id,${idNumber()},13900001111,是,60,800.00,month,10,personal-data,2026-1,` +
  '2026-11-23T09:00:00+08:00';

async function start(...names: readonly string[]): Promise<string> {
  const told = await clerk().post('/operations?kind=account-opening', {
    raw: `${[HEADER, ...names.map(row)].join('\n')}\n`,
    headers: { 'content-type': 'text/csv' },
  });
  expect(told.status, told.text).toBe(202);
  return told.string('id');
}

let stopRun: (() => Promise<void>) | undefined;
function work(change: (engine: Engine) => Partial<Engine> = () => ({})): void {
  const abort = new AbortController();
  const { pool, secrets, repairEngine, log, metrics, now } = place.deps;
  const engine = { ...place.deps.engine, ...change(place.deps.engine) };
  const parts = { pool, secrets, engine, repairEngine, log, metrics, now, perSecond: 1_000 };
  const done = runBulk(parts, abort.signal);
  stopRun = async () => {
    abort.abort();
    await done;
  };
}
afterEach(async () => {
  await stopRun?.();
  stopRun = undefined;
});

async function finished(id: string, api = clerk()): Promise<Told> {
  await expect
    .poll(async () => (await api.get(`/operations/${id}`)).at('state'), { timeout: 20_000 })
    .toBe('done');
  return api.get(`/operations/${id}`);
}
const rowsOf = async (id: string, api = clerk()) =>
  (await api.get(`/operations/${id}/rows`)).list('items');
const bugsOf = (id: string) =>
  place.log
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event, of }) => event === 'bug' && of === id);

/** Throws as a workflow that fails with a bug does, for applicants of that name. */
const tripping =
  (name: string, tries: { count: number }, after = false) =>
  (engine: Engine): Partial<Engine> => ({
    start: async (asked, submission) => {
      const content = submission.content as { applicant?: { name?: string } };
      const trips = content.applicant?.name === name;
      if (trips) tries.count += 1;
      if (trips && !after) throw new TypeError(`${name} cannot be read`);
      const standing = await engine.start(asked, submission);
      if (trips) throw new TypeError('the answer cannot be read');
      return standing;
    },
  });

describe('a row of a bulk start that trips a bug', () => {
  it('is tried three times and failed with what finds it in the log; rows behind it and other operations are done', async () => {
    const [id, other] = [await start('甲', '坏行', '丙'), await start('丁')];
    const tries = { count: 0 };
    work(tripping('坏行', tries));
    const told = await finished(id);
    expect((await finished(other)).at('counts')).toMatchObject({ done: 1, failed: 0 });
    expect(told.at('counts')).toMatchObject({ waiting: 0, done: 2, failed: 1 });
    expect(tries.count).toBe(3);
    const [, failed] = await rowsOf(id);
    const bugs = bugsOf(id);
    const last = String(bugs.at(-1)?.['requestId']);
    expect(bugs.map(({ n, kind }) => [n, kind])).toEqual(Array(3).fill([2, 'TypeError']));
    expect(failed?.['problem']).toMatchObject({
      code: 'internal',
      title: '系统内部错误',
      traceId: last,
    });
    expect((failed?.['problem'] as { detail: string }).detail).toContain(last);
    // What a stranger's error says may quote the row.
    expect(JSON.stringify([bugs, failed])).not.toContain('坏行');
  });

  it('counts as done when its case is in the books: the bug lay behind the work', async () => {
    const id = await start('戊');
    const tries = { count: 0 };
    work(tripping('戊', tries, true));
    expect((await finished(id)).at('counts')).toMatchObject({ done: 1, failed: 0 });
    expect(tries.count).toBe(3);
    const [done] = await rowsOf(id);
    expect(done).toMatchObject({ state: 'done', problem: null });
    expect(done?.['caseNumber']).toMatch(/^K/);
  });

  it('is not counted as tripped while the engine gives no answer: it waits', async () => {
    const id = await start('己', '庚');
    let asked = 0;
    work((engine) => ({
      start: (asking, submission) => {
        asked += 1;
        return asked > 5
          ? engine.start(asking, submission)
          : Promise.reject(new Fault('engine-unavailable', 'no answer'));
      },
    }));
    expect((await finished(id)).at('counts')).toMatchObject({ done: 2, failed: 0 });
    expect(bugsOf(id)).toEqual([]);
  });

  it('may be one that cannot be opened: it is failed alone', async () => {
    const id = await start('辛', '壬');
    await place.owner.query(
      `update operation_row set content = overlay(content placing 'AAAA' from length(content) - 8)
        where operation = $1 and n = 1`,
      [id],
    );
    work();
    expect((await finished(id)).at('counts')).toMatchObject({ done: 1, failed: 1 });
  });
});

describe('an operation whose key cannot be had', () => {
  it('keeps its rows and waits, and others go on', async () => {
    const [locked, other] = [await start('癸'), await start('子')];
    const { rows } = await place.owner.query<{ wrapped_key: string }>(
      'select wrapped_key from operation where id = $1',
      [locked],
    );
    const damage = `update operation set wrapped_key = (select wrapped_key from operation where id = $2)
      where id = $1`;
    await place.owner.query(damage, [locked, other]);
    work();
    await finished(other);
    expect((await clerk().get(`/operations/${locked}`)).at('counts')).toMatchObject({ waiting: 1 });
    await place.owner.query('update operation set wrapped_key = $2 where id = $1', [
      locked,
      rows[0]?.wrapped_key,
    ]);
    expect((await finished(locked)).at('counts')).toMatchObject({ done: 1 });
  });
});

describe('a row of a bulk repair that trips a bug', () => {
  it('is failed after three tries, and the rows behind it are begun', async () => {
    const supervisor = () => place.as('sun-zhuguan');
    const [bad, good] = [await things.park(), await things.park()];
    const told = await supervisor().post('/supervision/repairs:bulk', {
      body: {
        ...{ kind: 'parked', move: 'retry-now', reason: '平台已恢复' },
        objects: [`case-${bad}`, `case-${good}`],
      },
    });
    const id = told.string('id');
    await place.owner.query(
      `update operation_row set content = overlay(content placing 'AAAA' from length(content) - 8)
        where operation = $1 and object = $2`,
      [id, `case-${bad}`],
    );
    const confirmed = await supervisor().post(`/operations/${id}:confirm`, {
      body: { hash: told.string('repair.hash') },
    });
    expect(confirmed.status, confirmed.text).toBe(200);
    work();
    await expect
      .poll(async () => (await rowsOf(id, supervisor())).map(({ state }) => state).sort(), {
        timeout: 20_000,
      })
      .toEqual(['failed', 'waiting']);
    const failed = (await rowsOf(id, supervisor())).find(({ state }) => state === 'failed');
    expect(failed?.['problem']).toMatchObject({ code: 'internal' });
    expect(bugsOf(id)).toHaveLength(3);
    const begun = await supervisor().get(`/supervision/repairs?operation=${id}`);
    expect(begun.list('items').map(({ caseId }) => caseId)).toEqual([good]);
  });
});
