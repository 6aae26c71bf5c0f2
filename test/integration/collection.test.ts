/** （四）（五）: from an opening to a month that is paid, on the real engine and the simulated bank. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { createBankClient, type BankClient } from '../../activities/outside/bank.ts';
import { createNoticesClient, type NoticesClient } from '../../activities/outside/notices.ts';
import { patientInterceptor } from '../../activities/faults.ts';
import { relayOnce } from '../../activities/relay.ts';
import { createRunActivities } from '../../activities/runs/index.ts';
import { keepSchedules } from '../../activities/runs/schedules.ts';
import { RUN_TASK_QUEUE, runWorkflowId } from '../../src/cases/runs.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { confirmWith } from '../../src/db/mandate-acts.ts';
import { actOnRun, findRun, startRun } from '../../src/db/runs.ts';
import { addDays, dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { createWorker } from '../../src/temporal/worker.ts';
import { idNumber } from '../builders.ts';
import { workflowBundle } from '../harness/bundle.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';

const CENTER = '210100';
const POLL = { timeout: 20_000, interval: 300 };
const place = office({ ownNamespace: true });
const LIMITS = { probeAfterMs: 20, probeAfterMaxMs: 50 };
let bank: BankClient;
let notices: NoticesClient;
let stopRuns: () => Promise<void>;
const personKeys = createPersonKeys(place.secrets.center);

beforeAll(async () => {
  bank = createBankClient({ url: `${place.outside()}/bank`, limits: LIMITS });
  notices = createNoticesClient({ url: `${place.outside()}/notices`, limits: LIMITS });
  stopRuns = await startRuns();
});
afterAll(async () => {
  await stopRuns();
  await Promise.all([bank.close(), notices.close()]);
});

/** The run worker, on the suite's own namespace. */
async function startRuns(): Promise<() => Promise<void>> {
  const worker = await createWorker({
    connection: place.temporal.connection,
    namespace: place.temporal.namespace,
    taskQueue: RUN_TASK_QUEUE,
    codec: place.secrets.codec,
    identity: 'test-runs',
    workflowBundle: await workflowBundle(),
    activities: createRunActivities({
      ...{ pool: place.pool, secrets: place.secrets, personKeys, bank },
      offices: createOffices(place.pool),
    }),
    faults: patientInterceptor,
    slots: 2,
  });
  const done = worker.run();
  return async () => {
    worker.shutdown();
    await done;
  };
}

const relay = async () => {
  await place.db.owner.query(`update outbox set available_at = now() where delivered_at is null`);
  const { pool, secrets } = place;
  const { client } = place.temporal;
  const offices = createOffices(pool);
  await relayOnce({ pool, secrets, personKeys, offices, notices, bank, client });
};
const by = ({ id, role }: { id: string; role: string }) => ({
  ...{ id, role, origin: `test-${randomUUID()}`, at: Date.now() },
});
const today = (): PlainDate => dateAt(Date.now());

let cards = 0;

/** An account whose debit day is today, with a mandate in force. */
async function contributor(): Promise<{ account: string; caseId: string }> {
  cards += 1;
  const card = {
    number: `62220202888${String(cards).padStart(8, '0')}`,
    holder: '张三',
    bank: '工行',
  };
  const { caseId } = await place.apply({ number: idNumber() }, { bankCard: card });
  await place.until(caseId, 'awaiting signature');
  await place.sign(caseId);
  await relay();
  const [row] = await place.ask<Record<string, string>>(
    `select m.id, m.version::text, m.person, m.account, p.wrapped_key
       from mandate m join account a on a.number = m.account join person p on p.id = m.person
      where a.opened_by_case = $1`,
    caseId,
  );
  const { id = '', version, person = '', account = '', wrapped_key: wrapped = '' } = row!;
  const key = personKeys.unwrap(person, wrapped);
  await confirmWith(
    place.db.api,
    { id, version: Number(version), caseId, person, account, key },
    { code: card.number.slice(-6), by: by({ id: 'lin-guiyuan', role: 'clerk' }) },
  );
  await relay();
  // Opened long ago, so that this month's debit is its own.
  const day = Math.min(28, Number(today().slice(8)));
  await place.db.owner.query(`update account set opened_on = '2026-01-05' where number = $1`, [
    account,
  ]);
  await place.db.owner.query('update plan set debit_day = $2, from_month = $3 where account = $1', [
    account,
    day,
    today().slice(0, 7),
  ]);
  return { account, caseId };
}

async function ended(run: string): Promise<void> {
  await vi.waitFor(async () => {
    await relay();
    expect((await findRun(place.pool, run))?.state).toBe('done');
  }, POLL);
}

async function balance(account: string): Promise<string | undefined> {
  const { rows } = await place.db.owner.query<{ amount: string }>(
    'select sum(amount)::text as amount from balance where account = $1',
    [account],
  );
  return rows[0]?.amount;
}

describe('the clock', () => {
  it('begins the day’s run once, however often it strikes', async () => {
    const { client } = place.temporal;
    await keepSchedules({ client, pool: place.pool });
    // Set anew at every start of a worker.
    await keepSchedules({ client, pool: place.pool });
    const handle = client.schedule.getHandle(`run/collection/${CENTER}`);
    expect((await handle.describe()).spec.timezone).toBe('Asia/Shanghai');
    const began = async () => {
      const { rows } = await place.db.owner.query<{ id: string }>('select id from run');
      return rows.map(({ id }) => id);
    };
    await vi.waitFor(async () => {
      await handle.trigger();
      expect(await began()).toHaveLength(1);
    }, POLL);
    const [run = ''] = await began();
    expect(run).toBe(`collection.${CENTER}.${today()}.1`);
    await ended(run);
    await handle.trigger();
    await handle.trigger();
    // A second strike came to its end, and began nothing.
    await vi.waitFor(async () => {
      const { info } = await handle.describe();
      expect(info.runningActions).toEqual([]);
      expect(info.numActionsTaken).toBeGreaterThanOrEqual(3);
    }, POLL);
    expect(await began()).toEqual([run]);
  });
});

describe('a collection on the engine', () => {
  it('debits whoever is due, posts what the bank paid, and its workflow ends', async () => {
    const one = await contributor();
    const run = await startRun(place.db.api, {
      ...{ kind: 'collection', center: CENTER, on: today(), by: by(SUPERVISOR) },
    });
    await ended(run);
    expect(await balance(one.account)).toBe('800.00');
    const handle = place.temporal.client.workflow.getHandle(runWorkflowId(run));
    expect(await handle.result()).toBe('done');
    const { rows } = await place.db.owner.query(
      'select outcome, state from run_item where run = $1 and account = $2',
      [run, one.account],
    );
    expect(rows).toEqual([{ outcome: 'paid', state: 'done' }]);
  });

  it('that was stopped sleeps until somebody resumes it, whatever was restarted', async () => {
    const one = await contributor();
    await place.db.owner.query(
      `update figure set value = 'supervisor' where name = 'collection-approval'`,
    );
    await stopRuns();
    stopRuns = await startRuns();
    const run = await startRun(place.db.api, {
      ...{ kind: 'collection', center: CENTER, on: today(), by: by(SUPERVISOR) },
    });
    await vi.waitFor(async () => {
      await relay();
      expect((await findRun(place.pool, run))?.state).toBe('previewed');
    }, POLL);
    await stopRuns();
    stopRuns = await startRuns();
    const seen = await findRun(place.pool, run);
    await actOnRun(place.db.api, {
      ...{ run, version: seen!.version, action: 'approve', digest: seen!.digest, reason: null },
      by: by(SECOND_SUPERVISOR),
    });
    await ended(run);
    expect(await balance(one.account)).toBe('800.00');
  });
});

describe('a run whose workflow is gone', () => {
  it('is seen to stand, and woken it finds its place', async () => {
    const watch = createTemporalWatch(place.temporal.client);
    const run = await startRun(place.db.api, {
      ...{ kind: 'collection', center: CENTER, on: today(), by: by(SUPERVISOR) },
    });
    // Delivered, as far as the books know: whoever then lost the workflow told nobody.
    await place.db.owner.query(
      `update outbox set delivered_at = now() where key like 'wake-run/' || $1 || '/%'`,
      [run],
    );
    expect(await watch.movingRuns([run])).toEqual(new Set());
    const seen = await findRun(place.pool, run);
    await actOnRun(place.db.api, {
      ...{ run, version: seen!.version, action: 'wake', digest: null, reason: '流程不在了' },
      by: by(SUPERVISOR),
    });
    await vi.waitFor(async () => {
      await relay();
      expect((await findRun(place.pool, run))?.state).toBe('previewed');
    }, POLL);
    expect(await watch.movingRuns([run])).toEqual(new Set([run]));
    const { version } = (await findRun(place.pool, run))!;
    await actOnRun(place.db.api, {
      ...{ run, version, action: 'cancel', digest: null, reason: '只看流程' },
      by: by(SUPERVISOR),
    });
    await vi.waitFor(async () => {
      await relay();
      expect(await watch.movingRuns([run])).toEqual(new Set());
    }, POLL);
  });
});

describe('the books', () => {
  it('are reconciled with the bank’s own statement of a day, and proved', async () => {
    const yesterday = addDays(today(), -1);
    for (const kind of ['reconciliation', 'proof']) {
      const run = await startRun(place.db.api, {
        ...{ kind, center: CENTER, on: yesterday, by: by(SUPERVISOR) },
      });
      await ended(run);
    }
    const { rows: days } = await place.db.owner.query<{ day: string }>(
      'select day::text from bank_day where center = $1',
      [CENTER],
    );
    expect(days).toEqual([{ day: yesterday }]);
    const { rows } = await place.db.owner.query<{ result: Record<string, unknown> }>(
      `select result from run where kind = 'proof' and state = 'done'`,
    );
    expect(rows[0]!.result).toMatchObject({ verdict: 'green' });
  });
});
