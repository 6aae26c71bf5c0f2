/** The clocks of the runs behind the screen: told ahead, paused with a reason, caught up, on the board. */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { world } from './world/index.ts';
import { fakeWatch, type FakeWatch } from './world/watch.ts';

const watch: FakeWatch = fakeWatch(() => place.owner);
const place = world({ watch: () => watch });
const CENTER = '210100';
const sun = () => place.as('sun-zhuguan');
const today = () => dateAt(Date.now() + place.clock.ahead);
const clock = (kind: string) => `/run-schedules/${kind}.${CENTER}`;
const shown = async (kind: string) => (await sun().get(clock(kind))).body as Shown;
const act = (kind: string, action: string, { version = 1, as = sun(), key = randomUUID() } = {}) =>
  as.post(`${clock(kind)}/actions`, { body: { action, reason: '银行系统维护' }, version, key });
const backfill = (kind: string, from: string, to: string, version = 1) =>
  sun().post(`${clock(kind)}/backfills`, { body: { from, to, reason: '停机' }, version });
const permitted = (body: Shown) =>
  body.actions.flatMap(({ action, permitted: may }) => (may ? [action] : []));
const board = async () => (await sun().get('/supervision')).list('runs');
/** The product's clock at an hour of today, Shanghai time. */
const at = (day: string, hour: string) => {
  place.clock.ahead = Date.parse(`${day}T${hour}+08:00`) - Date.now();
};

interface Shown {
  readonly version: number;
  readonly missed: readonly string[];
  readonly waiting: readonly string[];
  readonly next: readonly { readonly text: string; readonly businessOn: string }[];
  readonly passed: number;
  readonly actions: readonly { readonly action: string; readonly permitted: boolean }[];
  readonly warning: string | null;
}

/** A run of that day that has ended. */
async function ran(kind: string, day: string): Promise<string> {
  const id = `${kind}.${CENTER}.${day}.1`;
  await place.owner.query(
    `insert into run (id, kind, center, business_on, turn, state, digest, started_by, started_at,
       ended_at) values ($1, $2, $3, $4, 1, 'done', repeat('a', 64), 'schedule', now(), now())`,
    [id, kind, CENTER, day],
  );
  return id;
}

const end = (run: string) =>
  place.owner.query(
    `update run set state = 'cancelled', ended_at = now() where id = $1 and ended_at is null`,
    [run],
  );
const events = async (kind: string) =>
  (
    await place.owner.query<{ actor: string; public: object }>(
      'select actor, public from event where kind = $1 order by id desc limit 1',
      [kind],
    )
  ).rows[0];

beforeEach(async () => {
  await place.owner.query(`delete from run_catch_up; delete from run_schedule; delete from run;
     delete from outbox where kind = 'set-schedule'`);
  place.clock.ahead = 0;
  watch.clocks.clear();
  watch.away = false;
});

describe('a clock', () => {
  it('tells its next ten hours in Shanghai, and the days the runs will work for', async () => {
    const day = today();
    at(day, '02:59:59');
    const { next } = await shown('proof');
    expect(next).toHaveLength(10);
    expect(next[0]).toMatchObject({ text: `${day} 03:00`, businessOn: addDays(day, -1) });
    at(day, '03:00:01');
    expect((await shown('proof')).next[0]).toMatchObject({ text: `${addDays(day, 1)} 03:00` });
    expect((await shown('subsidy')).next.every(({ text }) => text.endsWith('-05 09:00'))).toBe(
      true,
    );
    const { next: years } = await shown('interest-settlement');
    expect(years.every(({ businessOn }) => businessOn.endsWith('-06-30'))).toBe(true);
  });

  it('is listed with every other of the caller’s centers, and with none of another', async () => {
    const listed = (await sun().get('/run-schedules')).list('items');
    expect(listed).toHaveLength(8);
    expect(new Set(listed.map(({ center }) => center))).toEqual(new Set([CENTER]));
    expect((await place.as('dl-zhuguan').get(clock('proof'))).status).toBe(404);
    expect((await sun().get('/run-schedules/nothing.210100')).status).toBe(404);
    const seen = (await place.as('wu-yunwei').get(clock('proof'))).body as Shown;
    expect(permitted(seen)).toEqual([]);
  });

  it('that is paused tells why, by whom and since when, and stays visible while the engine is away', async () => {
    const key = randomUUID();
    const done = await act('proof', 'pause', { key });
    expect(done.status, done.text).toBe(200);
    expect(done.at('schedule')).toMatchObject({
      ...{ paused: true, stateTitle: '停用', reason: '银行系统维护', version: 2 },
      ...{ pausedBy: 'sun-zhuguan', pausedAt: expect.any(String) as string, engine: 'unknown' },
    });
    expect(await events('schedule-paused')).toEqual({
      ...{ actor: 'sun-zhuguan', public: { kind: 'proof', reason: '银行系统维护' } },
    });
    expect((await act('proof', 'pause', { key })).body).toMatchObject({ schedule: { version: 2 } });
    watch.away = true;
    const seen = await shown('proof');
    expect(seen).toMatchObject({ paused: true, engine: 'unknown' });
    expect(permitted(seen)).toEqual(['unpause', 'trigger', 'backfill']);
    const twice = await act('proof', 'pause', { version: 2 });
    expect([twice.status, twice.string('code')]).toEqual([409, 'action-not-permitted']);
    expect((await act('proof', 'unpause', { version: 1 })).status).toBe(412);
    const resumed = await act('proof', 'unpause', { version: 2 });
    expect(resumed.at('schedule')).toMatchObject({ paused: false, reason: null, version: 3 });
    expect(await events('schedule-unpaused')).toMatchObject({ actor: 'sun-zhuguan' });
  });

  it('is a supervisor’s alone to act on, with a reason', async () => {
    for (const who of ['lin-guiyuan', 'li-shenji', 'wu-yunwei']) {
      expect((await act('proof', 'pause', { as: place.as(who) })).status).toBe(403);
    }
    expect((await act('proof', 'pause', { as: place.as('dl-zhuguan') })).status).toBe(404);
    const bare = await sun().post(`${clock('proof')}/actions`, {
      ...{ body: { action: 'pause', reason: ' ' }, version: 1 },
    });
    expect([bare.status, bare.list('errors')[0]?.['pointer']]).toEqual([422, '#/reason']);
  });

  it('that the engine does not have, or has paused by other hands, is trouble', async () => {
    watch.clocks.set(`proof.${CENTER}`, 'absent');
    expect((await shown('proof')).warning).toContain('办理引擎中没有设置定时');
    watch.clocks.set(`proof.${CENTER}`, 'paused');
    const seen = await shown('proof');
    expect(seen.warning).toContain('本系统没有停用记录');
    expect(permitted(seen)).toContain('unpause');
    watch.clocks.clear();
    expect(await shown('proof')).toMatchObject({ warning: null });
    expect((await act('proof', 'unpause')).string('code')).toBe('action-not-permitted');
  });
});

describe('a clock that is paused past its hour', () => {
  it('is a warning on the board from that very hour on, until it is resumed', async () => {
    const day = today();
    at(day, '07:00:00');
    await act('collection', 'pause');
    await place.owner.query('update outbox set delivered_at = now() where delivered_at is null');
    at(day, '07:59:58');
    expect(await board()).toEqual([]);
    expect(await shown('collection')).toMatchObject({ passed: 0, warning: null });
    at(day, '08:00:02');
    expect(await board()).toMatchObject([
      {
        ...{ id: null, kind: 'collection', businessOn: day, state: 'schedule-paused' },
        ...{ trouble: true, stateTitle: '定时停用' },
        sentence: expect.stringContaining('停用（银行系统维护），已有1次到时间没有发起') as string,
      },
    ]);
    at(addDays(day, 1), '08:00:02');
    expect((await shown('collection')).passed).toBe(2);
    expect((await shown('collection')).warning).toContain('停用以来已有2次到时间没有发起');
    await act('collection', 'unpause', { version: 2 });
    expect(await board()).toEqual([]);
  });

  it('begins nothing, whatever the engine has heard; other centers and kinds are begun', async () => {
    await act('proof', 'pause');
    const due = async (kind: string) =>
      (
        await place.owner.query<{ id: string | null }>('select run_due($1, $2, $3, now()) as id', [
          ...[kind, CENTER, today()],
        ])
      ).rows[0]?.id;
    expect(await due('proof')).toBeNull();
    expect(await due('legality-sweep')).toBe(`legality-sweep.${CENTER}.${today()}.1`);
  });
});

describe('missed days', () => {
  it('are those since the first run that have none, and half an hour late', async () => {
    const day = today();
    await ran('collection', addDays(day, -4));
    await ran('collection', addDays(day, -2));
    at(day, '08:29:59');
    expect((await shown('collection')).missed).toEqual([addDays(day, -3), addDays(day, -1)]);
    at(day, '08:30:01');
    expect((await shown('collection')).missed.at(-1)).toBe(day);
    // Where the clock never began anything, nothing is missed.
    expect((await shown('breach-search')).missed).toEqual([]);
  });

  it('are caught up in their order; the run that is there is the same run', async () => {
    const day = today();
    const [first, second, third] = [addDays(day, -3), addDays(day, -2), addDays(day, -1)];
    const there = await ran('collection', second);
    const done = await backfill('collection', first, third);
    expect(done.status, done.text).toBe(200);
    const id = (on: string) => `collection.${CENTER}.${on}.1`;
    expect(done.at('days')).toEqual([
      { businessOn: first, run: id(first) },
      { businessOn: second, run: there },
      { businessOn: third, run: null },
    ]);
    // The second is caught up already: by the run that is there.
    expect((await shown('collection')).waiting).toEqual([third]);
    expect(await events('schedule-backfilled')).toEqual({
      actor: 'sun-zhuguan',
      public: { kind: 'collection', from: first, to: third, days: 3, reason: '停机' },
    });
    await end(id(first));
    expect((await shown('collection')).waiting).toEqual([]);
    const again = await backfill('collection', first, third, 2);
    expect(again.at('days')).toEqual(
      [first, second, third].map((on) => ({ businessOn: on, run: id(on) })),
    );
    expect((await place.owner.query('select from run')).rowCount).toBe(3);
    const { rows } = await place.owner.query<{ by: string }>(
      'select started_by as by from run where id = $1',
      [id(third)],
    );
    // Whoever asked for it does not approve it.
    expect(rows).toEqual([{ by: 'sun-zhuguan' }]);
  });

  it('that still wait are given up, and begin no more', async () => {
    const day = today();
    await backfill('collection', addDays(day, -3), addDays(day, -2));
    const dropped = await act('collection', 'drop-backfill', { version: 2 });
    expect(dropped.at('schedule')).toMatchObject({ waiting: [], version: 3 });
    expect(await events('schedule-backfill-dropped')).toMatchObject({
      public: { kind: 'collection', days: 1 },
    });
    await end(`collection.${CENTER}.${addDays(day, -3)}.1`);
    expect((await place.owner.query('select from run')).rowCount).toBe(1);
  });

  it('are asked for in a range that has some, of at most thirty-one, and not ahead', async () => {
    const day = today();
    at(day, '12:00:00');
    const pointer = async (from: string, to: string, kind = 'collection') =>
      (await backfill(kind, from, to)).list('errors')[0]?.['pointer'];
    expect(await pointer(day, addDays(day, -1))).toBe('#/to');
    expect(await pointer(day, addDays(day, 1))).toBe('#/to');
    expect(await pointer('2026-10-06', '2026-11-04', 'subsidy')).toBe('#/from');
    expect(await pointer(addDays(day, -31), day)).toBe('#/from');
    const most = await backfill('collection', addDays(day, -30), day);
    expect([most.status, most.list('days').length]).toEqual([200, 31]);
    const monthly = await backfill('subsidy', '2026-10-05', '2026-11-05');
    expect(monthly.list('days').map(({ businessOn }) => businessOn)).toEqual([
      ...['2026-10-05', '2026-11-05'],
    ]);
  });
});

describe('a clock that is triggered', () => {
  it('begins the run of its latest day, and is refused while another day’s is alive', async () => {
    const day = today();
    const done = await act('proof', 'trigger');
    expect(done.string('run')).toBe(`proof.${CENTER}.${addDays(day, -1)}.1`);
    expect(await events('schedule-triggered')).toMatchObject({
      actor: 'sun-zhuguan',
      public: { kind: 'proof', run: done.string('run'), reason: '银行系统维护' },
    });
    await backfill('collection', addDays(day, -1), addDays(day, -1));
    const refused = await act('collection', 'trigger', { version: 2 });
    expect([refused.status, refused.string('code')]).toEqual([409, 'action-not-permitted']);
    expect(refused.string('detail')).toContain('还没有结束');
  });
});
