/** （五）（七）: the money of withdrawals in the books: raced, paid on a later day, differing, given back. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays } from '../../src/domain/calendar.ts';
import type { Yuan } from '../../src/domain/money.ts';
import { clawBack } from '../../src/ledger/clawback.ts';
import { bookRefused } from '../../src/ledger/payouts.ts';
import { bench, NOW } from '../db/fixtures.ts';
import { arrived, owedBy, payBack, wrongOf } from './corrections.ts';
import { drawing } from './drawing.ts';
import { DAY, takeover } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
const { drawn, booked, paid, back } = drawing(suite);
const ROUNDS = 40;

/** Money of both sources, from before the last 30 June. */
async function funded(flexible = '5000.00', unit = '2000.00'): Promise<string> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, flexible)]);
  if (unit !== '0.00') await record(suite, [takeover(account, unit, 'unit')]);
  return account;
}

async function both(account: string): Promise<readonly Yuan[]> {
  return [
    (await balanceOf(suite, account, 'flexible')).amount,
    (await balanceOf(suite, account, 'unit')).amount,
  ];
}

async function inPayment(caseId: string): Promise<string> {
  const { rows } = await suite.owner.query<{ amount: string }>(
    `select coalesce(sum(p.amount), 0)::numeric(18, 2)::text as amount from posting p
       join journal j on j.id = p.journal where j.case_id = $1 and p.book = 'in-payment'`,
    [caseId],
  );
  return rows[0]!.amount;
}

describe('two withdrawals of one account at one instant', () => {
  it('draw it once, whoever is first, and never below zero', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const account = await funded('3000.00', '0.00');
      const ends = await Promise.allSettled([drawn(account, '2000.00'), drawn(account, '2000.00')]);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect((await balanceOf(suite, account)).amount).toBe('1000.00');
    }
  });

  it('may both fit into the balance: one payment is under way at a time', async () => {
    const account = await funded();
    const ends = await Promise.allSettled([drawn(account, '100.00'), drawn(account, '100.00')]);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await suite.owner.query('select state from payout where account = $1', [
      account,
    ]);
    expect(rows).toEqual([{ state: 'ready' }]);
  });
});

describe('a payment', () => {
  it('on a later day: the debit is of that day, so that interest runs to it', async () => {
    const account = await funded();
    const { rows: last } = await suite.owner.query<{ id: string }>(
      'select max(id) as id from journal',
    );
    const { key, caseId } = await drawn(account, '6000.00');
    const later = addDays(DAY, 2);
    await paid(key, '6000.00', later);
    expect(await both(account)).toEqual(['0.00', '1000.00']);
    expect(await inPayment(caseId)).toBe('0.00');
    const { rows } = await suite.owner.query<{ on: string; amount: string }>(
      `select p.value_date::text as on, sum(p.amount)::text as amount from posting p
        where p.account = $1 and p.amount <> 0 and p.journal > $2
        group by p.value_date having sum(p.amount) <> 0 order by 1`,
      [account, last[0]!.id],
    );
    expect(rows).toEqual([{ on: later, amount: '-6000.00' }]);
  });

  it('not made leaves the account as it was, 上年结转 and 当年归集 included', async () => {
    const account = await funded();
    const before = await balanceOf(suite, account);
    const { key, caseId } = await drawn(account, '4000.00');
    await booked(key, (tx, row) =>
      bookRefused(tx, row, {
        ...{ reason: 'card-closed', bankCode: '46', bookedOn: addDays(DAY, 1), at: NOW },
      }),
    );
    expect(await balanceOf(suite, account)).toEqual(before);
    expect(await inPayment(caseId)).toBe('0.00');
    const again = await drawn(account, '4000.00', caseId, 2);
    await paid(again.key, '4000.00');
    expect(await both(account)).toEqual(['1000.00', '2000.00']);
  });

  it('of more than was told is booked as the bank moved it, and the rest is owed', async () => {
    const account = await funded();
    const { key, caseId } = await drawn(account, '1000.00');
    await paid(key, '1000.01');
    expect(await both(account)).toEqual(['4000.00', '2000.00']);
    expect(await inPayment(caseId)).toBe('0.00');
    const { rows } = await suite.owner.query(
      'select amount::text, cause from receivable where account = $1',
      [account],
    );
    expect(rows).toEqual([{ amount: '0.01', cause: 'overpaid' }]);
  });

  it('that comes back goes into the sources it was drawn from', async () => {
    const account = await funded();
    const { key } = await drawn(account, '6000.00');
    await paid(key, '6000.00');
    expect(await back(key, '6000.00')).toMatchObject({ into: 'account', recovered: null });
    expect(await both(account)).toEqual(['5000.00', '2000.00']);
  });

  it('of too much that comes back whole pays what is owed for it, and the account has what it had', async () => {
    const account = await funded('5000.00', '0.00');
    const { key } = await drawn(account, '5000.00');
    await paid(key, '5010.00');
    const booked = { into: 'account', amount: '5000.00', recovered: '10.00' };
    expect(await back(key, '5010.00')).toEqual(booked);
    expect((await balanceOf(suite, account)).amount).toBe('5000.00');
    expect(await owedBy(suite, account)).toMatchObject([
      { amount: '10.00', recovered: '10.00', state: 'recovered' },
    ]);
    const { rows } = await suite.owner.query(
      `select public->>'left' as left, public->>'serial' as serial from event
        where kind = 'receivable-recovered' order by at desc, id desc limit 1`,
    );
    expect(rows).toEqual([{ left: '0.00', serial: `R-${key}` }]);
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('of too much of which the person repaid a part: what is left is paid, the rest is the account’s', async () => {
    const account = await funded('5000.00', '0.00');
    const { key } = await drawn(account, '5000.00');
    await paid(key, '5010.00');
    const [owed] = await owedBy(suite, account);
    await payBack(suite, owed!, (await arrived(suite, '6.00')).item);
    expect(await back(key, '5010.00')).toMatchObject({ amount: '5006.00', recovered: '4.00' });
    expect((await balanceOf(suite, account)).amount).toBe('5006.00');
    expect(await owedBy(suite, account)).toMatchObject([{ state: 'recovered' }]);
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('of too much of which just what was asked comes back leaves the rest owed', async () => {
    const account = await funded('5000.00', '0.00');
    const { key } = await drawn(account, '5000.00');
    await paid(key, '5010.00');
    expect(await back(key, '5000.00')).toMatchObject({ amount: '5000.00', recovered: null });
    expect(await owedBy(suite, account)).toMatchObject([{ recovered: '0.00', state: 'open' }]);
  });

  it('of too much that was got by fraud is owed once: what was granted, beside what is owed already', async () => {
    const account = await funded('5000.00', '0.00');
    const { key, caseId } = await drawn(account, '5000.00');
    await paid(key, '5010.00');
    const terms = { on: DAY, at: NOW, by: 'test', breach: randomUUID() };
    expect(await inTransaction(suite.app, (tx) => clawBack(tx, caseId, terms))).toBe('5000.00');
    const owed = (await owedBy(suite, account)).map(({ amount }) => amount);
    expect(owed.toSorted()).toEqual(['10.00', '5000.00']);
    expect((await balanceOf(suite, account)).amount).toBe('5000.00');
  });

  it('that was got by fraud in two payments is owed for both', async () => {
    const account = await funded('5003.21', '0.00');
    const { key, caseId } = await drawn(account, '5000.00');
    await paid(key, '5000.00');
    await paid((await drawn(account, '3.21', caseId, 2)).key, '3.21');
    const terms = { on: DAY, at: NOW, by: 'test', breach: randomUUID() };
    expect(await inTransaction(suite.app, (tx) => clawBack(tx, caseId, terms))).toBe('5003.21');
    expect((await balanceOf(suite, account)).amount).toBe('5003.21');
    expect(await wrongOf(suite, 'receivables')).toEqual([]);
  });

  it('that comes back to an account that was closed meanwhile stands in suspense', async () => {
    const account = await funded('1000.00', '0.00');
    const { key } = await drawn(account, '1000.00');
    await paid(key, '1000.00');
    await suite.owner.query(
      `update account set state = 'closed', close_reason = 'withdrawn', closed_on = $2
        where number = $1`,
      [account, DAY],
    );
    expect(await back(key, '1000.00')).toMatchObject({ into: 'suspense', amount: '1000.00' });
    const { rows } = await suite.owner.query(
      'select cause, amount::text, state from suspense_item where account = $1',
      [account],
    );
    expect(rows).toEqual([{ cause: 'payment-returned', amount: '1000.00', state: 'open' }]);
  });
});
