/** Runs on the real engine and the simulated bank, for a suite's own office. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { patientInterceptor } from '../../activities/faults.ts';
import { createOffices } from '../../activities/offices.ts';
import { createBankClient, type BankClient } from '../../activities/outside/bank.ts';
import { createNoticesClient, type NoticesClient } from '../../activities/outside/notices.ts';
import { relayOnce } from '../../activities/relay.ts';
import { createRunActivities } from '../../activities/runs/index.ts';
import { RUN_TASK_QUEUE, type RunAction } from '../../src/cases/runs.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import type { Acting } from '../../src/db/acting.ts';
import { confirmWith } from '../../src/db/mandate-acts.ts';
import { actOnRun, findRun, startRun } from '../../src/db/runs.ts';
import { dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { createWorker } from '../../src/temporal/worker.ts';
import { idNumber } from '../builders.ts';
import { workflowBundle } from './bundle.ts';
import { SECOND_SUPERVISOR, SUPERVISOR, type Office } from './office.ts';

export const CENTER = '210100';
export const POLL = { timeout: 20_000, interval: 300 };
const LIMITS = { probeAfterMs: 20, probeAfterMaxMs: 50 };

export interface RunOffice {
  /** Delivers whatever the outbox holds. */
  readonly relay: () => Promise<void>;
  /** Starts the run worker, on the suite's namespace. @returns how to stop it */
  readonly startRuns: () => Promise<() => Promise<void>>;
  /** An account with money to come: its debit day is today, its mandate in force, 800.00 a month unless told. */
  readonly contributor: (
    contribution?: object,
  ) => Promise<{ readonly account: string; readonly caseId: string }>;
  /** Starts a run as a supervisor. @returns its id */
  readonly begin: (kind: string, on: string) => Promise<string>;
  /** What a supervisor does to it; approval is by another one than began it. */
  readonly act: (run: string, action: RunAction) => Promise<void>;
  /** Waits until the run is in that state, and delivers meanwhile. */
  readonly reaches: (run: string, state: string) => Promise<void>;
  readonly balance: (account: string) => Promise<string | undefined>;
}

export function today(): PlainDate {
  return dateAt(Date.now());
}

/** Call it once at the top of a suite, after its office. */
export function runOffice(place: Office): RunOffice {
  const personKeys = createPersonKeys(place.secrets.center);
  let bank: BankClient;
  let notices: NoticesClient;
  beforeAll(() => {
    bank = createBankClient({ url: `${place.outside()}/bank`, limits: LIMITS });
    notices = createNoticesClient({ url: `${place.outside()}/notices`, limits: LIMITS });
  });
  afterAll(async () => {
    await Promise.all([bank.close(), notices.close()]);
  });
  const relay = async () => {
    await place.db.owner.query(`update outbox set available_at = now() where delivered_at is null`);
    const { pool, secrets } = place;
    const { client, taskQueue } = place.temporal;
    const offices = createOffices(pool);
    await relayOnce({ pool, secrets, personKeys, offices, notices, bank, client, taskQueue });
  };
  return {
    relay,
    startRuns: () => startRuns(place, bank),
    contributor: (contribution) => contributor(place, relay, contribution),
    begin: (kind, on) =>
      startRun(place.db.api, { kind, center: CENTER, on, by: acting(SUPERVISOR) }),
    act: async (run, action) => {
      const seen = (await findRun(place.pool, run))!;
      await actOnRun(place.db.api, {
        ...{ run, version: seen.version, action },
        ...(action === 'approve'
          ? { digest: seen.digest, reason: null, by: acting(SECOND_SUPERVISOR) }
          : { digest: null, reason: '说明', by: acting(SUPERVISOR) }),
      });
    },
    reaches: (run, state) =>
      vi.waitFor(async () => {
        await relay();
        expect((await findRun(place.pool, run))?.state).toBe(state);
      }, POLL),
    balance: async (account) => {
      const { rows } = await place.db.owner.query<{ amount: string }>(
        'select sum(amount)::text as amount from balance where account = $1',
        [account],
      );
      return rows[0]?.amount;
    },
  };
}

async function startRuns(place: Office, bank: BankClient): Promise<() => Promise<void>> {
  const { pool, secrets } = place;
  const worker = await createWorker({
    connection: place.temporal.connection,
    namespace: place.temporal.namespace,
    taskQueue: RUN_TASK_QUEUE,
    codec: secrets.codec,
    identity: 'test-runs',
    workflowBundle: await workflowBundle(),
    activities: createRunActivities({
      ...{ pool, secrets, personKeys: createPersonKeys(secrets.center), bank },
      offices: createOffices(pool),
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

function acting({ id, role }: { readonly id: string; readonly role: string }): Acting {
  return { id, role, origin: `test-${randomUUID()}`, at: Date.now() };
}

let cards = 0;

async function contributor(place: Office, relay: () => Promise<void>, contribution?: object) {
  cards += 1;
  const card = {
    number: `62220202888${String(cards).padStart(8, '0')}`,
    holder: '张三',
    bank: '工行',
  };
  const more = { bankCard: card, ...(contribution && { contribution }) };
  const { caseId } = await place.apply({ number: idNumber() }, more);
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
  const key = createPersonKeys(place.secrets.center).unwrap(person, wrapped);
  await confirmWith(
    place.db.api,
    { id, version: Number(version), caseId, person, account, key },
    { code: card.number.slice(-6), by: acting({ id: 'lin-guiyuan', role: 'clerk' }) },
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
