/** What a proof asks of the engine: both sides of every open case, and the ends of those closed since. */
import { describe, expect, it } from 'vitest';
import { createEngineReader } from '../../src/worker-engine.ts';
import { fakeWatch } from '../api/world/watch.ts';
import { bench, CENTER, newCase, NOW, OTHER_CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';

const suite = bench();
const watch = fakeWatch(() => suite.app);
const reader = (options = {}) => createEngineReader({ pool: suite.app, watch }, options);
const HOUR = 3_600_000;
/** Long after the cases last moved: what just moves is no difference. */
const LATER = NOW + 2 * HOUR;
const ask = (more: object = {}) => ({ center: CENTER, closedSince: null, at: LATER, ...more });

async function numbered(): Promise<{ readonly id: string; readonly number: string }> {
  const { id } = await newCase(suite);
  await tamper(
    suite,
    `update "case" set stage = 'in review', updated_at = opened_at where id = '${id}'`,
    `insert into wait (case_id, kind, since, clause, ended_by, shortened_by)
     select id, 'review', opened_at, 'liaoning-14', '{reviewer}', '' from "case" where id = '${id}'`,
  );
  const { rows } = await suite.app.query<{ number: string }>(
    'select number from "case" where id = $1',
    [id],
  );
  return { id, number: rows[0]!.number };
}

const closed = (id: string, at: number) =>
  tamper(
    suite,
    `update "case" set closed_at = to_timestamp(${at / 1000}), outcome = 'opened', stage = 'opened',
       updated_at = to_timestamp(${at / 1000}) where id = '${id}'`,
  );

describe('the engine beside the books', () => {
  it('has the same open cases, and none of them is named', async () => {
    await numbered();
    expect(await reader().compare(ask())).toMatchObject({
      ...{ counted: 1, broken: 0, named: [], whole: true },
    });
    expect(await reader().compare(ask({ center: OTHER_CENTER }))).toMatchObject({ counted: 0 });
  });

  it('has no workflow for an open case: the case is named', async () => {
    const lost = await numbered();
    watch.instead.set(lost.id, null);
    expect(await reader().compare(ask())).toMatchObject({ broken: 1, named: [lost.number] });
    watch.instead.delete(lost.id);
  });

  it('did not come to the end of a case that is closed: the case is named', async () => {
    const [ended, failed] = [await numbered(), await numbered()];
    await closed(ended.id, LATER - HOUR);
    await closed(failed.id, LATER - HOUR);
    watch.instead.set(ended.id, { status: 'completed' });
    watch.instead.set(failed.id, { status: 'failed' });
    const since = ask({ closedSince: LATER - 2 * HOUR });
    expect(await reader().compare(since)).toMatchObject({ broken: 1, named: [failed.number] });
    // Closed before the last proof, which looked at it then.
    expect(await reader().compare(ask({ closedSince: LATER - HOUR / 2 }))).toMatchObject({
      broken: 0,
    });
    // Page by page, until all were looked at or the time is over.
    expect(await reader({ closedMax: 1 }).compare(since)).toMatchObject({
      ...{ broken: 1, named: [failed.number], whole: true },
    });
    const short = reader({ closedMax: 1, closedMs: 0 });
    expect(await short.compare(since)).toMatchObject({ whole: false });
  });

  it('does not answer: that is no proof of anything', async () => {
    watch.away = true;
    await expect(reader().compare(ask())).rejects.toMatchObject({ code: 'engine-unavailable' });
    watch.away = false;
  });
});
