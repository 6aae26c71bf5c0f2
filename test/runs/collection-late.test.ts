/** 缴存扣款 that leaves later than its list was made for: the bank has its days from when it had the batch. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readChangeBooks } from '../../src/db/change-books.ts';
import { bench } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, ask, act, items } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people.
beforeEach(() => suite.owner.query('update plan set active = false'));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** The list of a day is there; nothing has left. */
async function listed(day: string): Promise<string> {
  const run = await start('collection', day);
  const { state } = await step(run, instant(day));
  if (state === 'previewed') await act(run, 'approve');
  return run;
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function atBank({ accountId }: Contributor) {
  const { personKeys, secrets } = suite;
  const keys = { personKeys, lookup: secrets.lookup };
  return (await readChangeBooks(suite.app, keys, { account: accountId, card: null }))?.atBank;
}

const UNANSWERED = { state: 'failed', outcome: 'unanswered' };

describe('three days to answer', () => {
  it('count from the day on which the bank had it, and not from that of the list', async () => {
    const one = await contributor(suite, { paidTo: '2026-09', debitDay: 9 });
    const run = await listed('2026-10-09');
    expect(await drive(run, instant('2026-10-20'))).toMatchObject({ state: 'working' });
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent', outcome: null });
    expect(await atBank(one)).toEqual({ since: '2026-10-20', to: '2026-10' });
    expect(await drive(run, instant('2026-10-21'))).toMatchObject({ state: 'done' });
    const lastInstant = Date.parse('2026-10-23T23:59:59+08:00');
    expect(await ask(lastInstant)).toBe(0);
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    expect(await ask(lastInstant + 1000)).toBe(1);
    expect(await itemOf(run, one)).toMatchObject(UNANSWERED);
    // What was answered after all counts.
    bank.pay(debitKey(one, '2026-10'), '2026-10-24');
    await drive(await listed('2026-10-24'), instant('2026-10-24'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await atBank(one)).toBeNull();
  });

  it('begin when a bank that was away has it', async () => {
    const one = await contributor(suite, { paidTo: '2026-10', debitDay: 2 });
    const run = await listed('2026-11-02');
    for (let n = 0; n < 3; n += 1) bank.nextSending('unreachable');
    for (const day of ['2026-11-02', '2026-11-04', '2026-11-06']) {
      await expect(drive(run, instant(day))).rejects.toMatchObject({
        code: 'outside-system-unavailable',
      });
    }
    // It has not left: no day is known by which the bank will have answered.
    expect(await atBank(one)).toEqual({ since: null, to: '2026-11' });
    expect(await drive(run, instant('2026-11-07'))).toMatchObject({ state: 'working' });
    expect(await itemOf(run, one)).toMatchObject({ state: 'sent' });
    expect(await atBank(one)).toEqual({ since: '2026-11-07', to: '2026-11' });
    bank.pay(debitKey(one, '2026-11'), '2026-11-10');
    expect(await drive(run, instant('2026-11-10'))).toMatchObject({ state: 'done' });
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
  });

  it('are each batch’s own: another one of the list is waited for', async () => {
    const early = await contributor(suite, { paidTo: '2026-11', debitDay: 1 });
    const late = await contributor(suite, { paidTo: '2026-11', debitDay: 1 });
    const run = await listed('2026-12-01');
    await drive(run, instant('2026-12-01'));
    await suite.owner.query(
      `with made as (
         insert into debit_batch (run, batch, delivered, delivered_at)
         values ($1, 2, true, '2026-12-03T10:00+08'))
       update debit set batch = 2 where run = $1 and account = $2`,
      [run, late.account],
    );
    expect(await drive(run, instant('2026-12-05'))).toMatchObject({ state: 'done' });
    await ask(instant('2026-12-05'));
    expect(await itemOf(run, early)).toMatchObject(UNANSWERED);
    expect(await itemOf(run, late)).toMatchObject({ state: 'sent' });
    await ask(instant('2026-12-07'));
    expect(await itemOf(run, late)).toMatchObject(UNANSWERED);
  });
});
