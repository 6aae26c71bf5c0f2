/** 归集取消: what has certainly not left for the bank does not keep a collection from being cancelled. */
import { beforeAll, describe, expect, it } from 'vitest';
import { outsideFault } from '../../activities/outside/failure.ts';
import { bench } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
/** How the bank is away; null: it is there. */
let away: ReturnType<typeof outsideFault> | null = null;
const client = {
  ...bank.client,
  sendDebits: (...batch: Parameters<typeof bank.client.sendDebits>) =>
    away ? Promise.reject(away) : bank.client.sendDebits(...batch),
};
const { start, drive, act, row, items } = runs(suite, { bank: () => client });

beforeAll(() => shippedFigures(suite));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** Planned, and the bank could not be reached. */
async function stuck(day: string): Promise<string> {
  const run = await start('collection', day);
  const { state } = await drive(run, instant(day)).catch(() => ({ state: 'working' }));
  if (state === 'previewed') {
    await act(run, 'approve');
    await expect(drive(run, instant(day))).rejects.toMatchObject({
      code: 'outside-system-unavailable',
    });
  }
  await act(run, 'stop');
  return run;
}

const itemOf = async (run: string, { account }: Contributor) =>
  (await items(run)).find((item) => item['account'] === account);

async function debitOf(key: string) {
  const { rows } = await suite.owner.query<object>(
    'select state, outcome from debit where key = $1',
    [key],
  );
  return rows[0];
}

describe('a collection that is cancelled while the bank is away', () => {
  it('takes back what never left, and its accounts are debited by the next one', async () => {
    const one = await contributor(suite, { fromMonth: '2026-03', debitDay: 4 });
    away = outsideFault('bank', 'circuit-open');
    const run = await stuck('2026-03-04');
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    await act(run, 'cancel');
    expect(await row(run)).toMatchObject({ state: 'cancelled', sent: 0, skipped: 1 });
    expect(await itemOf(run, one)).toMatchObject({ state: 'skipped', outcome: 'cancelled' });
    expect(await debitOf(debitKey(one, '2026-03'))).toEqual({
      ...{ state: 'dropped', outcome: 'cancelled' },
    });
    away = null;
    const next = await start('collection', '2026-03-05');
    await drive(next, instant('2026-03-05'));
    if ((await row(next))['state'] === 'previewed') {
      await act(next, 'approve');
      await drive(next, instant('2026-03-05'));
    }
    expect(await itemOf(next, one)).toMatchObject({ state: 'sent', detail: { attempt: 2 } });
    expect([...bank.has().keys()]).toEqual([debitKey(one, '2026-03', 2)]);
    bank.pay(debitKey(one, '2026-03', 2), '2026-03-05');
    expect(await drive(next, instant('2026-03-05'))).toMatchObject({ state: 'done' });
  });

  it('waits for what may have left, and says how to go on', async () => {
    const one = await contributor(suite, { fromMonth: '2026-04', debitDay: 7 });
    await suite.owner.query('update plan set active = false where account <> $1', [one.account]);
    away = outsideFault('bank', 'timed-out');
    const run = await stuck('2026-04-07');
    await expect(act(run, 'cancel')).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: expect.stringContaining('可能已经发往银行') as string,
      members: { remedy: expect.stringContaining('先继续该批处理') as string },
    });
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    expect(await debitOf(debitKey(one, '2026-04'))).toMatchObject({ state: 'planned' });
  });
});
