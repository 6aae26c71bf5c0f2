/** 缴存补贴 as a run: off until a center sets a rate; then once for each month, and back with it. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settleSuspense } from '../../src/db/suspense.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { subsidize as creditSubsidies, subsidyFund } from '../../src/ledger/subsidies.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { arrived, itemRow, owedBy, takeBack, wrongOf } from '../ledger/corrections.ts';
import { balanceOf, newAccount, record } from '../ledger/fixtures.ts';
import { DAY, reserve } from '../ledger/entries.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const make = () => runs(suite, { bank: () => bank.client });
let { start, drive, act, row, items } = make();

beforeAll(() => shippedFigures(suite));
// Figures are read once for a while: every story reads its own.
beforeEach(async () => {
  ({ start, drive, act, row, items } = make());
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(`delete from figure where name like 'subsidy-%'`);
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function figure(name: string, value: string, from = '2026-01-01'): Promise<void> {
  await suite.owner.query(
    `insert into figure (center, name, value, valid_from, document_number, proposed_by, approved_by)
     values ($1, $2, $3, $4, '测〔2026〕1号', 'sun', 'zhou')`,
    [CENTER, name, value, from],
  );
}

/** @returns the journal that gave it */
async function fund(amount: string): Promise<string> {
  const { item } = await arrived(suite, amount);
  await settleSuspense(suite.api, {
    ...{ item, version: 1, action: 'fund', paid: null, document: null, reason: '财政拨入' },
    ...{ on: '2026-01-01', by: acting('sun', 'supervisor') },
  });
  return String((await itemRow(suite, item))['settled_journal']);
}

async function fundHas(): Promise<string> {
  return inTransaction(suite.app, (tx) => subsidyFund(tx, CENTER));
}

/** All that the fund has goes to somebody. @returns the journal */
async function spendAll(amount: string): Promise<string> {
  const account = await newAccount(suite);
  const [made] = await record(suite, [
    {
      ...{ key: `test/subsidy/${account}`, kind: 'subsidy', valueDate: DAY, by: 'test' },
      lines: [
        { book: 'subsidy-fund', amount: negated(yuan(amount)) },
        { book: 'personal', account, source: 'subsidy', amount: yuan(amount) },
      ],
    },
  ]);
  return made!.journal;
}

/** Debited and paid on a day. */
async function pays(
  who: Contributor | readonly Contributor[],
  month: string,
  day: string,
): Promise<void> {
  const run = await start('collection', day);
  await drive(run, instant(day));
  for (const one of [who].flat()) bank.pay(debitKey(one, month), day);
  await drive(run, instant(day));
}

async function subsidize(day: string): Promise<string> {
  const run = await start('subsidy', day);
  const { state } = await drive(run, instant(day));
  if (state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

const subsidyOf = async ({ account }: Contributor) =>
  (await balanceOf(suite, account, 'subsidy')).amount;

describe('a center without a rate', () => {
  it('gives nothing, and the run has nothing to do', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 2 });
    await pays(one, '2026-02', '2026-02-02');
    const run = await subsidize('2026-02-05');
    expect(await row(run)).toMatchObject({ state: 'done', items: 0, excluded: 0 });
    expect(await subsidyOf(one)).toBe('0.00');
  });
});

describe('a center with a rate', () => {
  it('gives each month its share once, from the fund, into the sub-ledger of subsidies', async () => {
    await figure('subsidy-rate', '0.006');
    await fund('100.00');
    const one = await contributor(suite, { paidTo: '2026-02', debitDay: 3 });
    await pays(one, '2026-03', '2026-03-03');
    const run = await subsidize('2026-03-05');
    expect((await items(run)).filter(({ account }) => account === one.account)).toMatchObject([
      { verdict: 'due', amount: '4.80', state: 'done', outcome: 'subsidized' },
    ]);
    expect(await subsidyOf(one)).toBe('4.80');
    expect((await balanceOf(suite, one.account)).amount).toBe('800.00');
    const again = await subsidize('2026-03-06');
    expect((await items(again)).filter(({ account }) => account === one.account)).toEqual([]);
    expect(await subsidyOf(one)).toBe('4.80');
    // Asked for once more by whoever froze a list of before: nothing is credited.
    const [paid] = (await items(run)).filter(({ account }) => account === one.account);
    const { month, contribution } = paid!['detail'] as { month: string; contribution: string };
    const item = { n: 1, account: one.account, month, contribution, amount: '4.80', rate: '0.006' };
    const late = await inTransaction(suite.app, (tx) =>
      creditSubsidies(tx, { center: CENTER, run, on: '2026-03-06' }, [item]),
    );
    expect(late).toEqual([{ n: 1, journal: null }]);
    expect(await subsidyOf(one)).toBe('4.80');
  });

  it('gives no more than the cap, and nothing before the months of continuity', async () => {
    await figure('subsidy-rate', '0.006');
    await figure('subsidy-cap', '3.00');
    await figure('subsidy-months', '2');
    await fund('100.00');
    const one = await contributor(suite, { paidTo: '2026-03', debitDay: 2 });
    await pays(one, '2026-04', '2026-04-02');
    const first = await subsidize('2026-04-05');
    expect((await items(first)).filter(({ account }) => account === one.account)).toMatchObject([
      { verdict: 'excluded', reason: 'not-continuous', detail: { continuous: 1 } },
    ]);
    await pays(one, '2026-05', '2026-05-01');
    const second = await subsidize('2026-05-05');
    // The first month was decided, and stays without.
    expect((await items(second)).filter(({ account }) => account === one.account)).toMatchObject([
      { verdict: 'due', amount: '3.00', state: 'done' },
    ]);
    expect(await subsidyOf(one)).toBe('3.00');
  });

  it('counts the months that a unit paid as months in a row, also when they become known later', async () => {
    await figure('subsidy-rate', '0.006');
    await figure('subsidy-months', '4');
    await fund('100.00');
    const [known, late] = [
      await contributor(suite, { paidTo: '2026-03', debitDay: 2 }),
      await contributor(suite, { paidTo: '2026-03', debitDay: 2 }),
    ];
    const unitPaid = ({ account }: Contributor) =>
      suite.owner.query(
        `insert into unit_month (account, month, unit, paid_on, told_by)
         select $1, m, 'U1', '2026-03-05', 'M1' from unnest(array['2026-01', '2026-02', '2026-03']) m`,
        [account],
      );
    await unitPaid(known);
    await pays([known, late], '2026-04', '2026-04-02');
    const of = async (run: string, { account }: Contributor) =>
      (await items(run)).filter((item) => item['account'] === account);
    const first = await subsidize('2026-04-05');
    expect(await of(first, known)).toMatchObject([{ verdict: 'due', amount: '4.80' }]);
    expect(await of(first, late)).toMatchObject([
      { reason: 'not-continuous', detail: { continuous: 1 } },
    ]);
    expect(await of(await subsidize('2026-04-06'), late)).toEqual([]);
    await unitPaid(late);
    expect(await of(await subsidize('2026-04-07'), late)).toMatchObject([
      { verdict: 'due', state: 'done', detail: { continuous: 4 } },
    ]);
    expect(await subsidyOf(late)).toBe('4.80');
  });

  it('gives none while a measure against a breach took it, and counts months anew where one says so', async () => {
    await figure('subsidy-rate', '0.006');
    await figure('subsidy-months', '2');
    await fund('100.00');
    const [lost, anew] = [
      await contributor(suite, { paidTo: '2026-03', debitDay: 2 }),
      await contributor(suite, { paidTo: '2026-03', debitDay: 2 }),
    ];
    const measure = ({ account }: Contributor, kind: string, from: string, month: string | null) =>
      suite.owner.query(
        `insert into measure (id, key, center, person, account, case_id, kind, term, clause,
           from_on, from_month, taken_by, at)
         select gen_random_uuid(), gen_random_uuid()::text, center, person, number,
                gen_random_uuid(), $2, 'breach-1', 'liaoning-2', $3, $4, 'zhou', now()
           from account where number = $1`,
        [account, kind, from, month],
      );
    await measure(lost, 'subsidy-lost', '2026-05-01', null);
    await measure(anew, 'continuity-reset', '2026-05-01', '2026-05');
    await pays([lost, anew], '2026-04', '2026-04-02');
    await pays([lost, anew], '2026-05', '2026-05-01');
    const run = await subsidize('2026-05-05');
    const of = async ({ account }: Contributor) =>
      (await items(run)).filter((item) => item['account'] === account);
    expect(await of(lost)).toMatchObject([
      { reason: 'not-continuous' },
      { reason: 'subsidy-lost', detail: { continuous: 2 } },
    ]);
    expect(await of(anew)).toMatchObject([
      { reason: 'not-continuous' },
      { reason: 'not-continuous', detail: { continuous: 1 } },
    ]);
  });

  it('waits where the fund is too small for all of it, and is not approved before it has enough', async () => {
    await figure('subsidy-rate', '1');
    const one = await contributor(suite, { paidTo: '2026-05', debitDay: 2 });
    await pays(one, '2026-06', '2026-06-02');
    const run = await start('subsidy', '2026-06-05');
    expect(await drive(run, instant('2026-06-05'))).toMatchObject({ state: 'previewed' });
    expect(await row(run)).toMatchObject({ brake: 'fund-short' });
    await expect(act(run, 'approve')).rejects.toMatchObject({
      code: 'action-not-permitted',
      message: expect.stringContaining('不能办理') as string,
      members: { remedy: expect.stringContaining('拨入补贴资金') as string },
    });
    expect(await subsidyOf(one)).toBe('0.00');
    await fund('800.00');
    await act(run, 'approve');
    expect(await drive(run, instant('2026-06-05'))).toMatchObject({ state: 'done' });
    expect(await subsidyOf(one)).toBe('800.00');
  });

  it('stands when money left the fund after it was looked at, and goes on when it is there again', async () => {
    await figure('subsidy-rate', '1');
    const one = await contributor(suite, { paidTo: '2026-08', debitDay: 2 });
    await pays(one, '2026-09', '2026-09-02');
    const run = await start('subsidy', '2026-09-05');
    expect(await drive(run, instant('2026-09-05'))).toMatchObject({ state: 'previewed' });
    const given = await fund('800.00');
    await act(run, 'approve');
    await takeBack(suite, given);
    expect(await drive(run, instant('2026-09-05'))).toMatchObject({ state: 'stopped' });
    expect(await row(run)).toMatchObject({ brake: 'fund-short', done: 0 });
    expect(await subsidyOf(one)).toBe('0.00');
    expect(await wrongOf(suite, 'subsidy-fund')).toEqual([]);
    await expect(act(run, 'resume')).rejects.toMatchObject({ code: 'action-not-permitted' });
    await fund('800.00');
    await act(run, 'resume');
    expect(await drive(run, instant('2026-09-05'))).toMatchObject({ state: 'done' });
    expect(await subsidyOf(one)).toBe('800.00');
  });

  it('has a fund that is not below zero, or the proof names the journals since it is', async () => {
    const given = await fund('5.00');
    const spend = await spendAll(await fundHas());
    expect(await wrongOf(suite, 'subsidy-fund')).toEqual([]);
    const [taken] = (await takeBack(suite, given)).slice(-1);
    expect(await wrongOf(suite, 'subsidy-fund')).toEqual([taken]);
    await takeBack(suite, spend);
    expect(await wrongOf(suite, 'subsidy-fund')).toEqual([]);
  });
});

describe('a contribution that is taken back', () => {
  it('by the bank takes its subsidy along, back to the fund', async () => {
    await figure('subsidy-rate', '0.006');
    await fund('100.00');
    const one = await contributor(suite, { paidTo: '2026-06', debitDay: 2 });
    await pays(one, '2026-07', '2026-07-02');
    await subsidize('2026-07-05');
    bank.recall(debitKey(one, '2026-07'), '2026-07-10');
    const run = await start('collection', '2026-07-10');
    await drive(run, instant('2026-07-10'));
    expect(await subsidyOf(one)).toBe('0.00');
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
    expect(await wrongOf(suite, 'reversals')).toEqual([]);
  });

  it('as a correction takes it along first; what was paid out of it is owed', async () => {
    await figure('subsidy-rate', '0.006');
    await fund('100.00');
    const one = await contributor(suite, { paidTo: '2026-07', debitDay: 3 });
    await pays(one, '2026-08', '2026-08-03');
    await subsidize('2026-08-05');
    await record(suite, [reserve(one.account, '4.00', { source: 'subsidy' })]);
    const { rows } = await suite.api.query<{ journal: string }>(
      'select journal from contribution where account = $1',
      [one.account],
    );
    await takeBack(suite, rows[0]!.journal);
    expect(await subsidyOf(one)).toBe('0.00');
    expect(await owedBy(suite, one.account)).toMatchObject([{ amount: '4.00', state: 'open' }]);
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
    // The debit stands in suspense: a recall by the bank comes out of there.
    bank.recall(debitKey(one, '2026-08'), '2026-08-12');
    const run = await start('collection', '2026-08-12');
    await drive(run, instant('2026-08-12'));
    expect(await wrongOf(suite, 'suspense')).toEqual([]);
    const { rows: left } = await suite.api.query(
      `select state from suspense_item where account = $1`,
      [one.account],
    );
    expect(left).toEqual([{ state: 'returned' }]);
  });
});
