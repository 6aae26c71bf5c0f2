/** A proof that failed is a task of the supervisors: one, until the books are in order again. */
import { beforeAll, describe, expect, it } from 'vitest';
import { acting, bench, CENTER, NOW, OTHER_CENTER } from '../db/fixtures.ts';
import { tamper as tamperWith } from '../db/tamper.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { startRun } from '../../src/db/runs.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, row } = runs(suite);
/** Monday, 23 November 2026. */
const TODAY = '2026-11-23';
const DAY_MS = 86_400_000;
let account = '';

beforeAll(async () => {
  await shippedFigures(suite);
  account = await newAccount(suite);
  await record(suite, [takeover(account, '800.00', { valueDate: on('2026-11-20') })]);
});

const balanceOff = (by: number) =>
  tamperWith(suite, `update balance set current = current + ${by} where account = '${account}'`);

async function prove(at = NOW, day = TODAY): Promise<string> {
  const run = await start('proof', day);
  await drive(run, at);
  return run;
}

async function verdictOf(run: string): Promise<unknown> {
  return ((await row(run))['result'] as Record<string, unknown>)['verdict'];
}

async function tasks() {
  const { rows } = await suite.api.query<Record<string, unknown>>(
    `select id, center, kind, role, branch, case_id, proof, opened_on, due_on, claimed_by, closed_by
       from task where proof is not null order by opened_at, closed_at nulls last`,
  );
  return rows;
}

describe('a nightly proof', () => {
  it('that finds everything in order is nobody’s to do', async () => {
    expect(await verdictOf(await prove())).toBe('green');
    expect(await tasks()).toEqual([]);
  });

  it('that fails is a task of the center’s supervisors, due on the next working day', async () => {
    await balanceOff(1);
    const run = await prove();
    expect(await verdictOf(run)).toBe('red');
    expect(await tasks()).toMatchObject([
      {
        ...{ center: CENTER, kind: 'mend-proof', role: 'supervisor', branch: null, case_id: null },
        ...{ proof: run, opened_on: '2026-11-23', due_on: '2026-11-24', closed_by: null },
      },
    ]);
  });

  it('that fails again renews the task: neither a second one, nor a later day, nor another holder', async () => {
    const [before] = await tasks();
    await suite.owner.query(
      `update task set claimed_by = 'sun', claimed_at = now() where proof is not null`,
    );
    const run = await prove(NOW + DAY_MS, '2026-11-24');
    expect(await verdictOf(run)).toBe('red');
    expect(await tasks()).toMatchObject([
      { id: before!['id'], proof: run, due_on: '2026-11-24', claimed_by: 'sun', closed_by: null },
    ]);
  });

  it('of an earlier day that is made up for says nothing about the last one', async () => {
    const [before] = await tasks();
    await balanceOff(-1);
    expect(await verdictOf(await prove(NOW + DAY_MS, '2026-11-22'))).toBe('green');
    expect(await tasks()).toEqual([before]);
    await balanceOff(1);
    expect(await verdictOf(await prove(NOW + DAY_MS, '2026-11-21'))).toBe('red');
    expect(await tasks()).toEqual([before]);
  });

  it('that is green again is what does the task', async () => {
    await balanceOff(-1);
    const run = await prove(NOW + 2 * DAY_MS, '2026-11-25');
    expect(await verdictOf(run)).toBe('green');
    expect(await tasks()).toMatchObject([{ closed_by: 'system' }]);
  });

  it('is a task anew when it fails once more after that', async () => {
    await balanceOff(1);
    const run = await prove(NOW + 3 * DAY_MS, '2026-11-26');
    expect(await tasks()).toMatchObject([
      { closed_by: 'system' },
      { proof: run, opened_on: '2026-11-26', due_on: '2026-11-27', closed_by: null },
    ]);
    await balanceOff(-1);
    await prove(NOW + 3 * DAY_MS, '2026-11-27');
    expect((await tasks()).filter(({ closed_by: by }) => by === null)).toEqual([]);
  });

  it('of another center is another task, and its green one leaves ours alone', async () => {
    await balanceOff(1);
    await prove(NOW + 4 * DAY_MS, '2026-11-28');
    const theirs = await startRun(suite.api, {
      ...{ kind: 'proof', center: OTHER_CENTER, on: '2026-11-28' },
      by: acting('dl-sun', 'supervisor'),
    });
    await drive(theirs, NOW + 4 * DAY_MS);
    const open = (await tasks()).filter(({ closed_by: by }) => by === null);
    expect(open).toMatchObject([{ center: CENTER }]);
    await balanceOff(-1);
  });

  it('is due at once where the center has not said how long that may take', async () => {
    await prove(NOW + 5 * DAY_MS, '2026-11-29');
    await suite.owner.query(`delete from figure where name = 'proof-days'`);
    await balanceOff(1);
    // Monday, 30 November 2026.
    await prove(NOW + 7 * DAY_MS, '2026-11-30');
    expect((await tasks()).at(-1)).toMatchObject({
      ...{ opened_on: '2026-11-30', due_on: '2026-11-30', closed_by: null },
    });
  });
});
