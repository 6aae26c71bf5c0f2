/**
 * Exits that wait for half a year while the code goes on: each begins under one release and wakes under a later
 * one, looked at by every worker in between, whose clocks are wrong; one release is careless, and is caught.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, vi } from 'vitest';
import type { SecretsFile } from '../../src/crypto/secrets.ts';
import { NEWS } from '../../src/cases/messages.ts';
import { addDays, plainDate, startOf } from '../../src/domain/calendar.ts';
import { halfYear } from '../../src/policy/half-year.ts';
import { idNumber } from '../builders.ts';
import { workflowBundle } from '../harness/bundle.ts';
import type { exits, Leaver } from '../harness/exits.ts';
import type { Office } from '../harness/office.ts';
import { startWorkerProcess, type OwnWorker } from '../harness/worker-process.ts';
import './global-setup.ts';
import { bundleRelease, LIVES, RELEASES, type Release } from './releases.ts';

const AT_ONCE = 8;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
const POLL = { timeout: 30_000, interval: 100 };
/** By how much the clock of its worker is wrong. */
const AHEAD: Readonly<Record<Release, number>> = {
  ...{ first: 0, second: HOUR_MS, third: -DAY_MS },
  ...{ fourth: 183 * DAY_MS, fifth: -HOUR_MS, sixth: 0 },
};

const FIRST_BIRTHDAY = plainDate('1981-01-01');
const SEALED_ON = ['2026-08-28', '2026-08-29', '2026-08-31', '2026-09-30'];

export interface Parked {
  readonly who: Leaver;
  readonly caseId: string;
  readonly gate: ReturnType<typeof plainDate>;
  readonly begun: Release;
  readonly woken: Release;
}

interface Story {
  readonly place: Office;
  readonly own: ReturnType<typeof exits>;
  readonly secrets: SecretsFile;
  readonly count: number;
  /** Told of everybody who waits at the end of a release, and of everybody who has woken. */
  readonly after?: (one: Parked, release: Release, where: 'waits' | 'woken') => Promise<void>;
}

/** @returns everybody, each closed under the release that was meant for it */
export async function lives(story: Story): Promise<readonly Parked[]> {
  const all: Parked[] = [];
  for (const release of RELEASES) {
    await under(story, release, async () => {
      await each(all.filter(isAlive(release)), (one) => looksAgain(story, one));
      const share = Array.from({ length: story.count }, (_, n) => n).filter(
        (n) => livesOf(n)[0] === release,
      );
      all.push(...(await each(share, (n) => park(story, n))));
      for (const one of all.filter(isAlive(release))) await story.after?.(one, release, 'waits');
      const woken = all.filter((one) => one.woken === release);
      await each(woken, (one) => wakes(story, one));
      for (const one of woken) await story.after?.(one, release, 'woken');
    });
    if (release === 'first') await careless(story, all);
    await restarted();
  }
  return all;
}

function livesOf(n: number): readonly [Release, Release] {
  return LIVES[n % LIVES.length]!;
}

/** Begun before it, or under it, and not woken before it. */
function isAlive(release: Release) {
  const at = RELEASES.indexOf(release);
  return ({ begun, woken }: Parked) =>
    RELEASES.indexOf(begun) <= at && RELEASES.indexOf(woken) >= at;
}

async function under(story: Story, name: Release, work: () => Promise<void>): Promise<void> {
  const worker = await workerOf(story, name, AHEAD[name]);
  try {
    await work();
  } finally {
    worker.end();
    await worker.died;
  }
}

async function workerOf(story: Story, name: string, clockAhead: number): Promise<OwnWorker> {
  const { place, secrets } = story;
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

async function releaseOf(name: string): Promise<{ readonly codePath: string }> {
  if (name === 'first') return workflowBundle();
  const codePath = join(inject('servers').folder, `release-${name}.js`);
  await writeFile(codePath, (await bundleRelease(name)).code);
  return { codePath };
}

/** A release without patches stumbles over whoever waits, and moves nobody: the next one goes on with them. */
async function careless(story: Story, all: readonly Parked[]): Promise<void> {
  const [one] = all;
  if (one === undefined) return;
  const worker = await workerOf(story, 'careless', 0);
  try {
    await story.place.handle(one.caseId).signal(NEWS);
    await vi.waitFor(async () => {
      expect(await failures(story, one)).toContain('NON_DETERMINISTIC_ERROR');
    }, POLL);
    expect((await story.place.row(one.caseId)).stage).toBe('awaiting gate');
  } finally {
    worker.end();
    await worker.died;
  }
}

/** Why workflow tasks of a case failed, in the engine's words. */
async function failures({ place }: Story, { caseId }: Parked): Promise<readonly string[]> {
  const { events } = await place.handle(caseId).fetchHistory();
  return (events ?? []).flatMap(({ workflowTaskFailedEventAttributes: failed }) =>
    failed ? [CAUSES[Number(failed.cause)] ?? String(failed.cause)] : [],
  );
}

/** temporal.api.enums.v1.WorkflowTaskFailedCause */
const CAUSES: Readonly<Record<number, string>> = { 24: 'NON_DETERMINISTIC_ERROR' };

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

async function park({ own }: Story, n: number): Promise<Parked> {
  const sealedOn = plainDate(SEALED_ON[n % SEALED_ON.length]!);
  // A thousand people: a birthday each.
  const number = idNumber(addDays(FIRST_BIRTHDAY, n).replaceAll('-', ''));
  const applicant = { name: '张三', type: 'resident-id', number };
  const who = await own.leaver({ flexible: '0.00', unit: '8000.00', sealedOn, applicant });
  const caseId = await own.signed(who, 'awaiting gate');
  const [begun, woken] = livesOf(n);
  return { who, caseId, gate: halfYear({ sealedOn }).opensOn, begun, woken };
}

/** Replayed from its beginning by whoever has it now, which goes on waiting with what came since. */
async function looksAgain({ place }: Story, { caseId }: Parked): Promise<void> {
  // What a careless release has left in a failed task is tried again by the engine, by and by.
  await vi.waitFor(() => place.handle(caseId).executeUpdate('lookAgain', { args: [] }), {
    timeout: 120_000,
    interval: 500,
  });
  expect((await place.row(caseId)).stage).toBe('awaiting gate');
}

async function restarted(): Promise<void> {
  const door = inject('restart');
  if (door === undefined) return;
  expect((await fetch(door, { method: 'POST' })).status).toBe(204);
}

async function wakes({ place, own }: Story, { caseId, who, gate }: Parked): Promise<void> {
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
