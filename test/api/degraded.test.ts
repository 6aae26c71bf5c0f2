/** What every member of staff is told while something is down. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { endBeat, writeBeat, type Beat, type OutsideBeat } from '../../src/db/beats.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { fakeWatch, type FakeWatch } from './world/watch.ts';

const watch: FakeWatch = fakeWatch(() => place.owner);
const place = world({ watch: () => watch });
const written: string[] = [];

const SYSTEM: OutsideBeat = {
  ...{ system: 'national', state: 'up', since: 60_000, asked: 1_000, answered: 1_000 },
  ...{ lastError: null, lastErrorAge: null, heldBack: 0 },
};

async function beat(kind: Beat['kind'], outside: readonly OutsideBeat[] = []): Promise<string> {
  const process = randomUUID();
  written.push(process);
  const loops =
    kind === 'runs' ? [{ loop: 'outbox', passed: 1, done: 1, failed: null, fault: null }] : [];
  await writeBeat(place.app, { process, kind, build: '0', age: 1, outside, loops, retries: [] });
  return process;
}

interface Item {
  readonly what: string;
  readonly state: string;
  readonly heldBack: number;
  readonly since: string | null;
}

async function told(staff = 'lin-guiyuan') {
  place.clock.ahead += 4_000;
  const answer = await place.as(staff).get('/supervision/degraded');
  expect(answer.status, answer.text).toBe(200);
  const items = answer.list('items') as unknown as readonly Item[];
  return { items, mark: answer.string('mark') };
}

const what = (items: readonly Item[]) => items.map((one) => `${one.what} ${one.state}`);

afterEach(async () => {
  watch.away = false;
  for (const process of written.splice(0)) await endBeat(place.app, process);
});

describe('nothing', () => {
  it('is said while all is well, and of systems that nobody asks at the moment', async () => {
    await beat('cases', [{ ...SYSTEM, asked: null, answered: null }]);
    await beat('runs');
    for (const staff of ['lin-guiyuan', 'zhao-fuhe', 'qian-shenpi', 'li-shenji', 'wu-yunwei']) {
      expect((await told(staff)).items).toEqual([]);
    }
  });

  it('is told to a channel', async () => {
    const answer = await place.as('channel-bank').get('/supervision/degraded');
    expect(answer.status).toBe(403);
  });
});

describe('what is down', () => {
  it('is the platform whose circuit is open, with the cases held back in the own center', async () => {
    await beat('cases', [{ ...SYSTEM, state: 'open', since: 120_000 }]);
    await beat('runs');
    const { id } = await startCase(place.as('lin-guiyuan'));
    const until = Date.now() + 3_600_000;
    await place.engine.move(id, {
      stage: { at: 'needs attention' },
      waits: {
        close: 'all',
        open: [
          {
            ...{ kind: 'parked', until, clause: 'liaoning-14', endedBy: ['supervisor'] },
            ...{ shortenedBy: '立即重试', detail: { systems: ['national'] } },
          },
        ],
      },
    });
    const { items } = await told();
    expect(items).toMatchObject([
      {
        what: 'national',
        state: 'down',
        heldBack: 1,
        sentence: expect.stringMatching(/^全国住房公积金监管服务平台自.*起.*。$/) as string,
        // Of every case type that asks it.
        waits: expect.arrayContaining([
          expect.objectContaining({
            what: expect.stringContaining('开户') as string,
            promise: expect.stringContaining('下一次自动查询在') as string,
          }),
        ]) as object[],
      },
    ]);
    expect((await told('dl-guiyuan')).items).toMatchObject([{ what: 'national', heldBack: 0 }]);
  });

  it('is slow without further consequences, and the mark tells the two apart', async () => {
    await beat('runs');
    const fine = await told();
    await beat('cases', [{ ...SYSTEM, state: 'slow' }]);
    const slow = await told();
    expect(slow.items).toMatchObject([{ what: 'national', state: 'slow', goesOn: [], waits: [] }]);
    await beat('cases', [{ ...SYSTEM, state: 'open' }]);
    const open = await told();
    expect(new Set([fine.mark, slow.mark, open.mark]).size).toBe(3);
    expect((await told()).mark).toBe(open.mark);
  });

  it('is the engine when it does not answer, since when that was first seen', async () => {
    await beat('cases');
    await beat('runs');
    expect((await told()).items).toEqual([]);
    watch.away = true;
    const first = await told();
    expect(what(first.items)).toEqual(['engine down']);
    const again = await told();
    expect(again.items[0]?.since).toBe(first.items[0]?.since);
  });

  it('is a worker that fell silent, and is none any more when it lives again', async () => {
    await beat('runs');
    const process = await beat('cases');
    await place.owner.query(
      `update process_beat set beat_at = beat_at - interval '21 seconds' where process = $1`,
      [process],
    );
    const { items } = await told();
    expect(what(items)).toEqual(['case-worker down']);
    expect(items[0]?.since).not.toBeNull();
    await beat('cases');
    expect((await told()).items).toEqual([]);
  });

  it('is a worker that lives and asks for no work', async () => {
    await beat('runs');
    await beat('cases');
    const { queues } = watch;
    watch.queues = async () => (await queues()).map((queue) => ({ ...queue, pollers: 0 }));
    expect(what((await told()).items)).toEqual(['case-worker down']);
    watch.queues = queues;
  });

  it('is the run worker when none ever spoke', async () => {
    await beat('cases');
    expect(what((await told()).items)).toEqual(['run-worker down']);
  });
});
