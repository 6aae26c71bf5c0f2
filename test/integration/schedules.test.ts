/** The clocks of the runs on the real engine: paused, resumed, told ahead, and caught up. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepSchedules } from '../../activities/runs/schedules.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { nextStrikes, scheduleIdOf, scheduleName } from '../../src/cases/run-schedules.ts';
import { RUN_KIND_NAMES, type RunKindName } from '../../src/cases/runs.ts';
import {
  backfillSchedule,
  dropBackfill,
  pauseSchedule,
  schedulePause,
  triggerSchedule,
} from '../../src/db/run-schedules.ts';
import { beginDueRun } from '../../src/db/runs.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { office, SUPERVISOR } from '../harness/office.ts';
import { CENTER, POLL, runOffice, today } from '../harness/runs.ts';

const place = office({ ownNamespace: true });
const { startRuns, relay, act, reaches } = runOffice(place);
let stopRuns: () => Promise<void>;
beforeAll(async () => {
  stopRuns = await startRuns();
  await restart();
});
afterAll(() => stopRuns());

const restart = () => keepSchedules({ client: place.temporal.client, pool: place.pool });
const handle = (kind: RunKindName) =>
  place.temporal.client.schedule.getHandle(scheduleIdOf({ kind, center: CENTER }));
const isPaused = async (kind: RunKindName) => (await handle(kind).describe()).state.paused;
const asked = async (kind: RunKindName) => ({
  ...{ kind, center: CENTER, reason: '银行通知系统维护' },
  version: (await schedulePause(place.pool, { kind, center: CENTER })).version,
  by: { ...SUPERVISOR, origin: `test-${randomUUID()}`, at: Date.now() },
});
const pause = async (kind: RunKindName, paused: boolean) => {
  await pauseSchedule(place.db.api, await asked(kind), paused);
  await relay();
};
/** Business dates of the kind's runs, in the order in which they began. */
const days = async (kind: RunKindName) => {
  const { rows } = await place.db.owner.query<{ day: string }>(
    `select business_on::text as day from run where kind = $1 order by started_at, business_on`,
    [kind],
  );
  return rows.map(({ day }) => day);
};
const runOf = (kind: RunKindName, day: string) => `${kind}.${CENTER}.${day}.1`;
/** The clock strikes, and what it started has come to its end. */
const strike = async (kind: RunKindName) => {
  const before = (await handle(kind).describe()).info.numActionsTaken;
  await handle(kind).trigger();
  await vi.waitFor(async () => {
    expect((await handle(kind).describe()).info.numActionsTaken).toBeGreaterThan(before);
  }, POLL);
  const { action } = (await handle(kind).describe()).info.recentActions.at(-1)!;
  await place.temporal.client.workflow.getHandle(action.workflow.workflowId).result();
};

/** A time-lapse: the very Schedule, with an hour that comes every second. */
const everySecond = (kind: RunKindName) =>
  handle(kind).update((now) => ({ ...now, spec: { intervals: [{ every: '1 second' }] } }));

describe('the preview', () => {
  it('tells of every kind the very next ten hours that the engine will strike', async () => {
    for (const kind of RUN_KIND_NAMES) {
      const { info } = await handle(kind).describe();
      const told = nextStrikes(kind, Date.now()).map(({ at }) => at);
      expect(
        info.nextActionTimes.map((at) => at.getTime()),
        kind,
      ).toEqual(told);
    }
  });

  it('equals what then fires', async () => {
    const told = nextStrikes('legality-sweep', Date.now(), 3).map(({ at }) => at);
    await handle('legality-sweep').backfill({
      start: new Date(Date.now()),
      end: new Date(told[2]!),
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
    });
    await vi.waitFor(async () => {
      const { info } = await handle('legality-sweep').describe();
      expect(info.recentActions.map(({ scheduledAt }) => scheduledAt.getTime())).toEqual(told);
    }, POLL);
  });
});

describe('a clock that is paused', () => {
  it('strikes no more, stays so over a restart and a lost engine, and goes on when resumed', async () => {
    await pause('collection', true);
    expect(await isPaused('collection')).toBe(true);
    await restart();
    expect(await isPaused('collection')).toBe(true);
    // Its hour comes every second now, and comes to nothing.
    await everySecond('collection');
    const { numActionsTaken } = (await handle('collection').describe()).info;
    await delay(2_500);
    expect((await handle('collection').describe()).info.numActionsTaken).toBe(numActionsTaken);
    // Even where the engine has not heard of it, nothing begins.
    await strike('collection');
    expect(await days('collection')).toEqual([]);
    await handle('collection').delete();
    await vi.waitFor(async () => {
      await restart();
      expect(await isPaused('collection')).toBe(true);
    }, POLL);
    await pause('collection', false);
    expect(await isPaused('collection')).toBe(false);
    await everySecond('collection');
    await vi.waitFor(async () => {
      expect(await days('collection')).toEqual([today()]);
    }, POLL);
    await restart();
  });

  it('by hand in the engine is not brought back by a restart, and a person may resume it', async () => {
    await handle('proof').pause('by hand');
    await restart();
    expect(await isPaused('proof')).toBe(true);
    const name = { kind: 'proof', center: CENTER } as const;
    const watch = createTemporalWatch(place.temporal.client);
    expect((await watch.schedules([name])).get(scheduleName(name))).toBe('paused');
    await pause('proof', false);
    expect((await watch.schedules([name])).get(scheduleName(name))).toBe('on');
    const other = { kind: 'proof', center: '999999' } as const;
    expect((await watch.schedules([other])).get(scheduleName(other))).toBe('absent');
  });

  it('is paused and resumed by the books alone while the engine does not have it', async () => {
    await handle('subsidy').delete();
    await pause('subsidy', true);
    const { rows } = await place.db.owner.query(
      `select from outbox where kind = 'set-schedule' and delivered_at is null`,
    );
    expect(rows).toEqual([]);
    await vi.waitFor(async () => {
      await restart();
      expect(await isPaused('subsidy')).toBe(true);
    }, POLL);
  });
});

describe('catching up', () => {
  const from = addDays(today(), -4);
  const missed = [from, addDays(from, 1), addDays(from, 2)];

  it('begins exactly the three missed days, in their order, each when the one before has ended', async () => {
    await place.db.owner.query(
      `update figure set value = 'supervisor' where name = 'collection-approval'`,
    );
    await stopRuns();
    stopRuns = await startRuns();
    await reaches(runOf('collection', today()), 'done');
    const before = await days('collection');
    await backfillSchedule(place.db.api, await asked('collection'), missed);
    for (const [n, day] of missed.entries()) {
      await reaches(runOf('collection', day), 'previewed');
      expect(await days('collection')).toEqual([...before, ...missed.slice(0, n + 1)]);
      await act(runOf('collection', day), 'cancel');
    }
    // Asked for again: the runs that are there are the same runs.
    await backfillSchedule(place.db.api, await asked('collection'), missed);
    await relay();
    expect(await days('collection')).toEqual([...before, ...missed]);
  });

  it('runs of itself where nobody has to approve anything', async () => {
    await backfillSchedule(place.db.api, await asked('breach-search'), missed);
    for (const day of missed) await reaches(runOf('breach-search', day), 'done');
    expect(await days('breach-search')).toEqual(missed);
  });

  it('does not itself miss the day whose hour comes meanwhile', async () => {
    const [first = '', second = ''] = missed;
    await backfillSchedule(place.db.api, await asked('dormancy-sweep'), [first, second]);
    await reaches(runOf('dormancy-sweep', first), 'previewed');
    const due = { kind: 'dormancy-sweep', center: CENTER, on: today(), at: Date.now() };
    expect(await beginDueRun(place.pool, due)).toBeNull();
    expect(await days('dormancy-sweep')).toEqual([first]);
    for (const day of [first, second, today()]) {
      await reaches(runOf('dormancy-sweep', day), 'previewed');
      await act(runOf('dormancy-sweep', day), 'cancel');
    }
    expect(await days('dormancy-sweep')).toEqual([first, second, today()]);
  });

  it('that is given up begins no further day', async () => {
    const two = [addDays(from, -2), addDays(from, -1)];
    await backfillSchedule(place.db.api, await asked('dormancy-sweep'), two);
    await reaches(runOf('dormancy-sweep', two[0]!), 'previewed');
    await dropBackfill(place.db.api, await asked('dormancy-sweep'));
    await act(runOf('dormancy-sweep', two[0]!), 'cancel');
    await relay();
    expect(await days('dormancy-sweep')).not.toContain(two[1]);
    await expect(dropBackfill(place.db.api, await asked('dormancy-sweep'))).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
  });
});

describe('a clock that is triggered', () => {
  it('begins the day’s run as its own, also while it is paused, and is the same run again', async () => {
    await pause('reconciliation', true);
    const on = addDays(today(), -1);
    const run = await triggerSchedule(place.db.api, await asked('reconciliation'), on);
    expect(run).toBe(runOf('reconciliation', on));
    expect(await triggerSchedule(place.db.api, await asked('reconciliation'), on)).toBe(run);
    const { rows } = await place.db.owner.query<{ by: string }>(
      'select started_by as by from run where id = $1',
      [run],
    );
    expect(rows).toEqual([{ by: SUPERVISOR.id }]);
    await reaches(run, 'done');
  });
});
