/** What holds a dormancy sweep back: a list that is too long, a red proof, too many cases at once. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dormancyWork } from '../../activities/runs/dormancy.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { plainDate, startOf } from '../../src/domain/calendar.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const [UNDER_WAY_MAX, AT_ONCE] = [3, 2];
const works = {
  ...RUN_WORKS,
  'dormancy-sweep': dormancyWork({ items: AT_ONCE, underWayMax: UNDER_WAY_MAX }),
};
const slow = runs(suite, { works });
const { start, drive, act, row } = runs(suite);
const NOON_MS = 12 * 3_600_000;
const at = (day: string) => startOf(plainDate(day)) + NOON_MS;

beforeAll(() => shippedFigures(suite));
// Every test looks at people and at runs of its own.
beforeEach(async () => {
  await suite.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
  await suite.owner.query(
    `update dormancy set outcome = 'contributing', ended_on = found_on where ended_on is null`,
  );
});

async function empty(count: number): Promise<readonly Contributor[]> {
  const people: Contributor[] = [];
  for (let n = 0; n < count; n += 1) people.push(await contributor(suite, { paidTo: '2026-03' }));
  return people;
}

/** A run of a day that is over, as it left the books. */
async function ran(kind: string, day: string, { items = 0, result = {} } = {}): Promise<void> {
  await suite.owner.query(
    `insert into run (id, kind, center, business_on, turn, state, started_by, started_at, frozen_at,
       ended_at, items, done, result, digest)
     values ($1, $2, $3, $4, 1, 'done', 'schedule', now(), now(), now(), $5, $5, $6, repeat('0', 64))`,
    [`${kind}.${CENTER}.${day}.1`, kind, CENTER, day, items, JSON.stringify(result)],
  );
}

async function begun(people: readonly Contributor[]): Promise<number> {
  const { rows } = await suite.owner.query<{ n: number }>(
    'select count(*)::integer as n from dormancy where account = any ($1) and ended_on is null',
    [people.map(({ account }) => account)],
  );
  return rows[0]?.n ?? 0;
}

describe('a list far longer than those before', () => {
  it('says so to whoever approves it; one that is as long as they does not', async () => {
    for (const day of ['2026-09-01', '2026-09-02', '2026-09-03']) await ran('dormancy-sweep', day);
    await empty(20);
    const usual = await start('dormancy-sweep', '2026-11-02');
    await drive(usual, at('2026-11-02'));
    expect(await row(usual)).toMatchObject({ state: 'previewed', brake: null, items: 20 });
    await act(usual, 'cancel');
    await empty(1);
    const long = await start('dormancy-sweep', '2026-11-03');
    await drive(long, at('2026-11-03'));
    expect(await row(long)).toMatchObject({
      ...{ state: 'previewed', brake: 'over-forecast', items: 21 },
      forecast: { runs: 3, items: 0 },
    });
    await act(long, 'cancel');
  });
});

describe('a proof that is red', () => {
  it('stops what was approved before anything of it is done, until one is green', async () => {
    const people = await empty(2);
    const day = '2026-11-04';
    const run = await start('dormancy-sweep', day);
    await drive(run, at(day));
    await ran('proof', '2026-11-03', { result: { verdict: 'red' } });
    await act(run, 'approve');
    await drive(run, at(day));
    expect(await row(run)).toMatchObject({ state: 'stopped', brake: 'proof-red', done: 0 });
    expect(await begun(people)).toBe(0);
    await ran('proof', day, { result: { verdict: 'green' } });
    await act(run, 'resume');
    await drive(run, at(day));
    expect(await row(run)).toMatchObject({ state: 'done', done: 2 });
    expect(await begun(people)).toBe(2);
  });
});

describe('the cases that have not begun yet', () => {
  it('are never more than the limit: the run waits, and goes on as they begin', async () => {
    const people = await empty(5);
    const day = '2026-11-05';
    const run = await slow.start('dormancy-sweep', day);
    await slow.drive(run, at(day));
    await slow.act(run, 'approve');
    expect(await slow.drive(run, at(day))).toEqual({ state: 'working', waitSeconds: 5 });
    expect(await begun(people)).toBe(UNDER_WAY_MAX);
    // Asked again while none has begun: nothing more.
    expect(await slow.drive(run, at(day))).toEqual({ state: 'working', waitSeconds: 5 });
    expect(await begun(people)).toBe(UNDER_WAY_MAX);
    await suite.owner.query(
      `update dormancy set noticed_on = $1 where case_id =
         (select case_id from dormancy where noticed_on is null and ended_on is null limit 1)`,
      [day],
    );
    await slow.drive(run, at(day));
    expect(await begun(people)).toBe(UNDER_WAY_MAX + 1);
    await suite.owner.query(
      'update dormancy set noticed_on = $1 where noticed_on is null and ended_on is null',
      [day],
    );
    expect(await slow.drive(run, at(day))).toEqual({ state: 'done', waitSeconds: null });
    expect(await begun(people)).toBe(5);
  });
});
