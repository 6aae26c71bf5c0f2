/**
 * Every point of a course at which a worker can die: the course is led calmly once, and then by workers of which
 * each is killed. The points are counted in the histories.
 */
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { skipTime } from '../../src/temporal/virtual-clock.ts';
import { caseKilledAtEach, writtenOf, type Hit } from './doomed-cases.ts';
import { dormancies } from './dormancy.ts';
import { exits, type Leaver } from './exits.ts';
import { CLERK, office, SUPERVISOR, type As } from './office.ts';
import { overheard } from './office-worker.ts';

export const LIMIT_MS = 1_500_000;
/** The engine may take its time to tell a client that its request was given up. */
const POLL = { timeout: 60_000, interval: 20 };

/** An office whose sound worker tells which steps it does, and how a case of it is led by dying ones. */
export function doomedOffice() {
  const secrets = generateSecrets();
  const heard: string[] = [];
  const place = office({
    ...{ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' },
    between: (activities) => overheard(activities, (step) => void heard.push(step)),
  });
  return { place, secrets, heard, own: exits(place), dormant: dormancies(place) };
}

export type Doomed = ReturnType<typeof doomedOffice>;

/** What the outside does where a case stands, each once. */
type Outside = Readonly<Record<string, (caseId: string) => Promise<unknown>>>;

interface Course {
  readonly type: string;
  readonly content: object;
  readonly outside: Outside;
}

/** The same request under the same key until it is answered: the engine gives up what workers die over. */
function untilAnswered(request: () => Promise<unknown>): Promise<unknown> {
  return vi.waitFor(request, { timeout: LIMIT_MS, interval: 500 });
}

async function led(
  { place, secrets }: Doomed,
  { type, content, outside }: Course,
  lived: Set<number>,
): Promise<{ readonly caseId: string; readonly hit: Hit }> {
  const caseId = randomUUID();
  const by = type === 'dormant-closing' ? SUPERVISOR : CLERK;
  const asked: Promise<unknown>[] = [];
  const done = new Set<string>();
  const isUnderWay = async () => {
    const { raw, status } = await place.handle(caseId).describe();
    expect(status.name !== 'RUNNING' || Boolean(raw.pendingWorkflowTask)).toBe(true);
  };
  await place.stopWorker();
  const hit = await caseKilledAtEach(place, secrets, {
    lived,
    handle: () => place.handle(caseId),
    outside: async () => {
      if (asked.length === 0) {
        asked.push(untilAnswered(() => place.start(type, content, by, caseId)));
      } else {
        const { stage, version } = await place.row(caseId);
        const now = `${stage} ${String(version)}`;
        if (!done.has(now)) asked.push(outside[stage]?.(caseId) ?? Promise.resolve());
        done.add(now);
      }
      await vi.waitFor(isUnderWay, POLL);
    },
  });
  await place.startWorker();
  // Whoever asked for something was told that it is done.
  await Promise.all(asked);
  return { caseId, hit };
}

export const acted =
  (
    { place }: Doomed,
    action: string,
    content: (caseId: string) => Promise<object>,
    by: As = CLERK,
  ) =>
  async (caseId: string) => {
    const [given, updateId] = [await content(caseId), `act:${randomUUID()}`];
    return untilAnswered(() => place.act(caseId, action, given, { ...by, updateId }));
  };

/** As the bank does it; and the case is told. */
export const paid =
  ({ place, own }: Doomed) =>
  async (caseId: string) => {
    await own.booked(caseId);
    await place.handle(caseId).signal('news');
  };

export const goesTo =
  ({ place }: Doomed, day: (id: string) => Promise<PlainDate>) =>
  async (caseId: string) => {
    const by = startOf(await day(caseId)) - (await place.now(caseId));
    await skipTime(place.temporal.client, place.handle(caseId).workflowId, by);
  };

/** Nobody dies more than a few times over one task: what is left is died over in another life. */
const LIVES_MAX = 20;

/**
 * Led calmly once, and then by the dying: at every step that the calm one has done somebody died, and after
 * every workflow task of the ones that were killed.
 */
export async function expectEveryPoint(
  doomed: Doomed,
  {
    course,
    calmly,
    expectOnce,
  }: {
    readonly course: () => Promise<Course>;
    readonly calmly: (course: Course) => Promise<string>;
    readonly expectOnce: (caseId: string) => Promise<void>;
  },
): Promise<void> {
  const { place, heard, own } = doomed;
  const before = await course();
  heard.length = 0;
  const calm = await calmly(before);
  await expectOnce(calm);
  const steps = [...heard].map((step) => step.replace(calm, 'case'));
  // What stands in the history: every step left a mark, and whatever was written was written by a task.
  const written = await writtenOf(place.handle(calm));
  expect(written.steps).toBe(steps.length);
  const hits: string[] = [];
  const lived = new Set<number>();
  for (let lives = 0; lives < LIVES_MAX && missing(steps, hits).length > 0; lives += 1) {
    const { caseId, hit } = await led(doomed, await course(), lived);
    await expectOnce(caseId);
    for (const left of [own.journals, place.events]) {
      expect(await left(caseId)).toEqual(await left(calm));
    }
    // Whoever brought it to rest was dead the next moment.
    expect(hit.tasks).toBeGreaterThanOrEqual(written.tasks);
    hits.push(...hit.steps.map((step) => step.replace(caseId, 'case')));
  }
  expect(missing(steps, hits)).toEqual([]);
}

/** Of each as many as there are of it. */
function missing(wanted: readonly string[], found: readonly string[]): readonly string[] {
  const left = [...found];
  return wanted.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

/** No money left, and the account closed by one change. */
export async function expectClosedOnce(
  { place, own }: Doomed,
  caseId: string,
  who: Pick<Leaver, 'account'>,
): Promise<void> {
  expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  const told = (await place.events(caseId)).filter((kind) => kind === 'account-closed');
  expect(told).toHaveLength(1);
}
