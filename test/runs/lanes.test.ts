/** Chunks of one run worked side by side: every item once, and nothing of a run that was stopped. */
import { describe, expect, it } from 'vitest';
import type { RunWork, Working } from '../../activities/runs/kind.ts';
import { besideOthers, openItems, settleItems } from '../../src/db/runs.ts';
import { bench } from '../db/fixtures.ts';
import { runs } from './fixtures.ts';

const ITEMS = 7;

const suite = bench();
/** What a lane does with the items it holds before they are settled. */
let meanwhile: (ns: readonly number[]) => Promise<void> = () => Promise.resolve();
const held: number[] = [];

const twoLanes: RunWork = {
  lanes: 2,
  freeze: async (tx, { id }) => {
    await tx.query(
      `insert into run_item (run, n, subject, verdict, amount)
       select $1, n, 'item/' || n, 'due', 10 from generate_series(1, ${ITEMS}) n`,
      [id],
    );
    return {};
  },
  chunk: async ({ deps, run, at }: Working) => {
    const taken = await besideOthers(deps.pool, run, async (tx) => {
      const items = await openItems(tx, run.id, 1);
      const ns = items.map(({ n }) => n);
      held.push(...ns);
      await meanwhile(ns);
      const settled = ns.map((n) => ({ n, state: 'done', outcome: 'credited' }) as const);
      await settleItems(tx, run.id, { settled, at });
      return ns.length;
    });
    return taken > 0 ? { kind: 'more' } : { kind: 'end' };
  },
};

const { start, drive, step, act, row, items } = runs(suite, {
  works: { 'interest-settlement': twoLanes },
});

async function approved(on: string): Promise<string> {
  held.length = 0;
  meanwhile = () => Promise.resolve();
  const run = await start('interest-settlement', on);
  await drive(run);
  await act(run, 'approve');
  return run;
}

const states = async (run: string) => (await items(run)).map(({ state }) => state);

describe('chunks side by side', () => {
  it('take each item once, two at a time', async () => {
    const run = await approved('2027-06-30');
    let [now, most] = [0, 0];
    meanwhile = async (ns) => {
      now += ns.length;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 20));
      now -= ns.length;
    };
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    expect(most).toBe(2);
    expect(held.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await row(run)).toMatchObject({ done: ITEMS, done_amount: '70.00' });
  });

  it('come to nothing when somebody stopped the run while they were at work', async () => {
    const run = await approved('2028-06-30');
    let stopped = false;
    meanwhile = async (ns) => {
      if (!ns.includes(1) || stopped) return;
      stopped = true;
      await act(run, 'stop');
    };
    await step(run);
    expect((await states(run))[0]).toBe('open');
    expect(await row(run)).toMatchObject({ state: 'stopped' });
    await act(run, 'resume');
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    expect(await row(run)).toMatchObject({ done: ITEMS, done_amount: '70.00' });
  });

  it('end together: what one did stands when the other had a fault, which is told', async () => {
    const run = await approved('2029-06-30');
    let failed = false;
    meanwhile = async (ns) => {
      await new Promise((resolve) => setTimeout(resolve, ns.includes(2) ? 60 : 0));
      // On a busy machine the other one comes late, and would find the first item free again.
      while (ns.includes(1) && !held.includes(2)) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (!ns.includes(1) || failed) return;
      failed = true;
      throw new Error('the line was cut');
    };
    await expect(step(run)).rejects.toThrow('the line was cut');
    expect((await states(run)).slice(0, 2)).toEqual(['open', 'done']);
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    expect(await row(run)).toMatchObject({ done: ITEMS, done_amount: '70.00' });
  });

  it('wait for what a worker that died still has in its hands, and end then', async () => {
    const run = await approved('2030-06-30');
    const dead = await suite.app.connect();
    await dead.query('begin');
    await dead.query('select from run_item where run = $1 and n = 7 for no key update', [run]);
    const gone = new Promise((resolve) => setTimeout(resolve, 500)).then(() => {
      dead.release(true);
    });
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    await gone;
    expect(held.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(await row(run)).toMatchObject({ done: ITEMS, done_amount: '70.00' });
  });
});
