/**
 * Cases that wait for half a year outlive the code that parked them: three releases with other commands,
 * servers that are started again (in the long form, `npm run parked`), workers whose clocks are wrong.
 */
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { addDays, plainDate, startOf } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';
import { idNumber } from '../builders.ts';
import { workflowBundle } from '../harness/bundle.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { office } from '../harness/office.ts';
import { startWorkerProcess, type OwnWorker } from '../harness/worker-process.ts';
import '../parked/global-setup.ts';

const COUNT = Number(process.env['ANJU_PARKED'] ?? '4');
const AT_ONCE = 8;
const CASE_MS = 15_000;
const STORY_MS = 300_000 + COUNT * CASE_MS;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
/** The release, and by how much the clock of its worker is wrong. */
const RELEASES = [
  ['first', 0],
  ['second', HOUR_MS],
  ['third', -DAY_MS],
  ['fourth', 183 * DAY_MS],
] as const;

const FIRST_BIRTHDAY = plainDate('1981-01-01');
const SEALED_ON = ['2026-08-28', '2026-08-29', '2026-08-31', '2026-09-30'];

interface Parked {
  readonly who: Leaver;
  readonly caseId: string;
  readonly gate: ReturnType<typeof plainDate>;
}

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets) });
const own = exits(place);

async function releaseOf(name: string): Promise<{ readonly codePath: string }> {
  if (name === 'first') return workflowBundle();
  const entry = fileURLToPath(new URL(`../parked/releases/${name}.ts`, import.meta.url));
  const codePath = join(inject('servers').folder, `release-${name}.js`);
  await writeFile(codePath, (await bundleWorkflows(entry)).code);
  return { codePath };
}

async function workerOf(name: string, clockAhead: number): Promise<OwnWorker> {
  return startWorkerProcess({
    address: place.temporal.address,
    namespace: place.temporal.namespace,
    taskQueue: place.temporal.taskQueue,
    databaseUrl: place.db.urls.app,
    secrets,
    outside: place.outside(),
    ...(await releaseOf(name)),
    diesAfter: null,
    clockAhead,
  });
}

/** In the order in which they are given, some at a time. */
async function each<T, R>(all: readonly T[], work: (one: T, n: number) => Promise<R>) {
  const done: R[] = [];
  const left = [...all.entries()];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      done[next[0]] = await work(next[1], next[0]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return done;
}

async function park(n: number): Promise<Parked> {
  const sealedOn = plainDate(SEALED_ON[n % SEALED_ON.length]!);
  // A thousand people: a birthday each.
  const number = idNumber(addDays(FIRST_BIRTHDAY, n).replaceAll('-', ''));
  const applicant = { name: '张三', type: 'resident-id', number };
  const who = await own.leaver({ flexible: '0.00', unit: '8000.00', sealedOn, applicant });
  const caseId = await own.signed(who, 'awaiting gate');
  return { who, caseId, gate: halfYear({ sealedOn }).opensOn };
}

/** Replayed from its beginning by whoever has it now. */
async function looksAgain({ caseId }: Parked): Promise<void> {
  await place.handle(caseId).executeUpdate('lookAgain', { args: [] });
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
}

async function restarted(): Promise<void> {
  const door = inject('restart');
  if (door === undefined) return;
  expect((await fetch(door, { method: 'POST' })).status).toBe(204);
}

async function wakes({ caseId, who, gate }: Parked): Promise<void> {
  await own.goTo(caseId, addDays(gate, -1), DAY_MS - MINUTE_MS);
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
  expect(await own.payouts(caseId)).toEqual([]);
  await own.goTo(caseId, gate, 0);
  await place.until(caseId, 'paying');
  await own.paid(caseId, 'closed');
  const opened = await place.ask<{ at: number }>(
    `select at from event where case_id = $1 and kind = 'exit-gate-open'`,
    caseId,
  );
  expect(opened).toHaveLength(1);
  const late = opened[0]!.at - startOf(gate);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(MINUTE_MS);
  expect(await own.payouts(caseId)).toMatchObject([{ state: 'paid' }]);
  expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
}

describe('cases that wait for half a year', () => {
  it(
    'wake once each, on their very day, after three releases, restarts and wrong clocks',
    async () => {
      await place.stopWorker();
      const parked: Parked[] = [];
      for (const [n, [name, ahead]] of RELEASES.entries()) {
        const worker = await workerOf(name, ahead);
        try {
          await each(parked, looksAgain);
          const share = Array.from({ length: COUNT }, (_, at) => at).filter((at) => at % 4 === n);
          parked.push(...(await each(share, park)));
          if (name === 'fourth') await each(parked, wakes);
        } finally {
          worker.end();
          await worker.died;
        }
        await restarted();
      }
      expect(parked).toHaveLength(COUNT);
    },
    STORY_MS,
  );
});
