/** 依法扣划 in the books: from under a court's hold alone, after what earlier holds keep, and held again when it comes back. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { yuan } from '../../src/domain/money.ts';
import { deduct, deductionStanding } from '../../src/ledger/deductions.ts';
import { holdsOf, placeHold, releaseHold } from '../../src/ledger/holds.ts';
import type { HoldKind } from '../../src/domain/vocabulary.ts';
import { bench } from '../db/fixtures.ts';
import { contribution, DAY, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';
import { instructions } from './instructions.ts';

const suite = bench();
const { deducted, drawn, paid, refused, returned } = instructions(suite);
const MONEY_HELD = { code: 'money-held' };

async function held(account: string, amount?: string, kind: HoldKind = 'court'): Promise<string> {
  const id = randomUUID();
  await inTransaction(suite.app, (tx) =>
    placeHold(tx, {
      ...{ id, account, kind, document: `冻${id}`, placedOn: DAY, by: 'test' },
      ...(amount !== undefined && { amount: yuan(amount) }),
    }),
  );
  return id;
}

async function saver(amount = '800.00'): Promise<string> {
  const account = await newAccount(suite);
  await record(suite, [contribution(account, amount)]);
  return account;
}

const amountOf = async (account: string) => (await balanceOf(suite, account)).amount;
const keptBy = async (account: string, hold: string) =>
  (await holdsOf(suite.app, account)).find(({ id }) => id === hold)?.amount;
const standing = (hold: string, document = '扣1号') =>
  deductionStanding(suite.app, { hold, document });

describe('a deduction', () => {
  it('leaves the account whatever its hold covers, and the hold keeps that much less', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    await deducted(account, '300.00', { hold });
    expect(await amountOf(account)).toBe('500.00');
    expect(await holdsOf(suite.app, account)).toMatchObject([
      { amount: '200.00', ordered: '500.00', releasedOn: null },
    ]);
    // What is left over is 300.00, as before.
    await expect(record(suite, [reserve(account, '300.01')])).rejects.toMatchObject(MONEY_HELD);
    await record(suite, [reserve(account, '300.00')]);
  });

  it('takes no cent more than its hold keeps, and all of it once', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    await expect(deducted(account, '500.01', { hold })).rejects.toMatchObject(MONEY_HELD);
    const { key } = await deducted(account, '500.00', { hold });
    expect(await keptBy(account, hold)).toBe('0.00');
    await paid(key, '500.00');
    await expect(deducted(account, '0.01', { hold, document: '扣2号' })).rejects.toMatchObject(
      MONEY_HELD,
    );
    expect(await amountOf(account)).toBe('300.00');
  });

  it('of a hold of the whole leaves the whole held', async () => {
    const account = await saver();
    const hold = await held(account);
    await deducted(account, '300.00', { hold });
    expect(await keptBy(account, hold)).toBeNull();
    await expect(record(suite, [reserve(account, '0.01')])).rejects.toMatchObject(MONEY_HELD);
  });

  it.each(['loan-security', 'ban', 'transfer', 'dispute'] as const)(
    'is refused from under a hold of kind %s, and from under one that was released',
    async (kind) => {
      const account = await saver();
      const hold = await held(account, '500.00', kind);
      await expect(deducted(account, '1.00', { hold })).rejects.toMatchObject({
        code: 'not-found',
      });
      const over = await held(account, '500.00');
      await inTransaction(suite.app, (tx) =>
        releaseHold(tx, over, { releasedOn: DAY, by: 'test', document: '解1号' }),
      );
      await expect(deducted(account, '1.00', { hold: over })).rejects.toMatchObject({
        code: 'not-found',
      });
      expect(await amountOf(account)).toBe('800.00');
    },
  );

  it('is refused from under a hold of another account, and of money that was drawn otherwise', async () => {
    const account = await saver();
    const other = await saver();
    const hold = await held(other, '500.00');
    await expect(deducted(account, '1.00', { hold })).rejects.toMatchObject({ code: 'not-found' });
    const { key } = await drawn(other, '100.00');
    const order = { document: '扣1号', orderedOn: DAY, orderedBy: '某法院', by: 'test' };
    await expect(
      inTransaction(suite.app, (tx) => deduct(tx, { key, hold }, order)),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('by one order is carried out once, however its number was typed', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    const { key } = await deducted(account, '100.00', { hold, document: '（2026）扣1号' });
    await paid(key, '100.00');
    const again = { hold, document: '(2026) 扣1号' };
    expect(await standing(hold, again.document)).toMatchObject({ known: true, held: '400.00' });
    await expect(deducted(account, '100.00', again)).rejects.toMatchObject({
      code: 'effect-conflict',
    });
    expect(await standing(hold, '扣2号')).toMatchObject({ known: false });
  });
});

describe('轮候', () => {
  it('leaves to the cent what holds of before keep, and nothing to those of after', async () => {
    const account = await saver();
    const first = await held(account, '300.00');
    const second = await held(account, '700.00');
    expect(await standing(second)).toMatchObject({ before: ['300.00'], held: '700.00' });
    expect(await standing(first)).toMatchObject({ before: [] });
    await expect(deducted(account, '500.01', { hold: second })).rejects.toMatchObject(MONEY_HELD);
    const { key } = await deducted(account, '500.00', { hold: second });
    await paid(key, '500.00');
    await deducted(account, '300.00', { hold: first });
    expect(await amountOf(account)).toBe('0.00');
  });

  it('under the whole waits for its release; a ban goes before nobody', async () => {
    const account = await saver();
    await held(account, undefined, 'ban');
    const first = await held(account);
    const second = await held(account, '100.00');
    expect(await standing(second)).toMatchObject({ before: [null] });
    await expect(deducted(account, '0.01', { hold: second })).rejects.toMatchObject(MONEY_HELD);
    await inTransaction(suite.app, (tx) =>
      releaseHold(tx, first, { releasedOn: DAY, by: 'test', document: '解1号' }),
    );
    expect(await standing(second)).toMatchObject({ before: [] });
    await deducted(account, '100.00', { hold: second });
  });
});

describe('what the bank did with it', () => {
  it('not paid is in the account and held as before, and the order may be carried out', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    const { key } = await deducted(account, '500.00', { hold });
    await refused(key);
    expect(await amountOf(account)).toBe('800.00');
    expect(await keptBy(account, hold)).toBe('500.00');
    expect(await standing(hold)).toMatchObject({ known: false, underWay: false });
    await deducted(account, '500.00', { hold });
  });

  it('paid in part leaves the rest held', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    const { key } = await deducted(account, '500.00', { hold });
    await paid(key, '499.00');
    expect(await amountOf(account)).toBe('301.00');
    expect(await keptBy(account, hold)).toBe('1.00');
  });

  it('given back is held again; once the hold is over it stands in suspense', async () => {
    const account = await saver();
    const hold = await held(account, '500.00');
    const { key } = await deducted(account, '200.00', { hold });
    await paid(key, '200.00');
    await returned(key, '200.00');
    expect(await amountOf(account)).toBe('800.00');
    expect(await keptBy(account, hold)).toBe('500.00');
    const second = await deducted(account, '500.00', { hold });
    await paid(second.key, '500.00');
    await inTransaction(suite.app, (tx) =>
      releaseHold(tx, hold, { releasedOn: DAY, by: 'test', document: '解1号' }),
    );
    await returned(second.key, '500.00');
    expect(await amountOf(account)).toBe('300.00');
  });
});

it('is never changed or taken away, whoever comes', async () => {
  const account = await saver();
  const hold = await held(account, '500.00');
  await deducted(account, '100.00', { hold });
  const denied = { code: '42501' };
  for (const text of [
    'update hold_deduction set amount = 1 where hold = $1',
    'update hold_deduction set back = 1 where hold = $1',
    'delete from hold_deduction where hold = $1',
  ]) {
    await expect(suite.app.query(text, [hold])).rejects.toMatchObject(denied);
  }
  await expect(
    suite.owner.query('update hold_deduction set amount = 1 where hold = $1', [hold]),
  ).rejects.toMatchObject(denied);
  await expect(
    suite.owner.query('delete from hold_deduction where hold = $1', [hold]),
  ).rejects.toMatchObject(denied);
  // What was ordered stays, and a hold keeps no more than that.
  await suite.owner.query('update hold set ordered = 900 where id = $1', [hold]);
  expect(await holdsOf(suite.app, account)).toMatchObject([{ ordered: '500.00' }]);
  await expect(
    suite.owner.query('update hold set amount = 500.01 where id = $1', [hold]),
  ).rejects.toMatchObject({ code: '23514' });
});
