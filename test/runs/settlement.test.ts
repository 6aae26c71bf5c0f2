/** 年度结息 as a run: previewed, approved by another person, then exactly that. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bench, CENTER, acting } from '../db/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { startRun } from '../../src/db/runs.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, step, drive, act, row, items, events, strike, deps } = runs(suite);

beforeAll(() => shippedFigures(suite));

async function withMoney(day: string, amount = '20000.00'): Promise<string> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, amount, { valueDate: on(day) })]);
  return account;
}

describe('the settlement of a year', () => {
  it('waits for a supervisor who did not start it, and credits just what was previewed', async () => {
    const account = await withMoney('2026-01-01');
    const run = await start('interest-settlement', '2026-06-30');
    expect(await drive(run)).toEqual({ state: 'previewed', waitSeconds: null });
    // 20,000.00 over 180 days of 360 at 1.5 %.
    expect(await row(run)).toMatchObject({ state: 'previewed', amount: '150.00', approval: true });
    expect((await balanceOf(suite, account)).amount).toBe('20000.00');
    await expect(act(run, 'approve', 'sun')).rejects.toMatchObject({ code: 'same-person' });
    await act(run, 'approve');
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    expect(await balanceOf(suite, account)).toEqual({
      carried: '20150.00',
      current: '0.00',
      amount: '20150.00',
    });
    expect(await row(run)).toMatchObject({ done: 1, failed: 0, done_amount: '150.00' });
    expect(await events(run)).toEqual([
      'run-started',
      'run-previewed',
      'run-approved',
      'run-chunk',
      'run-done',
    ]);
  });

  it('finds nothing left to do when it runs once more for the same day', async () => {
    const again = await start('interest-settlement', '2026-06-30');
    expect(again).toBe(`interest-settlement.${CENTER}.2026-06-30.2`);
    await drive(again);
    expect(await row(again)).toMatchObject({ items: 0, amount: '0.00' });
    await act(again, 'cancel');
  });

  it('credits nothing where money came in for a day before since, and says so', async () => {
    const account = await withMoney('2025-12-01', '36000.00');
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    await record(suite, [contribution(account, '100.00', { valueDate: on('2026-06-01') })]);
    await act(run, 'approve');
    await drive(run);
    expect(await items(run)).toMatchObject([{ state: 'failed', outcome: 'differs-from-preview' }]);
    expect(await row(run)).toMatchObject({ state: 'done', done: 0, failed: 1 });
    expect((await balanceOf(suite, account)).amount).toBe('36100.00');
    const next = await start('interest-settlement', '2026-06-30');
    await drive(next);
    await act(next, 'approve');
    await drive(next);
    expect(await row(next)).toMatchObject({ state: 'done', done: 1 });
  });

  it('has the list that was approved, and no other', async () => {
    await withMoney('2026-02-01');
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    const before = await row(run);
    await strike(run, [1]);
    expect(await row(run)).toMatchObject({ items: 0, struck: 1, amount: '0.00' });
    expect((await row(run))['digest']).not.toBe(before['digest']);
    await strike(run, [1], true);
    expect((await row(run))['digest']).toBe(before['digest']);
    await act(run, 'approve');
    await expect(
      suite.app.query(
        `insert into run_item (run, n, subject, verdict) values ($1, 99, 'other', 'due')`,
        [run],
      ),
    ).rejects.toThrow('frozen');
    await expect(
      suite.owner.query('update run set amount = 1 where id = $1', [run]),
    ).rejects.toThrow('frozen');
    await drive(run);
  });

  it('is one at a time in a center', async () => {
    const run = await start('interest-settlement', '2026-06-30');
    expect(await start('interest-settlement', '2026-06-30', 'zhou')).toBe(run);
    await expect(start('interest-settlement', '2025-06-30')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await act(run, 'cancel');
    expect(await row(run)).toMatchObject({ state: 'cancelled' });
  });

  it('is nothing for a clerk, nor for the supervisor of another center', async () => {
    const of = (id: string, role: string) =>
      startRun(suite.api, {
        ...{ kind: 'proof', center: CENTER, on: '2026-11-22' },
        by: acting(id, role),
      });
    await expect(of('lin', 'clerk')).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(of('dl-sun', 'supervisor')).rejects.toMatchObject({ code: 'not-authorized' });
  });
});

describe('a settlement for which a rate is missing', () => {
  const withoutRates = async () => {
    await suite.owner.query(`delete from figure where name = 'interest-rate'`);
    deps().offices.forget();
  };
  const registered = async () => {
    await shippedFigures(suite);
    deps().offices.forget();
  };

  it('has no list to approve, says so once, and settles when the rate is registered', async () => {
    const account = await withMoney('2026-03-01', '36000.00');
    await withoutRates();
    const run = await start('interest-settlement', '2026-06-30');
    for (let n = 0; n < 3; n += 1) {
      const stood = await step(run);
      expect(stood.state).toBe('preparing');
      expect(stood.waitSeconds).toBeGreaterThan(0);
    }
    expect(await row(run)).toMatchObject({ brake: 'figure-missing', items: 0, frozen_at: null });
    await expect(act(run, 'approve')).rejects.toMatchObject({ code: 'action-not-permitted' });
    await registered();
    expect(await drive(run)).toMatchObject({ state: 'previewed' });
    expect(await row(run)).toMatchObject({ brake: null, items: 1 });
    await act(run, 'approve');
    expect(await drive(run)).toMatchObject({ state: 'done' });
    expect(Number((await balanceOf(suite, account)).amount)).toBeGreaterThan(36_000);
    expect(await events(run)).toEqual([
      ...['run-started', 'run-braked', 'run-previewed', 'run-approved', 'run-chunk', 'run-done'],
    ]);
  });

  it('may be cancelled, and begun anew for the same day', async () => {
    await withoutRates();
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    await act(run, 'cancel');
    await registered();
    const next = await start('interest-settlement', '2026-06-30', 'zhou');
    expect(next).not.toBe(run);
    expect(await drive(next)).toMatchObject({ state: 'previewed' });
    await act(next, 'cancel', 'sun');
  });

  it('is approved by nobody, whoever writes it', async () => {
    await withoutRates();
    const run = await start('interest-settlement', '2026-06-30');
    await drive(run);
    await expect(
      suite.owner.query(
        `update run set state = 'working', digest = repeat('a', 64) where id = $1`,
        [run],
      ),
    ).rejects.toMatchObject({ code: '23514' });
    await act(run, 'cancel');
    await registered();
  });
});
