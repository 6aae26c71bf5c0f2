/** A sweep of empty accounts whose process dies at any commit, before it or after it: each is begun once. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dormancyWork } from '../../activities/runs/dormancy.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { plainDate, startOf } from '../../src/domain/calendar.ts';
import { bench, newCase } from '../db/fixtures.ts';
import { contributor, type Contributor } from './contributors.ts';
import { deaths, doomed } from './dying-pool.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
/** Two accounts of each transaction: the list is three of them long. */
const works = { ...RUN_WORKS, 'dormancy-sweep': dormancyWork({ items: 2, underWayMax: 400 }) };
const own = runs(suite, { works });
const { start, act, row, items, events } = own;
const { workOn, dieAndGoOn } = doomed(suite, own);

const DAY = '2026-11-16';
const instant = startOf(plainDate(DAY)) + 12 * 3_600_000;
const LIST = 1;
/** A transaction for each two accounts, one that finds no more of them, and the end. */
const WORK = 5;

let empty: readonly Contributor[];
let near: Contributor;
let poisoned: Contributor;
let run: string;

beforeAll(() => shippedFigures(suite));
beforeEach(async () => {
  await suite.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
  const long = () => contributor(suite, { paidTo: '2026-03' });
  const [first, second, third] = [await long(), await long(), await long()];
  poisoned = await long();
  const fourth = await long();
  empty = [first, second, third, fourth];
  near = await contributor(suite, { paidTo: '2026-06' });
  // Notices about money are papers of the case that the agreement came from.
  const { id } = await newCase(suite);
  await suite.owner.query(
    `update "case" set person = $2, closed_at = now(), outcome = 'opened' where id = $1`,
    [id, near.person],
  );
  await suite.owner.query('update agreement set case_id = $2 where id = $1', [near.agreement, id]);
  await suite.owner.query(
    `update person p set wrapped_key = q.wrapped_key, key_id = q.key_id from person q
      where p.id = $1 and q.id = $2`,
    [poisoned.person, first.person],
  );
  run = await start('dormancy-sweep', DAY);
});

async function expectEachOnce(): Promise<void> {
  const told = async ({ account, person }: Contributor) => {
    const { rows } = await suite.owner.query<{ kind: string }>(
      'select kind from outbox where person = $1 order by id',
      [person],
    );
    const begun = await suite.owner.query('select from dormancy where account = $1', [account]);
    return { begun: begun.rowCount, messages: rows.map(({ kind }) => kind) };
  };
  for (const who of empty) {
    expect(await told(who)).toEqual({ begun: 1, messages: ['start-dormant-closing'] });
  }
  expect(await told(near)).toEqual({ begun: 0, messages: ['notice'] });
  expect(await told(poisoned)).toEqual({ begun: 0, messages: [] });
  const failed = (await items(run)).filter(({ state }) => state !== 'done');
  expect(failed).toMatchObject([
    { account: poisoned.account, state: 'failed', outcome: 'data-unreadable' },
  ]);
  expect(await row(run)).toMatchObject({ state: 'done', items: 6, done: 5, failed: 1 });
  expect(await events(run)).toEqual([
    ...['run-started', 'run-previewed', 'run-approved', 'run-done'],
  ]);
}

describe('a sweep', () => {
  it('has this many commits, all of which are died at below', async () => {
    expect(await workOn(run, instant, null)).toEqual({ commits: LIST, dead: false });
    await act(run, 'approve');
    expect(await workOn(run, instant, null)).toEqual({ commits: WORK, dead: false });
    await expectEachOnce();
  });

  it.each(deaths(LIST))('dies $when commit $at over its list', async (death) => {
    await dieAndGoOn(run, instant, death);
    await act(run, 'approve');
    await workOn(run, instant, null);
    await expectEachOnce();
  });

  it.each(deaths(WORK))('dies $when commit $at, and begins each closing once', async (death) => {
    await workOn(run, instant, null);
    await act(run, 'approve');
    await dieAndGoOn(run, instant, death);
    await expectEachOnce();
  });
});
