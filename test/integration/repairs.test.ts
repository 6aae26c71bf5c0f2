/**
 * Guided repair over the real engine: every kind of standstill is broken, repaired by its safe move
 * and proved to have moved; and a move that does not help says so.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { ApplicationFailure } from '@temporalio/client';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTemporalRepairs } from '../../src/api/repair/temporal-repairs.ts';
import { attributesOf, createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import type { Change } from '../../src/cases/change.ts';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';
import { createOffices } from '../../activities/offices.ts';
import { createBankClient } from '../../activities/outside/bank.ts';
import { createNoticesClient } from '../../activities/outside/notices.ts';
import { relayOnce } from '../../activities/relay.ts';
import { application, type Applicant } from '../builders.ts';
import { office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { startOfficeWorker } from '../harness/office-worker.ts';
import { stuck, workersAlive } from '../api/world/stuck.ts';
import { world } from '../api/world/index.ts';

/** Cases whose changes cannot be written, and kinds of events whose writing nobody hears of. */
const stubborn = new Set<string>();
const unheard = new Set<string>();
const place = office({
  ownNamespace: true,
  taskTimeout: '2 seconds',
  between: (own) => ({
    ...own,
    commit: async (change: Change) => {
      if (change.expected > 0 && stubborn.has(change.caseId)) throw new Error('stubborn');
      const committed = await own.commit(change);
      if (change.events.some(({ kind }) => unheard.has(kind))) {
        throw ApplicationFailure.nonRetryable('nobody is there', 'gone');
      }
      return committed;
    },
  }),
});
const BUDGET_MS = 4_000;
const engine = () =>
  createTemporalEngine(place.temporal.client, BUDGET_MS, place.temporal.taskQueue);
const api = world({
  filled: place,
  engine,
  repairEngine: () =>
    createTemporalRepairs(place.temporal.client, BUDGET_MS, place.temporal.taskQueue),
  watch: () => createTemporalWatch(place.temporal.client, { taskQueue: place.temporal.taskQueue }),
});
const things = stuck(api);
/** What moved lately is moving; these stories do not wait for it to be over. */
const LATER_MS = 60_000;

beforeAll(async () => {
  await workersAlive(place.db.owner);
  api.clock.ahead = LATER_MS;
});
let stop: (() => Promise<void>) | undefined;
/** Long enough for a busy machine; a move that does not help is given less. */
const work = (shortMs = 20_000) => {
  stop = things.work({ lookMs: 200, shortMs, longMs: shortMs, readyMs: 15_000 });
};
afterEach(async () => {
  await stop?.();
  stop = undefined;
  unheard.clear();
  api.clock.ahead = LATER_MS;
});

interface Asked {
  readonly kind: string;
  readonly move: string;
  readonly until?: string;
}

async function propose(caseId: string, asked: Asked): Promise<string> {
  const object = `case-${caseId}`;
  const told = await things.propose('sun-zhuguan', { object, reason: '核实后修复', ...asked });
  expect(told.status, told.text).toBe(201);
  return told.string('id');
}

async function confirm(id: string): Promise<void> {
  const told = await api.as('zhou-zhuguan').post(`/supervision/repairs/${id}:decide`, {
    body: { approve: true, reason: '已核对' },
  });
  expect(told.status, told.text).toBe(200);
}

/** What the page of a case says is wrong, once it says that. */
async function found(caseId: string, kind: string): Promise<void> {
  const path = `/supervision/stuck/case-${caseId}`;
  await expect
    .poll(
      async () =>
        (await api.as('sun-zhuguan').get(path)).list('findings').map((one) => one['kind']),
      { timeout: 30_000, interval: 200 },
    )
    .toContain(kind);
}

async function finding(id: string, state: string): Promise<string> {
  return (await things.until(id, state)).string('finding');
}

async function offered(): Promise<string> {
  const { caseId } = await place.apply();
  await place.until(caseId, 'awaiting signature');
  return caseId;
}

async function parked(): Promise<{ caseId: string; person: Applicant }> {
  const person = await place.world.person();
  await place.world.breaks('national', 'down', { person });
  const { caseId } = await place.apply(person);
  await place.until(caseId, 'needs attention');
  return { caseId, person };
}

async function inReview(): Promise<string> {
  const { caseId } = await place.apply(await place.world.person({ fraudFlag: true }));
  await place.until(caseId, 'in review');
  return caseId;
}

const CLEARED = { reason: '已核实', finding: 'fraud-flag', cleared: true };

/** The review was written, and nobody heard of it: the books are ahead of the workflow. */
async function ahead(): Promise<string> {
  const caseId = await inReview();
  unheard.add('reviewed');
  expect(await refusalOf(place.act(caseId, 'review', CLEARED, REVIEWER))).toBe('gone');
  unheard.clear();
  expect((await place.row(caseId)).stage).toBe('awaiting signature');
  return caseId;
}

describe('需处理', () => {
  it('is recovered by 立即重试 when the platform answers again', async () => {
    const { caseId, person } = await parked();
    await place.world.mends('national', person);
    work();
    const id = await propose(caseId, { kind: 'parked', move: 'retry-now' });
    expect(await finding(id, 'recovered')).toBe('业务已到“待签协议”。');
    const retried = (await place.trail(caseId)).find(({ kind }) => kind === 'repair-retry');
    expect(retried).toMatchObject({ actor: 'sun-zhuguan', content: { reason: '核实后修复' } });
  });

  it('is not recovered by it while the platform is down', async () => {
    const { caseId } = await parked();
    work();
    const id = await propose(caseId, { kind: 'parked', move: 'retry-now' });
    expect(await finding(id, 'not-recovered')).toContain('业务又转为“需处理”');
  });

  it('is postponed by 约定时间再试, which is not called recovered', async () => {
    const { caseId } = await parked();
    work();
    const until = new Date(Date.now() + 5 * 3_600_000).toISOString();
    const id = await propose(caseId, { kind: 'parked', move: 'wait-until', until });
    await things.until(id, 'postponed');
    expect(await place.waits(caseId)).toMatchObject([{ kind: 'parked', until: Date.parse(until) }]);
  });

  it('is not touched by a repair that somebody’s own act has overtaken', async () => {
    const { caseId } = await parked();
    const id = await propose(caseId, { kind: 'parked', move: 'retry-now' });
    const until = new Date(Date.now() + 3 * 3_600_000).toISOString();
    await place.act(caseId, 'wait-until', { reason: '先等', until }, SUPERVISOR);
    work();
    expect(await finding(id, 'not-recovered')).toMatch(/^没有执行/);
    expect((await place.row(caseId)).stage).toBe('needs attention');
  });
});

describe('a step that fails again and again', () => {
  async function failing(): Promise<string> {
    const caseId = randomUUID();
    stubborn.add(caseId);
    const files = { 'identity-document': await place.upload() };
    await place.submit(application({ ...(await place.world.person()), files }), undefined, caseId);
    await found(caseId, 'activity-retrying');
    return caseId;
  }

  it('is tried at once and recovered when what stood in its way is gone', async () => {
    const caseId = await failing();
    const { client } = place.temporal;
    // Paused, it would never go on by itself.
    const [activity] = (await place.handle(caseId).describe()).raw.pendingActivities ?? [];
    await client.workflowService.pauseActivity({
      namespace: client.options.namespace,
      execution: { workflowId: caseWorkflowId(caseId) },
      id: activity!.activityId!,
    });
    stubborn.delete(caseId);
    work();
    const id = await propose(caseId, { kind: 'activity-retrying', move: 'retry-activity' });
    expect(await finding(id, 'recovered')).toMatch(/^“写入业务库”已完成/);
    await place.until(caseId, 'awaiting signature');
  });

  it('is not recovered when it fails again', async () => {
    const caseId = await failing();
    work(1_500);
    const id = await propose(caseId, { kind: 'activity-retrying', move: 'retry-activity' });
    expect(await finding(id, 'not-recovered')).toMatch(/“写入业务库”正在重试/);
    stubborn.delete(caseId);
    await place.until(caseId, 'awaiting signature');
  });
});

describe('a workflow that does not know what stands in the books', () => {
  it('looks again, and the case goes on from there', async () => {
    const caseId = await ahead();
    await found(caseId, 'state-differs');
    work();
    const id = await propose(caseId, { kind: 'state-differs', move: 'wake' });
    expect(await finding(id, 'recovered')).toBe('流程已与业务库一致，业务在“待签协议”。');
    await place.sign(caseId);
    expect((await place.row(caseId)).stage).toBe('opened');
  });

  it('is begun anew by two, and keeps every act', async () => {
    const caseId = await ahead();
    await found(caseId, 'state-differs');
    work();
    const id = await propose(caseId, { kind: 'state-differs', move: 'rebuild' });
    await confirm(id);
    expect(await finding(id, 'recovered')).toContain('流程已重新开始');
    await place.sign(caseId);
    const kinds = await place.events(caseId);
    expect(kinds.filter((kind) => kind === 'reviewed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'account-opened')).toHaveLength(1);
  });

  it('is not recovered where the books were changed by hand, and nothing moved', async () => {
    const caseId = await offered();
    await place.db.owner.query(`update "case" set stage = 'needs attention' where id = $1`, [
      caseId,
    ]);
    await found(caseId, 'state-differs');
    work(1_500);
    const id = await propose(caseId, { kind: 'state-differs', move: 'wake' });
    // The books were changed by hand: the workflow’s own memory says otherwise, and nothing moved.
    expect(await finding(id, 'not-recovered')).toContain('两边不一致');
    await place.db.owner.query(`update "case" set stage = 'awaiting signature' where id = $1`, [
      caseId,
    ]);
  });
});

describe('a case that nothing moves', () => {
  it('looks again and is checked', async () => {
    const { caseId, person } = await parked();
    await place.world.mends('national', person);
    unheard.add('repair-retry');
    expect(await refusalOf(place.act(caseId, 'retry-now', { reason: '再试' }, SUPERVISOR))).toBe(
      'gone',
    );
    unheard.clear();
    expect(await place.row(caseId)).toMatchObject({ stage: 'checking' });
    await found(caseId, 'orphan');
    work();
    const id = await propose(caseId, { kind: 'orphan', move: 'wake' });
    expect(await finding(id, 'recovered')).toContain('待签协议');
  });
});

describe('a wait that is over', () => {
  it('is acted on when the workflow looks again', async () => {
    const { caseId, person } = await parked();
    await place.world.mends('national', person);
    const until = new Date(Date.now() + 1_500).toISOString();
    unheard.add('repair-wait');
    await refusalOf(place.act(caseId, 'wait-until', { reason: '稍后', until }, SUPERVISOR));
    unheard.clear();
    api.clock.ahead = 10 * 60_000;
    await found(caseId, 'wait-overdue');
    work();
    const id = await propose(caseId, { kind: 'wait-overdue', move: 'wake' });
    expect(await finding(id, 'recovered')).toContain('待签协议');
  });

  it('is still over when the workflow has nothing to do yet', async () => {
    const caseId = await offered();
    await place.db.owner.query(
      `update wait set until = now() - interval '1 hour' where case_id = $1 and closed_at is null`,
      [caseId],
    );
    await found(caseId, 'wait-overdue');
    work(1_500);
    const id = await propose(caseId, { kind: 'wait-overdue', move: 'wake' });
    expect(await finding(id, 'not-recovered')).toMatch(/等申请人签署协议.*流程没有动作/);
  });
});

describe('a case without a workflow', () => {
  const RESTART = { kind: 'no-workflow', move: 'restart' };

  it('is begun anew by two, answers with what the books say, and goes on to its end', async () => {
    const caseId = await inReview();
    await place.handle(caseId).terminate('a mistake at the machine');
    await found(caseId, 'no-workflow');
    const id = await propose(caseId, RESTART);
    work();
    const own = await api
      .as('sun-zhuguan')
      .post(`/supervision/repairs/${id}:decide`, { body: { approve: true, reason: '自己' } });
    expect(own.body).toMatchObject({ code: 'same-person' });
    expect((await place.handle(caseId).describe()).status.name).toBe('TERMINATED');
    await confirm(id);
    expect(await finding(id, 'recovered')).toBe(
      '流程已重新开始，与业务库一致，业务在“人工复核中”。',
    );
    await place.act(caseId, 'review', CLEARED, REVIEWER);
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    expect(await place.handle(caseId).result()).toBe('opened');
  });

  it('is not recovered while nobody works, and needs nothing more once somebody does', async () => {
    const caseId = await offered();
    await place.handle(caseId).terminate('a mistake at the machine');
    const id = await propose(caseId, RESTART);
    await place.stopWorker();
    await confirm(id);
    work(1_500);
    await things.until(id, 'not-recovered');
    await place.startWorker();
    await place.sign(caseId);
    expect((await place.row(caseId)).stage).toBe('opened');
  });
});

describe('a workflow whose case is over', () => {
  async function outlived(): Promise<string> {
    const caseId = await offered();
    unheard.add('withdrawn');
    await refusalOf(place.act(caseId, 'withdraw', { reason: '不办了' }));
    unheard.clear();
    await found(caseId, 'no-case');
    return caseId;
  }

  it('looks again and ends by itself', async () => {
    const caseId = await outlived();
    work();
    const id = await propose(caseId, { kind: 'no-case', move: 'wake' });
    expect(await finding(id, 'recovered')).toBe('流程已随业务办结而结束。');
    expect(await place.handle(caseId).result()).toBe('withdrawn');
  });

  it('is ended by two, and so is one that never had a case', async () => {
    const [over, never] = [await outlived(), randomUUID()];
    const about = { type: 'account-opening', center: '210100', branch: 'sy-hall' };
    const start = { caseId: never, ...about, channel: 'counter' };
    await place.temporal.client.workflow.start('accountOpening', {
      workflowId: caseWorkflowId(never),
      taskQueue: place.temporal.taskQueue,
      args: [start],
      typedSearchAttributes: attributesOf(start),
    });
    work();
    for (const caseId of [over, never]) {
      await found(caseId, 'no-case');
      const id = await propose(caseId, { kind: 'no-case', move: 'end-workflow' });
      await confirm(id);
      expect(await finding(id, 'recovered')).toBe('多余的流程已经结束。');
      expect((await place.handle(caseId).describe()).status.name).toBe('TERMINATED');
    }
    expect((await place.row(over)).stage).toBe('withdrawn');
  });
});

describe('a workflow whose code fails', () => {
  it('is begun anew by two when its history does not fit the code', async () => {
    await place.stopWorker();
    const broken = fileURLToPath(new URL('../workflows/broken/index.ts', import.meta.url));
    const stopBroken = await startOfficeWorker({
      connection: place.temporal.connection,
      namespace: place.temporal.namespace,
      taskQueue: place.temporal.taskQueue,
      databaseUrl: place.db.urls.app,
      secrets: place.secrets,
      outside: place.outside(),
      workflowBundle: await bundleWorkflows(broken),
    });
    const caseId = await inReview();
    await stopBroken();
    await place.startWorker();
    await place.handle(caseId).signal('claimFree');
    await found(caseId, 'workflow-task-failing');
    work();
    const id = await propose(caseId, { kind: 'workflow-task-failing', move: 'rebuild' });
    await confirm(id);
    expect(await finding(id, 'recovered')).toContain('人工复核中');
    await place.act(caseId, 'review', CLEARED, REVIEWER);
    await place.until(caseId, 'awaiting signature');
  });
});

describe('a message that did not leave', () => {
  it('is sent again and recovered when the receiver has it', async () => {
    const caseId = await offered();
    await place.sign(caseId);
    await place.db.owner.query(
      `update outbox set parked_at = created_at, attempts = 80, last_error = 'bug'
        where case_id = $1 and delivered_at is null`,
      [caseId],
    );
    const [row] = await place.ask<{ id: string }>(
      `select id from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    const told = await things.propose('sun-zhuguan', {
      ...{ object: `outbox-${row!.id}`, kind: 'outbox-undelivered', move: 'send-again' },
      reason: '短信通道已恢复',
    });
    expect(told.status, told.text).toBe(201);
    work();
    await things.until(told.string('id'), 'watching');
    const notices = createNoticesClient({ url: `${place.outside()}/notices` });
    const personKeys = createPersonKeys(place.secrets.center);
    const bank = createBankClient({ url: `${place.outside()}/bank` });
    const { client } = place.temporal;
    await relayOnce({
      pool: place.pool,
      secrets: place.secrets,
      personKeys,
      offices: createOffices(place.pool),
      notices,
      bank,
      client,
    });
    expect(await finding(told.string('id'), 'recovered')).toBe('接收方已收到该消息。');
    expect(await place.events(caseId)).toContain('notice-sent');
    await Promise.all([notices.close(), bank.close()]);
  });
});
