/** The radar: what it says of a case, whom it tells, and that ten thousand cases cost few looks. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { endBeat, writeBeat } from '../../src/db/beats.ts';
import {
  findingOf,
  MOVING_MS,
  OVERDUE_MS,
  stallsOf,
  type Both,
} from '../../src/api/radar/judge.ts';
import { createRadar } from '../../src/api/radar/radar.ts';
import { sweep } from '../../src/api/radar/sweep.ts';
import { radarFindings, type StallFinding } from '../../src/api/supervision-radar.ts';
import { STALL_KINDS, stallTitle } from '../../src/cases/wording-stalls.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { AT_REST, fakeWatch, type FakeWatch } from './world/watch.ts';

const watch: FakeWatch = fakeWatch(() => place.owner);
const place = world({ watch: () => watch });
const supervisor = () => place.as('sun-zhuguan');
const NOW = Date.parse('2026-11-23T10:00:00+08:00');
const MINUTE_MS = 60_000;

describe('one case', () => {
  const wait = { kind: 'signature', since: NOW - 5 * MINUTE_MS, until: NOW + MINUTE_MS };
  const database = {
    stage: 'awaiting signature',
    version: 3,
    open: true,
    updatedAt: NOW - 5 * MINUTE_MS,
    waits: [wait],
    tasks: [],
  };
  const engine = { ...AT_REST, state: 'waiting' };
  const both = (more: { database?: object | null; engine?: object | null } = {}): Both => ({
    caseId: 'c',
    number: 'K202611230000001',
    type: 'account-opening',
    center: '210100',
    branch: 'sy-hall',
    database: more.database === null ? null : { ...database, ...more.database },
    engine: more.engine === null ? null : { ...engine, ...more.engine },
  });
  const idle = { waits: [] };
  const task = { attempt: 1, started: true, scheduledAt: NOW - 1_000, cause: null };
  const activity = {
    type: 'commit',
    attempt: 1,
    state: 'started' as const,
    scheduledAt: NOW - 1_000,
    nextAttemptAt: null,
    failure: null,
  };

  it.each<[string, readonly string[], Both]>([
    ['waits by the books, and its workflow runs', [], both()],
    [
      'has nothing but a task',
      [],
      both({ database: { ...idle, tasks: [{ kind: 'sign', dueOn: '2026-11-01' }] } }),
    ],
    ['has neither', ['orphan'], both({ database: idle })],
    [
      'has neither, but the engine is at work on it',
      [],
      both({ database: idle, engine: { task } }),
    ],
    [
      'has neither, but a step of it runs',
      [],
      both({ database: idle, engine: { activities: [activity] } }),
    ],
    ['has no workflow', ['no-workflow'], both({ engine: { status: 'terminated' } })],
    ['never had one', ['no-workflow'], both({ engine: { status: 'absent' } })],
    [
      'is closed, and its workflow too',
      [],
      both({ database: { open: false }, engine: { status: 'completed' } }),
    ],
    ['is closed, and its workflow is not', ['no-case'], both({ database: { open: false } })],
    ['is nowhere in the books', ['no-case'], both({ database: null })],
    [
      'waits to the very limit',
      [],
      both({ database: { waits: [{ ...wait, until: NOW - OVERDUE_MS }] } }),
    ],
    [
      'waits longer than that',
      ['wait-overdue'],
      both({ database: { waits: [{ ...wait, until: NOW - OVERDUE_MS - 1 }] } }),
    ],
    [
      'fails in its code',
      ['workflow-task-failing'],
      both({ engine: { task: { ...task, attempt: 2 } } }),
    ],
    [
      'lies for half a minute',
      [],
      both({ engine: { task: { ...task, started: false, scheduledAt: NOW - 30_000 } } }),
    ],
    [
      'lies longer',
      ['no-worker'],
      both({ engine: { task: { ...task, started: false, scheduledAt: NOW - 30_001 } } }),
    ],
    [
      'has a step that lies',
      ['no-worker'],
      both({
        engine: { activities: [{ ...activity, state: 'scheduled', scheduledAt: NOW - 30_001 }] },
      }),
    ],
    [
      'has a step in its second attempt',
      [],
      both({ engine: { activities: [{ ...activity, attempt: 2 }] } }),
    ],
    [
      'has one in its third',
      ['activity-retrying'],
      both({ engine: { activities: [{ ...activity, attempt: 3 }] } }),
    ],
    [
      'has one that was paused',
      ['activity-retrying'],
      both({ engine: { activities: [{ ...activity, state: 'paused' }] } }),
    ],
    ['shows another state', ['state-differs'], both({ engine: { state: 'attention' } })],
    ['shows none', ['state-differs'], both({ engine: { state: null } })],
    ['is about to show another', [], both({ engine: { state: 'attention', task } })],
    [
      'is gone and overdue',
      ['no-workflow', 'wait-overdue'],
      both({ database: { waits: [{ ...wait, until: 1 }] }, engine: { status: 'failed' } }),
    ],
    [
      'has neither, and nobody could ask the engine',
      ['orphan'],
      both({ database: idle, engine: null }),
    ],
    ['waits, and nobody could ask the engine', [], both({ engine: null })],
  ])('that %s', (_, kinds, given) => {
    expect(stallsOf(given, NOW)).toEqual(kinds);
    const finding = findingOf(given, NOW);
    if (kinds.length === 0) {
      expect(finding).toBeNull();
      return;
    }
    expect([finding!.kind, ...finding!.also]).toEqual(kinds);
    expect(finding!.sentence).toMatch(/^[^undefined]*。$/u);
    expect(finding!.sentence).not.toMatch(/null|undefined|NaN/);
    expect(finding!.since).toBeTypeOf('number');
  });

  it('has a title for every kind', () => {
    for (const kind of STALL_KINDS) expect(stallTitle(kind)).toMatch(/[\u4e00-\u9fff]/);
  });
});

/** Started long enough ago not to be just moving. */
async function rested(staff = 'lin-guiyuan'): Promise<string> {
  const { id } = await startCase(place.as(staff));
  await place.owner.query(
    `update "case" set updated_at = updated_at - interval '1 hour' where id = $1`,
    [id],
  );
  return id;
}

const found = async (staff = 'sun-zhuguan', query = '') => {
  place.clock.ahead += 6_000;
  const told = await place.as(staff).get(`/supervision/radar${query}`);
  expect(told.status, told.text).toBe(200);
  return told;
};

describe('GET /supervision/radar', () => {
  afterEach(() => {
    watch.instead.clear();
    watch.more.length = 0;
    watch.away = false;
  });

  it('shows both views of a case whose workflow is gone', async () => {
    const id = await rested();
    expect((await found()).list('items')).toEqual([]);
    watch.instead.set(id, { status: 'terminated', closedAt: NOW });
    const told = await found();
    expect(told.body).toMatchObject({ total: 1, left: 0, complete: true });
    expect(told.at('items.0')).toMatchObject({
      kind: 'no-workflow',
      title: '在办，但流程不在运行',
      caseId: id,
      typeTitle: '开户',
      confirmed: true,
      since: new Date(NOW).toISOString(),
      database: {
        stageTitle: '待补正',
        state: '等待中',
        waits: [{ title: '等申请人补正材料' }],
        tasks: [{ title: '催办补正' }],
      },
      engine: { status: 'terminated', statusTitle: '已被强行终止' },
    });
    expect(told.list('kinds')).toEqual([
      { kind: 'no-workflow', title: '在办，但流程不在运行', count: 1 },
    ]);
    expect((await found('sun-zhuguan', '?kind=orphan')).list('items')).toEqual([]);
  });

  it('says nothing of what has just moved, on either side', async () => {
    const { id } = await startCase(place.as('lin-guiyuan'));
    await place.owner.query('update "case" set updated_at = $2 where id = $1', [
      id,
      new Date(Date.now() + place.clock.ahead + MOVING_MS / 2 + 6_000),
    ]);
    watch.instead.set(id, null);
    watch.more.push({
      ...{ caseId: randomUUID(), type: 'account-opening', center: '210100', branch: 'sy-hall' },
      ...{ state: 'running', startedAt: Date.now() + place.clock.ahead + 6_000, failing: false },
    });
    expect((await found()).list('items')).toEqual([]);
  });

  it('drops a suspicion that a second look does not confirm', async () => {
    const id = await rested();
    const { look } = watch;
    watch.instead.set(id, null);
    watch.look = (caseId, timers) => {
      watch.instead.delete(caseId);
      return look(caseId, timers);
    };
    expect((await found()).list('items')).toEqual([]);
    watch.look = look;
  });

  it('looks at a single case now', async () => {
    const id = await rested();
    watch.instead.set(id, { status: 'failed' });
    const one = await found('sun-zhuguan', `?case=${id}`);
    expect(one.list('items')).toMatchObject([{ caseId: id, kind: 'no-workflow' }]);
    const none = await found('sun-zhuguan', `?case=${randomUUID()}`);
    expect(none.list('items')).toEqual([]);
    expect((await found('sun-zhuguan', `?case=${await rested()}`)).list('items')).toEqual([]);
  });

  it('tells a supervisor of the own center only, an operator the numbers only, a clerk nothing', async () => {
    const here = await rested();
    const there = await rested('dl-guiyuan');
    for (const id of [here, there]) watch.instead.set(id, null);
    const ids = (told: Awaited<ReturnType<typeof found>>) =>
      told.list('items').map(({ caseId }) => caseId);
    expect(ids(await found('sun-zhuguan'))).toEqual([here]);
    expect(ids(await found('dl-zhuguan'))).toEqual([there]);
    const machines = await found('wu-yunwei');
    expect(machines.list('items')).toEqual([]);
    expect(machines.number('total')).toBe(1);
    expect((await place.as('lin-guiyuan').get('/supervision/radar')).status).toBe(403);
    const deps = { radar: createRadar({ pool: place.app, watch, now: Date.now }) };
    const grants = [{ role: 'supervisor' as const, center: '210200', branch: null }];
    const mine = await radarFindings({ grants }, deps);
    expect(mine.map(({ caseId }: StallFinding) => caseId)).toEqual([there]);
  });

  it('finds a case that waits for a person while a step of it fails, because a worker names it', async () => {
    const id = await rested();
    const failing = {
      type: 'commit',
      attempt: 9,
      state: 'scheduled' as const,
      scheduledAt: NOW,
      nextAttemptAt: NOW + 10_000,
      failure: 'database-unavailable',
    };
    watch.instead.set(id, { activities: [failing] });
    expect((await found()).list('items')).toEqual([]);
    const process = randomUUID();
    const retry = {
      of: 'case' as const,
      id,
      activity: 'commit',
      attempt: 9,
      failed: 100,
      fault: 'bug',
    };
    const beat = { process, kind: 'cases' as const, build: '0', age: 1, outside: [], loops: [] };
    await writeBeat(place.app, { ...beat, retries: [retry] });
    const told = await found();
    expect(told.string('items.0.sentence')).toBe(
      '“写入业务库”正在重试，第9次，上次失败：业务库无法连接；下次2026年11月23日 10:00。',
    );
    await writeBeat(place.app, { ...beat, retries: [] });
    expect((await found()).list('items')).toEqual([]);
    await endBeat(place.app, process);
  });

  it('looks at the books alone while the engine is away, and says so', async () => {
    const id = await rested();
    await place.owner.query(
      `update wait set until = now() - interval '1 hour' where case_id = $1 and closed_at is null`,
      [id],
    );
    watch.away = true;
    const told = await found();
    expect(told.body).toMatchObject({ engineReachable: false, engine: null, complete: false });
    expect(told.list('items')).toMatchObject([
      { caseId: id, kind: 'wait-overdue', confirmed: false, engine: null },
    ]);
    await place.owner.query(`update wait set until = null where case_id = $1`, [id]);
  });

  it('shows up on the board and in the metrics, without a further sweep for either', async () => {
    const id = await rested();
    watch.instead.set(id, null);
    await found();
    const { looks } = watch;
    const board = await supervisor().get('/supervision');
    expect(board.at('stalls')).toMatchObject({
      total: 1,
      kinds: [{ kind: 'no-workflow', count: 1 }],
    });
    const text = await (await fetch(`${place.base}/metrics`)).text();
    expect(text).toMatch(/anju_stalls\{kind="no-workflow"\} \d+/);
    expect(text).toMatch(/anju_stalls\{kind="orphan"\} 0/);
    expect(text).toMatch(/anju_radar_swept \d{10}/);
    expect(text).toMatch(/anju_cases_overdue\{by="law"\} 0/);
    expect(watch.looks).toBe(looks);
  });
});

describe('ten thousand open cases', () => {
  const MANY = 10_000;

  beforeAll(async () => {
    const id = await rested();
    await place.owner.query(
      `insert into "case" (id, number, center, branch, type, person, stage, version, channel,
         submitted_by, opened_at, updated_at)
       select gen_random_uuid(), 'X' || n, c.center, c.branch, c.type, c.person, 'incomplete', 1,
         c.channel, c.submitted_by, c.opened_at, c.updated_at
       from "case" c, generate_series(1, ${MANY}) n where c.id = $1`,
      [id],
    );
    await place.owner.query(
      `insert into wait (case_id, kind, since, clause, ended_by, shortened_by)
       select id, 'supplement', opened_at, 'liaoning-1', '{clerk}', '无' from "case"
       where number like 'X%'`,
    );
    await place.owner.query('analyze "case"; analyze wait; analyze task');
  });

  const parts = () => ({ pool: place.app, watch, now: Date.now });

  it('are swept in pages, without a look at any of them when all is well', async () => {
    watch.looks = 0;
    const swept = await sweep(parts());
    expect(swept).toMatchObject({ findings: [], notLookedAt: 0, complete: true });
    expect(swept.database.open).toBeGreaterThan(MANY);
    expect(swept.engine?.running).toBe(swept.database.open);
    expect(watch.looks).toBe(0);
    expect(swept.tookMs).toBeLessThan(5_000);
  });

  it('cost no more looks than the limit when the engine has lost them all', async () => {
    watch.looks = 0;
    const lost = fakeWatch(() => place.owner);
    lost.running = async function* none() {
      await Promise.resolve();
      yield [];
    };
    lost.look = () => {
      watch.looks += 1;
      return Promise.resolve({ ...AT_REST, status: 'absent' });
    };
    const swept = await sweep({ ...parts(), watch: lost });
    expect(swept.findings.length).toBe(swept.database.open);
    expect(swept.findings.every(({ kind }) => kind === 'no-workflow')).toBe(true);
    expect(swept.findings.filter(({ confirmed }) => confirmed)).toHaveLength(200);
    expect(swept.complete).toBe(false);
    expect(watch.looks).toBe(200);
  });

  it('are said not to be read whole beyond the limit, and nothing is concluded from that', async () => {
    const limits = { casesMax: 2_000, looksMax: 10, looksAtOnce: 2 };
    const swept = await sweep({ ...parts(), limits });
    expect(swept.complete).toBe(false);
    expect(swept.findings).toEqual([]);
  });

  it('are swept once for everybody who looks at the same time', async () => {
    let lists = 0;
    const counted = fakeWatch(() => place.owner);
    const { running } = counted;
    counted.running = () => {
      lists += 1;
      return running();
    };
    const radar = createRadar({ ...parts(), watch: counted });
    await Promise.all([radar.sweep(), radar.sweep(), radar.sweep()]);
    expect(radar.known(60_000)).not.toBeNull();
    await radar.sweep();
    expect(lists).toBe(1);
  });
});
