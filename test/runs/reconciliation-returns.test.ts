/** 银行对账: what was sent back out of suspense is on the bank’s statement, or it is a difference. */
import { describe, expect, it } from 'vitest';
import { proposePosting } from '../../src/db/bank-differences.ts';
import { confirmPosting } from '../../src/ledger/bank-postings.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { arrived, itemRow, sentBack } from '../ledger/corrections.ts';
import { differenceTasks, testBank } from './bank-fixtures.ts';
import { runs } from './fixtures.ts';

const suite = bench();
const bank = testBank();
const { start, drive } = runs(suite, { bank: bank.client });
const SUN = acting('sun', 'supervisor');
const ZHOU = acting('zhou', 'supervisor');

async function differences(day: string) {
  expect(await drive(await start('reconciliation', day))).toMatchObject({ state: 'done' });
  const { rows } = await suite.api.query<{
    id: string;
    kind: string;
    state: string;
    version: number;
    amount: string;
  }>(
    `select id, kind, state, version, amount from bank_difference
      where center = $1 and day = $2 and kind <> 'opening-differs' order by kind`,
    [CENTER, day],
  );
  return rows;
}

async function returned(serial: string, on: string): Promise<string> {
  const { item } = await arrived(suite, '640.00');
  await sentBack(suite, { item, document: serial, on });
  return item;
}

describe('money that was sent back to whoever paid it', () => {
  it('pairs with the line of the statement under the bank’s number of it', async () => {
    const day = '2026-01-05';
    await returned('T60', day);
    bank.tell(day, '1000.00', [{ serial: 'T60', amount: '-640.00' }]);
    expect(await differences(day)).toEqual([]);
  });

  it('pairs late when the statement of a later day shows it', async () => {
    const [day, next] = ['2026-01-06', '2026-01-07'];
    await returned('T62', day);
    bank.tell(day, '360.00');
    expect(await differences(day)).toMatchObject([{ kind: 'missing-there', state: 'open' }]);
    bank.tell(next, '360.00', [{ serial: 'T62', amount: '-640.00' }]);
    expect(await differences(next)).toEqual([]);
    expect(await differences(day)).toMatchObject([{ state: 'gone' }]);
  });

  it('is a difference of its own day when the statement never shows it, and is taken back by two', async () => {
    const day = '2026-01-08';
    const item = await returned('T61', day);
    bank.tell(day, '-280.00');
    const [found] = await differences(day);
    expect(found).toMatchObject({ kind: 'missing-there', state: 'open', amount: '640.00' });
    expect(await differenceTasks(suite, found!.id)).toEqual(['settle-difference']);
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    // The money is there after all: nobody’s again, with its task.
    expect(await itemRow(suite, item)).toMatchObject({ state: 'open' });
    const { rows } = await suite.owner.query<{ kind: string }>(
      'select kind from task where suspense = $1 and closed_at is null',
      [item],
    );
    expect(rows).toEqual([{ kind: 'settle-suspense' }]);
    expect(await differences(day)).toMatchObject([{ state: 'posted' }]);
  });
});
