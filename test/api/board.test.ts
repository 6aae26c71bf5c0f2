/** The board: every number is that of the list behind it, and no answer is never "fine". */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { endBeat, writeBeat, type Beat, type OutsideBeat } from '../../src/db/beats.ts';
import { startCase } from './world/cases.ts';
import type { Told } from './world/told.ts';
import { world } from './world/index.ts';

const place = world();
const supervisor = () => place.as('sun-zhuguan');
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const today = () => dateAt(Date.now());

const wait = (kind: string, more: object = {}) => ({
  kind,
  until: null,
  clause: 'liaoning-14',
  endedBy: ['supervisor'],
  shortenedBy: '无',
  ...more,
});

/** Moves a case into a stage with these waits. */
async function stands(stage: string, waits: readonly ReturnType<typeof wait>[]): Promise<string> {
  const { id } = await startCase(place.as('lin-guiyuan'));
  await place.engine.move(id, {
    stage: { at: stage },
    waits: { close: 'all', open: waits },
    tasks: { close: 'all' },
  });
  return id;
}

beforeAll(async () => {
  const soon = Date.now() + 20 * DAY_MS;
  await stands('awaiting signature', [wait('signature', { until: soon })]);
  await stands('awaiting signature', [wait('signature', { until: soon + 7 * DAY_MS })]);
  await stands('in review', [wait('review')]);
  await stands('needs attention', [
    wait('parked', { until: Date.now() + HOUR_MS, detail: { systems: ['national', 'identity'] } }),
  ]);
  const late = await stands('checking', [
    wait('outside-retry', { until: Date.now() - HOUR_MS, detail: { systems: ['national'] } }),
  ]);
  await place.owner.query(
    `update "case" set due_on = '2026-01-05', opened_at = opened_at - interval '40 days'
     where id = $1`,
    [late],
  );
  const promised = await stands('deferred', [
    wait('seal-elsewhere', { until: soon + 400 * DAY_MS }),
  ]);
  await place.owner.query(
    `update "case" set promised_on = '2026-01-05', opened_at = opened_at - interval '3 days'
     where id = $1`,
    [promised],
  );
  await place.owner.query(
    `update wait set since = since - interval '10 days' where case_id = $1 and closed_at is null`,
    [promised],
  );
  await startCase(place.as('wang-guiyuan'));
  await startCase(place.as('dl-guiyuan'));
});

/** How many the list has with these filters. */
async function listed(query: string, staff = 'sun-zhuguan'): Promise<number> {
  const told = await place.as(staff).get(`/cases?open=true&limit=1&count=true&${query}`);
  expect(told.status, told.text).toBe(200);
  return told.number('count');
}

async function board(staff = 'sun-zhuguan'): Promise<Told> {
  const told = await place.as(staff).get('/supervision');
  expect(told.status, told.text).toBe(200);
  return told;
}

describe('every number of the board', () => {
  it('is that of the list of cases: stages, late ones by law and by promise, all', async () => {
    const told = await board();
    expect(told.number('open')).toBe(await listed(''));
    for (const { type, stage, count, overdueByLaw, overdueByPromise } of told.list('cases')) {
      const of = `type=${String(type)}&stage=${encodeURIComponent(String(stage))}`;
      expect(await listed(of)).toBe(count);
      expect(await listed(`${of}&overdueBy=law`)).toBe(overdueByLaw);
      expect(await listed(`${of}&overdueBy=promise`)).toBe(overdueByPromise);
    }
    expect(told.at('overdue')).toMatchObject({ byLaw: 1, byPromise: 1, cases: 2 });
    expect(await listed('overdue=true')).toBe(told.number('overdue.cases'));
    expect(await listed('overdueBy=law')).toBe(told.number('overdue.byLaw'));
    expect(await listed('overdueBy=promise')).toBe(told.number('overdue.byPromise'));
    expect(await listed('overdue=false')).toBe(told.number('open') - 2);
    expect(await listed('state=attention')).toBe(told.number('parkedCount'));
    expect(await listed('state=attention&stage=checking')).toBe(0);
  });

  it('is that of the list by age, at both ends of an age', async () => {
    const told = await board();
    const ages = told.list('ages');
    expect(ages.map(({ age }) => age).sort()).toEqual(['0-1d', '1-7d', '30d+']);
    for (const { age, count } of ages) {
      expect(await listed(`age=${encodeURIComponent(String(age))}`)).toBe(count);
    }
    expect(ages.reduce((sum, { count }) => sum + Number(count), 0)).toBe(told.number('open'));
  });

  it('is that of the list by wait, its age and its end', async () => {
    const told = await board();
    const waits = told.list('waits');
    expect(waits).toContainEqual(
      expect.objectContaining({ kind: 'seal-elsewhere', age: '7-30d', count: 1, overdue: 0 }),
    );
    for (const { kind, age, count, overdue } of waits) {
      const of = `waitingFor=${String(kind)}&waitAge=${encodeURIComponent(String(age))}`;
      expect(await listed(of)).toBe(count);
      expect(await listed(`${of}&waitOverdue=true`)).toBe(overdue);
      expect(await listed(`${of}&waitOverdue=false`)).toBe(Number(count) - Number(overdue));
    }
    expect(told.number('overdue.waits')).toBe(1);
  });

  it('is that of the list of tasks', async () => {
    const told = await board();
    for (const { role, count } of told.list('tasks')) {
      const tasks = await supervisor().get(`/tasks?role=${String(role)}&limit=100`);
      expect(tasks.list('items')).toHaveLength(Number(count));
    }
  });

  it('counts for an outside system the cases that wait for it, also beside another one', async () => {
    const told = await board();
    const waiting = Object.fromEntries(
      told.list('systems').map(({ system, waiting: n }) => [String(system), Number(n)]),
    );
    expect(waiting).toEqual({ national: 2, identity: 1, notices: 0, bank: 0 });
    for (const [system, count] of Object.entries(waiting)) {
      expect(await listed(`waitingOn=${system}`)).toBe(count);
    }
  });

  it('counts only what the one who looks may see', async () => {
    const own = await board('dl-zhuguan');
    expect(own.number('open')).toBe(1);
    expect(own.list('parked')).toEqual([]);
    await place.owner.query(
      `update staff_scope set branch = 'sy-bank' where staff = 'zhou-zhuguan'`,
    );
    const branch = await board('zhou-zhuguan');
    expect(branch.number('open')).toBe(1);
    expect(await listed('', 'zhou-zhuguan')).toBe(1);
    await place.owner.query(`update staff_scope set branch = null where staff = 'zhou-zhuguan'`);
  });
});

describe('the forecast', () => {
  interface Part {
    readonly cases: number;
    readonly kinds: readonly {
      readonly kind: string;
      readonly title: string;
      readonly count: number;
    }[];
  }
  interface Week extends Part {
    readonly from: string;
    readonly to: string;
  }

  it('is 180 days in weeks without a gap, from today on', async () => {
    const told = await supervisor().get('/supervision/forecast');
    const weeks = told.list('periods') as unknown as readonly Week[];
    expect(weeks[0]?.from).toBe(today());
    expect(weeks.at(-1)?.to).toBe(addDays(today(), 179));
    for (const [n, { from, to }] of weeks.entries()) {
      expect(from <= to).toBe(true);
      if (n > 0) expect(addDays(weeks[n - 1]!.to as never, 1)).toBe(from);
      if (n > 0) expect(new Date(`${from}T00:00:00Z`).getUTCDay()).toBe(1);
    }
  });

  it('is told by day and by month as well, each with the same cases in all', async () => {
    const asked = async (by: string) => {
      const told = await supervisor().get(`/supervision/forecast?by=${by}`);
      expect(told.body).toMatchObject({ by, from: today(), to: addDays(today(), 179) });
      return told.list('periods') as unknown as readonly Week[];
    };
    const [days, weeks, months] = await Promise.all(['day', 'week', 'month'].map(asked));
    expect(days!.map(({ from }) => from)).toEqual(
      Array.from({ length: 180 }, (_, n) => addDays(today(), n)),
    );
    for (const [n, { from, to }] of months!.entries()) {
      expect(from.slice(0, 7)).toBe(to.slice(0, 7));
      if (n > 0) expect(from.slice(8)).toBe('01');
      if (n > 0) expect(addDays(months![n - 1]!.to as never, 1)).toBe(from);
    }
    const dues = (parts: readonly Week[]) =>
      parts.flatMap(({ kinds }) => kinds).reduce((sum, { count }) => sum + count, 0);
    expect(dues(days!)).toBeGreaterThan(0);
    // Of one kind a case is due once in a period: by day none falls together.
    expect(dues(days!)).toBeGreaterThanOrEqual(dues(weeks!));
    for (const { from, cases } of days!.filter((day) => day.cases > 0)) {
      expect(await listed(`dueFrom=${from}&dueTo=${from}`)).toBe(cases);
    }
    for (const { from, to, cases } of months!.filter((month) => month.cases > 0)) {
      expect(await listed(`dueFrom=${from}&dueTo=${to}`)).toBe(cases);
    }
    expect((await supervisor().get('/supervision/forecast?by=year')).status).toBe(422);
  });

  it('counts by week and kind exactly the cases of the list', async () => {
    const told = await supervisor().get('/supervision/forecast');
    const weeks = told.list('periods') as unknown as readonly Week[];
    const busy = weeks.filter(({ cases }) => cases > 0);
    expect(busy.length).toBeGreaterThan(2);
    for (const { from, to, cases, kinds } of busy) {
      expect(await listed(`dueFrom=${from}&dueTo=${to}`)).toBe(cases);
      for (const { kind, title, count } of kinds) {
        expect(title).toMatch(/[\u4e00-\u9fff]/);
        expect(await listed(`dueFrom=${from}&dueTo=${to}&dueKind=${kind}`)).toBe(count);
      }
    }
  });

  it('tells what is over, what comes later and what has no end, so that nothing is left out', async () => {
    const told = await supervisor().get('/supervision/forecast');
    const { before, after, endless } = told.body as Record<'before' | 'after' | 'endless', Part>;
    const [yesterday, beyond] = [addDays(today(), -1), addDays(today(), 180)];
    expect(await listed(`dueTo=${yesterday}`)).toBe(before.cases);
    expect(await listed(`dueFrom=${beyond}`)).toBe(after.cases);
    expect(after.kinds).toMatchObject([{ kind: 'wait.seal-elsewhere', count: 1 }]);
    expect(await listed('endless=true')).toBe(endless.cases);
    expect(await listed('endless=true&dueKind=wait.review')).toBe(1);
    expect(await listed('endless=true&dueKind=wait.signature')).toBe(0);
  });

  it('puts an end at midnight on the day before, and one a minute later on that day', async () => {
    const midnight = Date.parse(`${addDays(today(), 41)}T00:00:00+08:00`);
    const id = await stands('awaiting signature', [wait('signature', { until: midnight })]);
    const on = async (day: string) =>
      (await supervisor().get(`/cases?dueFrom=${day}&dueTo=${day}&limit=100`))
        .list('items')
        .map((one) => one['id']);
    expect(await on(addDays(today(), 40))).toContain(id);
    expect(await on(addDays(today(), 41))).not.toContain(id);
    await place.owner.query(
      `update wait set until = until + interval '1 minute' where case_id = $1 and closed_at is null`,
      [id],
    );
    expect(await on(addDays(today(), 40))).not.toContain(id);
    expect(await on(addDays(today(), 41))).toContain(id);
  });
});

describe('filters', () => {
  it.each([
    ['age=2d', '/age'],
    ['dueFrom=2026-02-30', '/dueFrom'],
    ['dueKind=wait.nothing', '/dueKind'],
    ['overdueBy=hope', '/overdueBy'],
    ['state=asleep', '/state'],
  ])('refuse %s and name the field', async (query, pointer) => {
    const told = await supervisor().get(`/cases?${query}`);
    expect(told.status).toBe(422);
    expect(told.text).toContain(pointer);
  });

  it.each([
    'waitAge=0-1d',
    'waitOverdue=true',
    'waitingOn=national',
    'dueFrom=2026-01-01',
    'endless=true',
    'state=attention',
    'dueKind=wait.review',
  ])('tell a channel nothing of why a case waits: %s', async (query) => {
    const told = await place.as('channel-bank').get(`/cases?${query}`);
    expect(told.body).toMatchObject({ code: 'not-authorized' });
  });
});

describe('outside systems', () => {
  const OUTSIDE: OutsideBeat = {
    system: 'national',
    state: 'up',
    since: HOUR_MS,
    asked: 1_000,
    answered: 1_000,
    lastError: null,
    lastErrorAge: null,
    heldBack: 0,
  };
  const beat = (more: Partial<Beat> = {}): Beat => ({
    process: randomUUID(),
    kind: 'cases',
    build: '0.1.0+abc',
    age: DAY_MS,
    outside: [],
    loops: [],
    retries: [],
    ...more,
  });
  /** What the board says of the national platform when these processes say that. */
  async function national(...beats: readonly Beat[]) {
    for (const one of beats) await writeBeat(place.app, one);
    place.clock.ahead += 10_000;
    const told = (await board()).list('systems').find(({ system }) => system === 'national');
    for (const { process } of beats) await endBeat(place.app, process);
    return told!;
  }

  it('are unknown while no process says anything of them', async () => {
    expect(await national()).toMatchObject({
      state: 'unknown',
      since: null,
      lastAnswerAt: null,
      processes: 0,
    });
  });

  it('are up only when they answered lately', async () => {
    const says = (more: Partial<OutsideBeat>) => beat({ outside: [{ ...OUTSIDE, ...more }] });
    expect(await national(says({}))).toMatchObject({ state: 'up', processes: 1 });
    // A process that has just begun is of good hope and has asked nobody.
    const fresh = says({ asked: null, answered: null });
    expect(await national(fresh)).toMatchObject({ state: 'unknown', processes: 1 });
    const minutes = 60_000;
    const old = says({ asked: 16 * minutes, answered: 16 * minutes });
    expect(await national(old)).toMatchObject({ state: 'unknown' });
    const just = says({ asked: 14 * minutes, answered: 14 * minutes });
    expect(await national(just)).toMatchObject({ state: 'up' });
  });

  it('are as bad as the process that has it worst, since when that holds', async () => {
    const told = await national(
      beat({ outside: [OUTSIDE] }),
      beat({
        outside: [
          {
            ...OUTSIDE,
            state: 'open',
            since: 120_000,
            lastError: 'timed-out',
            lastErrorAge: 5_000,
            heldBack: 2,
          },
        ],
      }),
    );
    expect(told).toMatchObject({
      state: 'open',
      stateTitle: '无应答，已暂停查询',
      lastError: 'timed-out',
      requestsHeldBack: 2,
      processes: 2,
      processesOpen: 1,
    });
    const age = Date.now() + place.clock.ahead - Date.parse(String(told['since']));
    expect(Math.round(age / 10_000)).toBe(12);
  });

  it('are not known through a process that is gone', async () => {
    const gone = beat({ outside: [OUTSIDE] });
    await writeBeat(place.app, gone);
    await place.owner.query(`update process_beat set beat_at = beat_at - interval '21 seconds'`);
    expect(await national()).toMatchObject({ state: 'unknown', processes: 0 });
    const told = await board();
    expect(told.list('workers.processes')).toMatchObject([{ kind: 'cases', alive: false }]);
    await endBeat(place.app, gone.process);
  });
});

describe('loops', () => {
  it('work while their passes end well, fail while they do not, and are silent without a process', async () => {
    const process = randomUUID();
    const loop = (more: object) => ({
      ...{ loop: 'outbox', passed: 500, done: 90_000, failed: null, fault: null },
      ...more,
    });
    const state = async (...loops: readonly ReturnType<typeof loop>[]) => {
      const kind = 'runs' as const;
      const common = { build: '0.1.0', age: HOUR_MS, outside: [], retries: [] };
      await writeBeat(place.app, { process, kind, ...common, loops });
      place.clock.ahead += 10_000;
      return (await board()).list('loops').map(({ loop: name, state: how }) => [name, how]);
    };
    expect(await state(loop({}), loop({ loop: 'seal', passed: 100 }))).toEqual([
      ['outbox', 'working'],
      ['seal', 'working'],
      ['incoming', 'silent'],
      ['debits', 'silent'],
    ]);
    const failing = loop({ passed: 45_000, failed: 200, fault: 'error' });
    expect(await state(failing)).toContainEqual(['outbox', 'failing']);
    await endBeat(place.app, process);
    place.clock.ahead += 10_000;
    expect((await board()).list('loops').map(({ state: how }) => how)).toEqual([
      'silent',
      'silent',
      'silent',
      'silent',
    ]);
  });
});
