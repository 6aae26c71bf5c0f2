/** Runs on the board: what stands is said to stand, and one that nothing moves never looks at work. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { endBeat, writeBeat } from '../../src/db/beats.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { world } from './world/index.ts';
import { fakeWatch, type FakeWatch } from './world/watch.ts';

const watch: FakeWatch = fakeWatch(() => place.owner);
const place = world({ watch: () => watch });
const supervisor = () => place.as('sun-zhuguan');
const CENTER = '210100';
const today = () => dateAt(Date.now() + place.clock.ahead);

const board = async (staff = 'sun-zhuguan') =>
  (await place.as(staff).get('/supervision')).list('runs');

/** A run of the center that works on ten items. @returns its id */
async function run(more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const row: Record<string, unknown> = {
    ...{ kind: 'collection', center: CENTER, business_on: today(), turn: 1, state: 'working' },
    ...{ digest: 'a'.repeat(64), items: 10, done: 3, refused: 1, amount: '8000.00' },
    ...{ started_by: 'schedule', started_at: new Date(), frozen_at: new Date() },
    ...more,
  };
  const id = [row['kind'], row['center'], row['business_on'], row['turn']].map(String).join('.');
  const names = Object.keys(row);
  await place.owner.query(
    `insert into run (id, ${names.join(', ')})
     values ($1, ${names.map((_, n) => `$${String(n + 2)}`).join(', ')})`,
    [id, ...Object.values(row)],
  );
  return id;
}

beforeEach(async () => {
  await place.owner.query('delete from run');
  watch.still.clear();
  watch.away = false;
});

describe('a run on the board', () => {
  it('that works tells how far it is, and is no trouble', async () => {
    const id = await run();
    expect(await board()).toMatchObject([
      {
        ...{ id, kindTitle: '缴存扣款', state: 'working', items: 10, ended: 4, moving: true },
        ...{ trouble: false, sentence: '已办4项，共10项。', retry: null },
      },
    ]);
  });

  it('whose items are all with the bank waits for it', async () => {
    await run({ sent: 6 });
    expect(await board()).toMatchObject([
      { trouble: false, sentence: '已发往银行，6项等待回报。' },
    ]);
  });

  it('that waits for approval, or was stopped, or braked itself, waits for a person and says why', async () => {
    await run({ state: 'previewed', approval: true });
    await run({ kind: 'proof', state: 'stopped', stopped_by: 'sun-zhuguan' });
    await run({
      ...{ kind: 'interest-settlement', business_on: '2026-06-30', state: 'stopped' },
      ...{ stopped_by: 'system', brake: 'proof-red' },
    });
    const told = (await board()).map(({ kind, trouble, moving, sentence }) => [
      String(kind),
      { trouble, moving, sentence },
    ]);
    expect(Object.fromEntries(told)).toEqual({
      collection: {
        ...{ trouble: true, moving: null },
        sentence: '名单已冻结，应办10项，等发起人以外的主管批准。',
      },
      proof: {
        ...{ trouble: true, moving: null, sentence: '由sun-zhuguan停止，等主管继续或取消。' },
      },
      'interest-settlement': {
        ...{ trouble: true, moving: null },
        sentence: '最近一次账务核验未通过，动用资金的批处理暂停。请先查明并重新核验。',
      },
    });
  });

  it('for which a figure is missing makes its list when somebody registers it', async () => {
    await run({ state: 'preparing', frozen_at: null, digest: null, brake: 'figure-missing' });
    expect(await board()).toMatchObject([
      {
        ...{ state: 'preparing', trouble: true },
        sentence: '缺少该日生效的参数（利率、限额等），名单无从准备：请先登记，登记后自动继续。',
      },
    ]);
  });

  it('whose workflow is gone is trouble, and nobody knows while the engine is away', async () => {
    const id = await run();
    watch.still.add(id);
    expect(await board()).toMatchObject([
      {
        ...{ moving: false, trouble: true },
        sentence: '办理引擎中没有它的流程，不会自己继续：请打开批处理后唤醒。',
      },
    ]);
    watch.away = true;
    expect(await board()).toMatchObject([{ moving: null, trouble: false }]);
  });

  it('is not called still while its call to the engine is on its way', async () => {
    const id = await run();
    watch.still.add(id);
    await place.owner.query(
      `insert into outbox (key, center, kind, payload) values ($1, $2, 'wake-run', '')`,
      [`wake-run/${id}/1`, CENTER],
    );
    expect(await board()).toMatchObject([{ moving: null, trouble: false }]);
    await place.owner.query(`update outbox set delivered_at = now() where kind = 'wake-run'`);
    expect(await board()).toMatchObject([{ moving: false, trouble: true }]);
  });

  it('whose step fails again and again says how often and why, as long as its worker lives', async () => {
    const id = await run();
    const process = randomUUID();
    const retry = { of: 'run' as const, id, activity: 'stepRun', attempt: 7, failed: 1_000 };
    await writeBeat(place.app, {
      ...{ process, kind: 'runs', build: '0', age: 1, outside: [], loops: [] },
      retries: [{ ...retry, fault: 'outside-system-unavailable' }],
    });
    expect(await board()).toMatchObject([
      {
        ...{ trouble: true, retry: { attempt: 7, fault: 'outside-system-unavailable' } },
        sentence: '步骤已连续失败7次，正在重试：外部系统暂时无法连接。',
      },
    ]);
    await place.owner.query(`update process_beat set beat_at = now() - interval '21 seconds'`);
    expect(await board()).toMatchObject([{ trouble: false, retry: null }]);
    await endBeat(place.app, process);
  });

  it('that is done stays for a day where items failed, and not otherwise', async () => {
    const done = { state: 'done', done: 10, refused: 0 };
    const hours = (n: number) => new Date(Date.now() + place.clock.ahead - n * 3_600_000);
    await run({ ...done, ended_at: hours(1) });
    await run({ ...done, turn: 2, done: 8, failed: 2, ended_at: hours(23) });
    await run({ ...done, turn: 3, done: 8, failed: 2, ended_at: hours(25) });
    expect(await board()).toMatchObject([
      { turn: 2, failed: 2, trouble: true, sentence: '已完成，其中2项失败，须逐项处理。' },
    ]);
  });

  it('that the clock did not begin is missed half an hour later, where it was begun before', async () => {
    const ended = { state: 'done', done: 10, refused: 0, ended_at: new Date() };
    const yesterday = addDays(today(), -1);
    await run({ ...ended, business_on: yesterday });
    const at = (hour: string) => Date.parse(`${today()}T${hour}+08:00`) - Date.now();
    const before = place.clock.ahead;
    place.clock.ahead = at('08:29:59');
    expect(await board()).toEqual([]);
    place.clock.ahead = at('08:30:10');
    expect(await board()).toMatchObject([
      {
        ...{ id: null, kind: 'collection', businessOn: today(), state: 'not-begun' },
        ...{ trouble: true, sentence: '到了时间没有发起：请查明定时是否停用，可以手工发起。' },
      },
    ]);
    await run({ ...ended });
    expect(await board()).toEqual([]);
    place.clock.ahead = before;
  });

  it('of another center is not shown', async () => {
    await run();
    expect(await board('dl-zhuguan')).toEqual([]);
  });
});

describe('waking a run', () => {
  it('calls its workflow anew, stands in the trail, and is a supervisor’s alone', async () => {
    const id = await run();
    const before = await place.owner.query(`select from outbox where kind = 'wake-run'`);
    const act = (staff: string) =>
      place.as(staff).post(`/runs/${id}/actions`, {
        body: { action: 'wake', reason: '流程不在了' },
        version: 1,
      });
    expect((await act('lin-guiyuan')).status).toBe(403);
    const woken = await act('sun-zhuguan');
    expect([woken.status, woken.at('version'), woken.at('state')]).toEqual([200, 2, 'working']);
    const after = await place.owner.query(`select from outbox where key = $1`, [
      `wake-run/${id}/2`,
    ]);
    expect([before.rowCount, after.rowCount]).toEqual([1, 1]);
    const { rows } = await place.owner.query(
      `select public ->> 'reason' as reason from event where kind = 'run-woken'`,
    );
    expect(rows).toEqual([{ reason: '流程不在了' }]);
  });

  it('is refused where nothing can go on', async () => {
    const id = await run({ state: 'stopped', stopped_by: 'system' });
    const told = await supervisor().post(`/runs/${id}/actions`, {
      body: { action: 'wake', reason: '看一看' },
      version: 1,
    });
    expect(told.status).toBe(409);
    expect(told.string('type')).toContain('action-not-permitted');
  });
});
