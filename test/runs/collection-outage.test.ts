/** 缴存扣款 after months without a list: nobody pays, owes or breaks anything for what the center left undone. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missedSpans, spansWithLeftOut } from '../../src/db/breaches.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, act, items } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
// Every story has its own people.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state <> 'cancelled'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string, at = day): Promise<string> {
  const run = await start('collection', day);
  const { state } = await drive(run, instant(at));
  if (state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(at));
  }
  return run;
}

async function listOf(run: string, { account }: Contributor) {
  return (await items(run))
    .filter((item) => item['account'] === account)
    .map(({ subject, reason, amount }) => [String(subject).split('/')[1], reason, amount]);
}

async function duesOf({ account }: Contributor) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select covers_from, covers_to, amount, state, attempts, left_out from contribution_due
      where account = $1 order by covers_from`,
    [account],
  );
  return rows.map((row) => Object.values(row).map(String).join(' '));
}

async function brokenBy({ account }: Contributor) {
  const of = ({ account: one }: { account: string }) => one === account;
  return {
    own: (await missedSpans(suite.app, CENTER)).filter(of),
    all: (await spansWithLeftOut(suite.app, CENTER)).filter(of).map(({ months }) => months),
  };
}

describe('after three months without a list', () => {
  it('only the month that runs is debited; those before are left out by the center and break nothing', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', limitEach: '1600.00' });
    const run = await collect('2026-04-15');
    expect(await listOf(run, one)).toEqual([
      ['2026-02', 'cycle-over', '800.00'],
      ['2026-03', 'cycle-over', '800.00'],
      ['2026-04', null, '800.00'],
    ]);
    expect(bank.has().get(debitKey(one, '2026-04'))).toMatchObject({ amount: '800.00' });
    bank.pay(debitKey(one, '2026-04'), '2026-04-15');
    await drive(run, instant('2026-04-15'));
    await collect('2026-05-01');
    expect(await duesOf(one)).toEqual([
      '2026-02 2026-02 800.00 missed 0 cycle-over',
      '2026-03 2026-03 800.00 missed 0 cycle-over',
      '2026-04 2026-04 800.00 paid 1 null',
    ]);
    expect(await brokenBy(one)).toEqual({ own: [], all: [] });
  });

  it('they make no breach beside a month that the person missed', async () => {
    const one = await contributor(suite, { paidTo: '2026-01' });
    const run = await collect('2026-04-15');
    bank.refuse(debitKey(one, '2026-04'), '2026-04-15', 'card-closed');
    await drive(run, instant('2026-04-15'));
    await collect('2026-05-01');
    expect(await brokenBy(one)).toMatchObject({ own: [{ from: '2026-04', months: 1 }], all: [3] });
  });

  it('a list that is caught up after the next debit day has come debits nobody for its month', async () => {
    const one = await contributor(suite, { paidTo: '2026-01' });
    const late = await collect('2026-02-15', '2026-04-20');
    expect(await listOf(late, one)).toEqual([['2026-02', 'cycle-over', '800.00']]);
    await suite.owner.query(`update run set state = 'done', ended_at = now() where id = $1`, [
      late,
    ]);
    const run = await collect('2026-04-15', '2026-04-20');
    expect(await listOf(run, one)).toEqual([
      ['2026-03', 'cycle-over', '800.00'],
      ['2026-04', null, '800.00'],
    ]);
  });
});

describe('several cycles in one debit', () => {
  it('are left out by the center where the mandate would allow each of them', async () => {
    const late = { openedOn: '2026-01-20', fromMonth: '2026-01' };
    const lump = await contributor(suite, { ...late, limitEach: '800.00' });
    const below = await contributor(suite, { ...late, limitEach: '799.99' });
    const run = await collect('2026-02-15');
    expect(await listOf(run, lump)).toEqual([['2026-01', 'cycles-over-mandate-limit', '1600.00']]);
    expect(await listOf(run, below)).toEqual([['2026-01', 'over-mandate-limit', '1600.00']]);
    await collect('2026-03-01');
    expect((await brokenBy(lump)).own).toEqual([]);
    expect((await brokenBy(below)).own).toMatchObject([{ months: 2 }]);
  });
});
