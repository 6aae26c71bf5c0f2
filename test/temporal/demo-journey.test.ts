/** 演示时间: a journey ends, also while an outside system is down and a case asks it again for ever. */
import { describe, expect, it } from 'vitest';
import type { Client } from '@temporalio/client';
import { createDemoTime, REPEATS_MAX, type DemoBooks } from '../../src/temporal/demo-time.ts';

const DAY = 86_400_000;
const HALF_HOUR = 1_800_000;
const START = Date.UTC(2026, 10, 23);

/** A demo whose cases wait as the books say; time passes at once. */
function demo(books: Pick<DemoBooks, 'nextWait'>) {
  let at = START;
  const carried: [string, number][] = [];
  const client = {
    workflow: { getHandle: (workflowId: string) => ({ workflowId }) },
  } as unknown as Client;
  const time = createDemoTime({
    client,
    clock: {
      now: () => at,
      ahead: () => at - START,
      setTo: (to: number) => {
        at = Math.max(at, to);
      },
    },
    books: {
      isOpen: () => Promise.resolve(false),
      openWorkflows: () => Promise.resolve(['case/parked', 'case/other']),
      runsBetween: () => Promise.resolve([]),
      rests: () => Promise.resolve(true),
      ...books,
    },
    runQueue: 'runs',
    time: {
      jumpTo: ({ workflowId }: { workflowId: string }, to: Date) => {
        carried.push([workflowId, to.getTime()]);
        return Promise.resolve();
      },
      untilIdle: () => Promise.resolve(),
    },
  });
  return { time, carried, now: () => at };
}

/** A case that asks again every half hour, as long as nobody answers. */
function parked(upTo: number) {
  let n = 0;
  return (until: number) => {
    if (n >= upTo) return Promise.resolve(null);
    n += 1;
    const wait = { workflowId: 'case/parked', wait: String(n), until: START + n * HALF_HOUR };
    return Promise.resolve(wait.until <= until ? wait : null);
  };
}

describe('演示时间', () => {
  it('stops where one case has asked again and again, and says which and on which day everybody stands', async () => {
    const { time, carried, now } = demo({ nextWait: parked(Number.MAX_SAFE_INTEGER) });
    const told = await time.travel(START + 180 * DAY);
    expect(told).toMatchObject({ waits: REPEATS_MAX, stoppedBy: 'case/parked' });
    const reached = START + REPEATS_MAX * HALF_HOUR;
    expect(told?.to).toBe(reached);
    expect(now()).toBe(reached);
    expect(carried.slice(-2)).toEqual([
      ['case/parked', reached],
      ['case/other', reached],
    ]);
    expect(time.moving()).toBe(false);
  });

  it('goes all the way where the case is answered before that', async () => {
    const { time, now } = demo({ nextWait: parked(REPEATS_MAX - 1) });
    const told = await time.travel(START + 180 * DAY);
    expect(told).toMatchObject({ waits: REPEATS_MAX - 1, stoppedBy: null });
    expect(now()).toBe(START + 180 * DAY);
  });
});
