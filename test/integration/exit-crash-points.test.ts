/**
 * Every point of two courses at which a worker can die: leaving with the half year between two payments, and
 * the closing of an empty account whose interest is paid first. The points are counted in the histories.
 */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { addDays, plainDate, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { skipTime } from '../../src/temporal/virtual-clock.ts';
import { caseKilledAtEach, writtenOf, type Hit } from '../harness/doomed-cases.ts';
import { dormancies } from '../harness/dormancy.ts';
import { exits } from '../harness/exits.ts';
import { CLERK, office, SUPERVISOR, type Office } from '../harness/office.ts';
import { overheard } from '../harness/office-worker.ts';

const LIMIT_MS = 300_000;
const POLL = { timeout: 20_000, interval: 20 };
const GATE = plainDate('2027-03-01');

/** An office whose sound worker tells which steps it does, and how a case of it is led by dying ones. */
function doomedOffice() {
  const secrets = generateSecrets();
  const heard: string[] = [];
  const place = office({
    ...{ secrets: parseSecrets(secrets), taskTimeout: '1 second' },
    between: (activities) => overheard(activities, (step) => void heard.push(step)),
  });
  return { place, secrets, heard, own: exits(place), dormant: dormancies(place) };
}

type Doomed = ReturnType<typeof doomedOffice>;

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
): Promise<{ readonly caseId: string; readonly hit: Hit }> {
  const caseId = randomUUID();
  const by = type === 'exit' ? CLERK : SUPERVISOR;
  const asked: Promise<unknown>[] = [];
  const done = new Set<string>();
  const isUnderWay = async () => {
    const { raw, status } = await place.handle(caseId).describe();
    expect(status.name !== 'RUNNING' || Boolean(raw.pendingWorkflowTask)).toBe(true);
  };
  await place.stopWorker();
  const hit = await caseKilledAtEach(place, secrets, {
    handle: () => place.handle(caseId),
    outside: async () => {
      if (asked.length === 0) {
        asked.push(untilAnswered(() => place.start(type, content, by, caseId)));
      } else {
        const { stage, version } = await place.row(caseId);
        const now = `${stage} ${String(version)}`;
        if (!done.has(now)) asked.push(outside[stage]?.(caseId) ?? Promise.reject(new Error(now)));
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

const acted =
  ({ place }: Doomed, action: string, content: (caseId: string) => Promise<object>) =>
  async (caseId: string) => {
    const [given, updateId] = [await content(caseId), `act:${randomUUID()}`];
    return untilAnswered(() => place.act(caseId, action, given, { ...CLERK, updateId }));
  };

/** As the bank does it; and the case is told. */
const paid =
  ({ place, own }: Doomed) =>
  async (caseId: string) => {
    await own.booked(caseId);
    await place.handle(caseId).signal('news');
  };

const goesTo = ({ place }: Doomed, day: (id: string) => Promise<PlainDate>) =>
  async (caseId: string) => {
    const by = startOf(await day(caseId)) - (await place.now(caseId));
    await skipTime(place.temporal.client, place.handle(caseId).workflowId, by);
  };

const first = doomedOffice();
const second = doomedOffice();

describe.concurrent('a worker killed at every point', { timeout: LIMIT_MS }, () => {
  it('of an exit with the half year between two payments', async () => {
    const { place, own, heard } = first;
    const who = await own.leaver({ unit: '8000.00', sealedOn: '2026-08-31' });
    const { caseId, hit } = await led(first, {
      ...{ type: 'exit', content: await own.form(who) },
      outside: {
        'awaiting signature': acted(first, 'sign', async () => ({
          ...{ file: await place.upload(), datesExplained: true },
        })),
        'paying': paid(first),
        'awaiting gate': goesTo(first, () => Promise.resolve(GATE)),
      },
    });
    console.log(hit, await writtenOf(place.handle(caseId)));
    console.log(await place.row(caseId), await own.payouts(caseId), await place.events(caseId));
  });

  it('of the closing of an empty account whose interest is paid first', async () => {
    const { place, own, dormant } = second;
    const who = await dormant.holder();
    await dormant.earned(who);
    await dormant.carded(who);
    const until = async (id: string) =>
      addDays((await dormant.dormancyOf(id))?.['notice_until'] as PlainDate, 1);
    const { caseId, hit } = await led(second, {
      ...{ type: 'dormant-closing', content: { account: who.accountId, reason: '余额为零' } },
      outside: { 'serving': acted(second, 'record-delivery', async (id) => ({ ...{ way: 'counter', servedOn: await dormant.dayOf(id), reason: '本人签收' }, file: await place.upload() })), 'noticed': goesTo(second, until), 'paying': paid(second) },
    });
    console.log(hit, await writtenOf(place.handle(caseId)));
    console.log(await place.row(caseId), await own.payouts(caseId), await place.events(caseId));
  });
});
