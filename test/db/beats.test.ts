/** Signs of life: by the database's clock, at once when something changes, gone with a polite end. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { Health } from '../../activities/outside/health.ts';
import { endBeat, writeBeat, type Beat } from '../../src/db/beats.ts';
import { openLoopBook, startBeats } from '../../src/worker-beat.ts';
import { bench } from './fixtures.ts';

const suite = bench();

const beat = (more: Partial<Beat> = {}): Beat => ({
  ...{ process: randomUUID(), kind: 'cases', build: '0.1.0', age: 60_000 },
  ...{ outside: [], loops: [], retries: [] },
  ...more,
});

const HEALTH: Health = {
  ...{ system: 'national', state: 'up', since: new Date().toISOString(), heldBack: 0 },
  ...{ askedAt: null, answeredAt: null, lastError: null, lastErrorAt: null },
};

async function row(process: string) {
  const { rows } = await suite.owner.query<Record<string, number>>(
    `select extract(epoch from now() - started_at)::int as started,
       extract(epoch from now() - beat_at)::int as seen from process_beat where process = $1`,
    [process],
  );
  return rows[0];
}

describe('a beat', () => {
  it('turns ages into instants of the database, and the start stays where it was', async () => {
    const one = beat();
    await writeBeat(suite.app, one);
    expect(await row(one.process)).toEqual({ started: 60, seen: 0 });
    await suite.owner.query(
      `update process_beat set beat_at = beat_at - interval '1 minute',
         started_at = started_at - interval '1 minute' where process = $1`,
      [one.process],
    );
    await writeBeat(suite.app, one);
    expect(await row(one.process)).toEqual({ started: 120, seen: 0 });
    await endBeat(suite.app, one.process);
    expect(await row(one.process)).toBeUndefined();
  });

  it('replaces what was said before of systems, loops and steps', async () => {
    const process = randomUUID();
    const outside = {
      ...{ system: 'national', state: 'open' as const, since: 10, asked: 5, answered: null },
      ...{ lastError: 'timed-out', lastErrorAge: 5, heldBack: 3 },
    };
    const retry = {
      ...{ of: 'case' as const, id: randomUUID() },
      activity: 'commit',
      attempt: 4,
      failed: 10,
      fault: 'bug',
    };
    const loop = { loop: 'seal', passed: 1, done: null, failed: null, fault: null };
    const ofRun = { ...retry, of: 'run' as const, id: 'proof.210100.2026-11-22.1' };
    const read = async () =>
      (
        await suite.owner.query<{ state: string; loops: string; retries: string; runs: string }>(
          `select o.state, (select count(*) from run_beat where process = $1) as loops,
             (select count(*) from retry_beat where process = $1) as retries,
             (select count(*) from run_retry_beat where process = $1) as runs
           from outside_beat o where o.process = $1`,
          [process],
        )
      ).rows;
    await writeBeat(
      suite.app,
      beat({ process, outside: [outside], loops: [loop], retries: [retry, ofRun] }),
    );
    expect(await read()).toEqual([{ state: 'open', loops: '1', retries: '1', runs: '1' }]);
    await writeBeat(suite.app, beat({ process, outside: [{ ...outside, state: 'up' }] }));
    expect(await read()).toEqual([{ state: 'up', loops: '1', retries: '0', runs: '0' }]);
    await endBeat(suite.app, process);
    expect(await read()).toEqual([]);
    const left = await suite.owner.query('select from run_beat where process = $1', [process]);
    expect(left.rowCount).toBe(0);
  });

  it('takes along what others left behind a day ago, and nothing younger', async () => {
    const [old, young] = [beat(), beat()];
    for (const one of [old, young]) await writeBeat(suite.app, one);
    const age = (process: string, interval: string) =>
      suite.owner.query(
        `update process_beat set beat_at = beat_at - $2::interval where process = $1`,
        [process, interval],
      );
    await age(old.process, '25 hours');
    await age(young.process, '23 hours');
    await endBeat(suite.app, randomUUID());
    expect(await row(old.process)).toBeUndefined();
    expect(await row(young.process)).toBeDefined();
  });

  it('is read by the API and written by it never', async () => {
    const { rows } = await suite.api.query('select * from retry_beat');
    expect(rows).toBeDefined();
    await expect(writeBeat(suite.api, beat())).rejects.toMatchObject({ code: '42501' });
  });
});

describe('a worker that lives', () => {
  it('says so again and again, at once when nudged, and takes its row along', async () => {
    const states = ['up', 'open'] as const;
    let state = 0;
    const beats = startBeats(suite.app, {
      kind: 'cases',
      build: 'nudged',
      everyMs: 60_000,
      outside: () => [{ ...HEALTH, state: states[state]! }],
    });
    const seen = async () =>
      (
        await suite.owner.query<{ state: string }>(
          `select o.state from process_beat p join outside_beat o on o.process = p.process
            where p.build = 'nudged'`,
        )
      ).rows;
    await vi.waitFor(async () => {
      expect(await seen()).toEqual([{ state: 'up' }]);
    });
    state = 1;
    beats.soon();
    await vi.waitFor(async () => {
      expect(await seen()).toEqual([{ state: 'open' }]);
    });
    await beats.stop();
    expect(await seen()).toEqual([]);
  });

  it('goes on when a beat could not be written', async () => {
    const faults: unknown[] = [];
    let broken = true;
    const beats = startBeats(suite.app, {
      kind: 'runs',
      build: 'again',
      everyMs: 20,
      outside: () => {
        if (broken) throw new Error('broken');
        return [];
      },
      onFault: (fault) => faults.push(fault),
    });
    await vi.waitFor(() => {
      expect(faults.length).toBeGreaterThan(1);
    });
    broken = false;
    await vi.waitFor(async () => {
      const { rowCount } = await suite.owner.query(
        `select from process_beat where build = 'again'`,
      );
      expect(rowCount).toBe(1);
    });
    await beats.stop();
  });
});

describe('a loop', () => {
  it('tells a pass that did something from one that found nothing, and both from a failure', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 });
    const book = openLoopBook('outbox');
    expect(book.beat()).toEqual({
      loop: 'outbox',
      passed: null,
      done: null,
      failed: null,
      fault: null,
    });
    book.passed(3);
    vi.setSystemTime(1_005_000);
    book.passed(0);
    vi.setSystemTime(1_006_000);
    book.failed(new TypeError('with a secret in its text'));
    vi.setSystemTime(1_007_000);
    expect(book.beat()).toEqual({
      ...{ loop: 'outbox', passed: 2_000, done: 7_000, failed: 1_000, fault: 'TypeError' },
    });
    vi.useRealTimers();
  });
});
