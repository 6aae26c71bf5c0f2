/** 缴存扣款 where the bank contradicts itself or us: the money that is there is in the books, once, and whose it is is asked. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { suspenseCause } from '../../src/cases/wording-suspense.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { bench } from '../db/fixtures.ts';
import { balanceOf } from '../ledger/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, row, items } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
beforeEach(() => suite.owner.query('update plan set active = false'));

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  const { state } = await step(run, instant(day));
  if (state === 'previewed') await act(run, 'approve');
  await drive(run, instant(day));
  return run;
}

const answered = (run: string, day: string) => drive(run, instant(day));

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function monthsOf({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ month: string; amount: string }>(
    'select month, amount from contribution where account = $1 and taken_back is null order by month',
    [account],
  );
  return rows.map(({ month, amount }) => `${month} ${amount}`);
}

async function suspenseOf({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ cause: string; amount: string }>(
    'select cause, amount from suspense_item where account = $1 order by serial',
    [account],
  );
  return rows.map(({ cause, amount }) => `${cause} ${amount}`);
}

async function debitOf(key: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select state, outcome, moved from debit where key = $1',
    [key],
  );
  return rows[0];
}

/** What the bank says of one instruction, in its own words. */
function says(key: string, on: string, told: { asked?: string; amount?: string; serial: string }) {
  const { asked = '800.00', amount = '800.00', serial } = told;
  const said = { asked: yuan(asked), amount: yuan(amount), serial, bookedOn: plainDate(on) };
  bank.tell({ key, batch: 'b', kind: 'debit', state: 'done', difference: yuan('0.00'), ...said });
}

describe('an answer that speaks of another amount than we told the bank', () => {
  it('is no contribution, though the bank finds nothing amiss: the money waits in suspense', async () => {
    const one = await contributor(suite, { paidTo: '2026-01', debitDay: 10 });
    const run = await collect('2026-02-10');
    says(debitKey(one, '2026-02'), '2026-02-10', {
      asked: '1600.00',
      amount: '1600.00',
      serial: 'C1',
    });
    await answered(run, '2026-02-10');
    expect(await itemOf(run, one)).toMatchObject({ state: 'failed', outcome: 'amount-differs' });
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([[], ['amount-differs 1600.00']]);
    expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
  });
});

describe('a debit that the bank refused and then carried out', () => {
  it.each([
    ['days later', true],
    ['in the same answer', false],
  ])('%s is the contribution it was meant as, and the item says so', async (_, apart) => {
    const one = await contributor(suite, { paidTo: '2026-02', debitDay: 10 });
    const run = await collect('2026-03-10');
    const key = debitKey(one, '2026-03');
    bank.refuse(key, '2026-03-10');
    if (apart) {
      await answered(run, '2026-03-10');
      expect(await row(run)).toMatchObject({ refused: 1, done: 0 });
    }
    says(key, '2026-03-11', { serial: `C2-${String(apart)}` });
    if (apart) await collect('2026-03-11');
    await answered(run, '2026-03-11');
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
    expect(await row(run)).toMatchObject({ refused: 0, done: 1, failed: 0 });
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([['2026-03 800.00'], []]);
    expect(await debitOf(key)).toMatchObject({ state: 'paid', moved: '800.00' });
  });

  it('of a month that was paid meanwhile stands in suspense', async () => {
    const one = await contributor(suite, { paidTo: '2026-04', debitDay: 10 });
    const run = await collect('2026-05-10');
    const key = debitKey(one, '2026-05');
    bank.refuse(key, '2026-05-10');
    await answered(run, '2026-05-10');
    const again = await collect('2026-05-13');
    const second = debitKey(one, '2026-05', 2);
    bank.pay(second, '2026-05-13');
    await answered(again, '2026-05-13');
    says(key, '2026-05-14', { serial: 'C3' });
    await collect('2026-05-14');
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([
      ['2026-05 800.00'],
      ['already-paid 800.00'],
    ]);
  });
});

describe('a debit that the bank carried out twice', () => {
  it('is the contribution once; what moved under another number stands in suspense', async () => {
    const one = await contributor(suite, { paidTo: '2026-06', debitDay: 10 });
    const run = await collect('2026-07-10');
    const key = debitKey(one, '2026-07');
    says(key, '2026-07-10', { serial: 'C4' });
    says(key, '2026-07-10', { serial: 'C4' });
    says(key, '2026-07-10', { serial: 'C5' });
    await answered(run, '2026-07-10');
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([
      ['2026-07 800.00'],
      ['already-paid 800.00'],
    ]);
    expect(await itemOf(run, one)).toMatchObject({ state: 'done', outcome: 'paid' });
    // Told once more, on another day: it is in the books.
    says(key, '2026-07-10', { serial: 'C5' });
    await collect('2026-07-11');
    expect(await suspenseOf(one)).toEqual(['already-paid 800.00']);
    // The bank takes back the second: the month stays paid by the first.
    const second = { asked: yuan('800.00'), amount: yuan('800.00'), difference: yuan('0.00') };
    bank.tell({
      ...{ key, batch: 'b', kind: 'debit', state: 'returned', serial: 'C5', ...second },
      ...{ bookedOn: plainDate('2026-07-10'), returnSerial: 'R5' },
      ...{ returnedOn: plainDate('2026-07-12'), refusal: { reason: 'other', bankCode: '99' } },
    });
    await collect('2026-07-12');
    expect(await monthsOf(one)).toEqual(['2026-07 800.00']);
    expect(await debitOf(key)).toMatchObject({ state: 'paid' });
  });

  it('says of what it took back between that its month is not paid', async () => {
    const one = await contributor(suite, { paidTo: '2026-08', debitDay: 10 });
    const run = await collect('2026-09-10');
    const key = debitKey(one, '2026-09');
    says(key, '2026-09-10', { serial: 'E1' });
    await answered(run, '2026-09-10');
    const sums = { asked: yuan('800.00'), amount: yuan('800.00'), difference: yuan('0.00') };
    bank.tell({
      ...{ key, batch: 'b', kind: 'debit', state: 'returned', serial: 'E1', ...sums },
      ...{ bookedOn: plainDate('2026-09-10'), returnSerial: 'E1R' },
      ...{ returnedOn: plainDate('2026-09-11'), refusal: { reason: 'other', bankCode: '99' } },
    });
    await collect('2026-09-11');
    says(key, '2026-09-11', { serial: 'E2' });
    await collect('2026-09-12');
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([
      [],
      ['moved-after-recall 800.00'],
    ]);
    expect(suspenseCause('moved-after-recall')).toBe(
      '银行收回这笔扣款后又扣到一次，须查明后认领或者退回',
    );
  });

  it('by two attempts that are told in one page is the contribution once', async () => {
    const [one, other] = [
      await contributor(suite, { paidTo: '2026-07', debitDay: 10 }),
      await contributor(suite, { paidTo: '2026-07', debitDay: 10 }),
    ];
    const run = await collect('2026-08-10');
    for (const who of [one, other]) bank.refuse(debitKey(who, '2026-08'), '2026-08-10');
    await answered(run, '2026-08-10');
    const again = await collect('2026-08-13');
    // In whatever order: of one person both, and another's between them.
    says(debitKey(one, '2026-08'), '2026-08-13', { serial: 'D1' });
    says(debitKey(other, '2026-08'), '2026-08-13', { serial: 'D2' });
    says(debitKey(one, '2026-08', 2), '2026-08-13', { serial: 'D3' });
    bank.refuse(debitKey(other, '2026-08', 2), '2026-08-13');
    await answered(again, '2026-08-13');
    expect([await monthsOf(one), await suspenseOf(one)]).toEqual([
      ['2026-08 800.00'],
      ['already-paid 800.00'],
    ]);
    expect([await monthsOf(other), await suspenseOf(other)]).toEqual([['2026-08 800.00'], []]);
  });
});
