/** Runs that begin cases, where one person's key cannot be opened: listed as failed, and everybody else has a case. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { bench, NOW } from '../db/fixtures.ts';
import type { Contributor } from './contributors.ts';
import { contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';
import { PLANTED } from './legality-plants.ts';
import { planting, unguard } from './planting.ts';

const suite = bench();
const world = planting(suite);
const { start, drive, row, items } = runs(suite);

beforeAll(async () => {
  await shippedFigures(suite);
  await unguard(suite);
});

const FAILED = { state: 'failed', outcome: 'data-unreadable' };

/** The key is somebody else's: whole, and it opens nothing. @returns what puts it back */
async function keyDamaged({ person }: Contributor): Promise<() => Promise<unknown>> {
  const { rows } = await suite.owner.query<{ whole: string }>(
    'select wrapped_key as whole from person where id = $1',
    [person],
  );
  const put = (text: string | undefined) =>
    suite.owner.query('update person set wrapped_key = $2 where id = $1', [person, text]);
  await put(rows[0]?.whole.replace(/.{8}$/, 'AAAAAAAA'));
  return () => put(rows[0]?.whole);
}

async function began(kind: string, { person }: Contributor): Promise<number> {
  const { rows } = await suite.owner.query('select from outbox where kind = $1 and person = $2', [
    kind,
    person,
  ]);
  return rows.length;
}

const ofAccount = async (run: string, { account }: Contributor) =>
  (await items(run)).filter((item) => item['account'] === account);

describe('the search for breaches', () => {
  const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

  async function search(day: string): Promise<string> {
    const run = await start('breach-search', day);
    await drive(run, instant(day));
    return run;
  }

  async function missed({ account, agreement }: Contributor) {
    for (const month of ['2026-02', '2026-03', '2026-04']) {
      await suite.owner.query(
        `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
           due_on, grace_until, attempts_max, state, settled_on)
         values ($1, $2, $2, 1, 800, $3, ($2 || '-15')::date, ($2 || '-28')::date, 3, 'missed',
           ($2 || '-28')::date)`,
        [account, month, agreement],
      );
    }
  }

  it('begins the cases of all others, and that one’s when its key opens again', async () => {
    const bad = await contributor(suite, { paidTo: '2026-01', debitDay: 10 });
    const good = await contributor(suite, { paidTo: '2026-01', debitDay: 10 });
    await missed(bad);
    await missed(good);
    const mend = await keyDamaged(bad);
    const run = await search('2026-05-11');
    expect(await row(run)).toMatchObject({ state: 'done', done: 1, failed: 1 });
    expect(await ofAccount(run, bad)).toMatchObject([FAILED]);
    expect([await began('start-breach', bad), await began('start-breach', good)]).toEqual([0, 1]);
    await mend();
    await search('2026-05-12');
    expect([await began('start-breach', bad), await began('start-breach', good)]).toEqual([1, 1]);
  });
});

describe('the search for forbidden states', () => {
  it('begins the cases of all others, and that one’s when its key opens again', async () => {
    const [bad, good] = [await world.holder(), await world.holder()];
    await PLANTED['money-on-closed'].wrong(bad, world, suite);
    await PLANTED['money-on-closed'].wrong(good, world, suite);
    const mend = await keyDamaged(bad);
    const sweep = async () => {
      const run = await start('legality-sweep', dateAt(NOW));
      await drive(run);
      return run;
    };
    const run = await sweep();
    expect(await row(run)).toMatchObject({ state: 'done' });
    expect(await ofAccount(run, bad)).toContainEqual(expect.objectContaining(FAILED));
    expect(await began('start-irregularity', bad)).toBe(0);
    expect(await began('start-irregularity', good)).toBeGreaterThan(0);
    await mend();
    await sweep();
    expect(await began('start-irregularity', bad)).toBeGreaterThan(0);
  });
});
