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

  it('came to another end than the case: the case is named', async () => {
    const [same, other] = [await numbered(), await numbered()];
    for (const one of [same, other]) {
      await closed(one.id, LATER - HOUR);
      watch.instead.set(one.id, { status: 'completed' });
    }
    watch.results.set(other.id, 'refused');
    const since = ask({ closedSince: LATER - 1.5 * HOUR });
    expect(await reader().compare(since)).toMatchObject({
      named: expect.arrayContaining([other.number]) as string[],
    });
    expect((await reader().compare(since)).named).not.toContain(same.number);
    watch.results.clear();
    expect((await reader().compare(since)).named).not.toContain(other.number);
  });

  it('is asked by a first proof for all that it keeps, and for nothing before', async () => {
    const day = 24 * HOUR;
    const at = LATER + 400 * day;
    const aged = async (days: number) => {
      const one = await numbered();
      await closed(one.id, at - days * day);
      return one;
    };
    const [young, surely, old, older] = [
      await aged(5),
      await aged(29),
      await aged(60),
      await aged(89.5),
    ];
    const named = async () => {
      const { named: numbers, notKept, whole } = await reader().compare(ask({ at }));
      const all = { young, surely, old, older };
      const mine = Object.entries(all).flatMap(([name, { number }]) =>
        numbers.includes(number) ? [name] : [],
      );
      return { mine: mine.sort(), notKept, whole };
    };
    // Nothing of them is there: what is not surely kept says nothing.
    expect(await named()).toEqual({ mine: ['surely', 'young'], notKept: 1, whole: true });
    // What is there and ended otherwise is a finding, however old.
    for (const one of [young, surely, old, older]) watch.instead.set(one.id, { status: 'failed' });
    expect(await named()).toEqual({ mine: ['old', 'surely', 'young'], notKept: 0, whole: true });
    watch.keptDays = 31;
    expect((await named()).mine).toEqual(['surely', 'young']);
    watch.keptDays = 90;
    watch.instead.clear();
  });

  it('does not answer: that is no proof of anything', async () => {
    watch.away = true;
    await expect(reader().compare(ask())).rejects.toMatchObject({ code: 'engine-unavailable' });
    watch.away = false;
  });
});
