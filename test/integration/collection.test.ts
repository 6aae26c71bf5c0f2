/** （四）（五）: from an opening to a month that is paid, on the real engine and the simulated bank. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keepSchedules } from '../../activities/runs/schedules.ts';
import { runWorkflowId } from '../../src/cases/runs.ts';
import { createTemporalWatch } from '../../src/api/temporal-watch.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { office } from '../harness/office.ts';
import { CENTER, POLL, runOffice, today } from '../harness/runs.ts';

const place = office({ ownNamespace: true });
const { startRuns, contributor, relay, begin, act, reaches, balance } = runOffice(place);
let stopRuns: () => Promise<void>;

beforeAll(async () => {
  stopRuns = await startRuns();
});
afterAll(() => stopRuns());

const ended = (run: string) => reaches(run, 'done');

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
    const run = await begin('collection', today());
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
    const run = await begin('collection', today());
    await reaches(run, 'previewed');
    await stopRuns();
    stopRuns = await startRuns();
    await act(run, 'approve');
    await ended(run);
    expect(await balance(one.account)).toBe('800.00');
  });
});

describe('a run whose workflow is gone', () => {
  it('is seen to stand, and woken it finds its place', async () => {
    const watch = createTemporalWatch(place.temporal.client);
    const run = await begin('collection', today());
    // Delivered, as far as the books know: whoever then lost the workflow told nobody.
    await place.db.owner.query(
      `update outbox set delivered_at = now() where key like 'wake-run/' || $1 || '/%'`,
      [run],
    );
    expect(await watch.movingRuns([run])).toEqual(new Set());
    await act(run, 'wake');
    await reaches(run, 'previewed');
    expect(await watch.movingRuns([run])).toEqual(new Set([run]));
    await act(run, 'cancel');
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
      const run = await begin(kind, yesterday);
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
