/** The process that watches a repair is killed: the next one goes on, and nothing is done twice. */
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_REPAIR_LIMITS } from '../../src/api/repair/run.ts';
import { createTemporalRepairs } from '../../src/api/repair/temporal-repairs.ts';
import { createTemporalEngine } from '../../src/api/temporal-engine.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { office } from '../harness/office.ts';
import { startRepairProcess } from '../harness/repair-process.ts';
import { stuck, workersAlive } from '../api/world/stuck.ts';
import { world } from '../api/world/index.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets) });
const BUDGET_MS = 4_000;
const queue = () => place.temporal.taskQueue;
const api = world({
  filled: place,
  engine: () => createTemporalEngine(place.temporal.client, BUDGET_MS, queue()),
  repairEngine: () => createTemporalRepairs(place.temporal.client, BUDGET_MS, queue()),
  watch: () => createTemporalWatch(place.temporal.client, { taskQueue: queue() }),
});
const things = stuck(api);
beforeAll(() => workersAlive(place.db.owner));

/** A lease that is over soon: the next process need not wait for long. */
const limits = { ...DEFAULT_REPAIR_LIMITS, lookMs: 100, leaseMs: 1_000 };
const start = () =>
  startRepairProcess({
    ...{ address: place.temporal.address, namespace: place.temporal.namespace },
    ...{ taskQueue: queue(), databaseUrl: place.db.urls.api, secrets, limits },
  });

describe('the process that watches a repair', () => {
  it('is killed, and another one sees that the case went on', async () => {
    const person = await place.world.person();
    await place.world.breaks('national', 'down', { person });
    const { caseId } = await place.apply(person);
    await place.until(caseId, 'needs attention');
    await place.world.mends('national', person);
    // Nobody works on cases: what is asked for is accepted and waits.
    await place.stopWorker();
    const told = await things.propose('sun-zhuguan', {
      ...{ object: `case-${caseId}`, kind: 'parked', move: 'retry-now', reason: '平台已恢复' },
    });
    expect(told.status, told.text).toBe(201);
    const kill = await start();
    await expect
      .poll(
        async () =>
          (await place.ask('select id from repair where leased_until is not null')).length,
        { timeout: 20_000 },
      )
      .toBe(1);
    expect(await kill()).toBe('SIGKILL');
    await place.startWorker();
    const killSecond = await start();
    await things.until(told.string('id'), 'recovered');
    await killSecond();
    const kinds = await place.events(caseId);
    expect(kinds.filter((kind) => kind === 'repair-retry')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'repair-carried-out')).toHaveLength(1);
  });

  it('is killed while a message is on its way, and another one sees it arrive', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    const [row] = await place.ask<{ id: string }>(
      `select id from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    const set = (change: string) =>
      place.db.owner.query(`update outbox set ${change} where id = $1`, [row!.id]);
    await set(`parked_at = created_at, attempts = 80, last_error = 'bug'`);
    const told = await things.propose('sun-zhuguan', {
      ...{ object: `outbox-${row!.id}`, kind: 'outbox-undelivered', move: 'send-again' },
      reason: '短信通道已恢复',
    });
    const kill = await start();
    await things.until(told.string('id'), 'watching');
    await kill();
    await set('delivered_at = created_at');
    expect(
      (await api.as('sun-zhuguan').get(`/supervision/repairs/${told.string('id')}`)).at('state'),
    ).toBe('watching');
    const killSecond = await start();
    await things.until(told.string('id'), 'recovered');
    await killSecond();
  });
});
