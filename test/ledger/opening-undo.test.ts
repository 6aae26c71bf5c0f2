/** 撤销开户 in the books: interest and what was settled after it fall with the contributions, to the cent. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { coverMonths } from '../../src/ledger/contributions.ts';
import {
  expectUndoable,
  readUndo,
  takeOpeningBack,
  undoneMoney,
} from '../../src/ledger/opening-undo.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { acting, bench } from '../db/fixtures.ts';
import { openedAccount, wrongOf } from './corrections.ts';
import { contribution, DAY, takeover } from './entries.ts';
import { balanceOf, record } from './fixtures.ts';
import { settleYear } from './interest-fixtures.ts';

const suite = bench();
const by = acting('zhou', 'supervisor');

async function paid(account: string, month: string): Promise<void> {
  const on = plainDate(`${month}-15`);
  const entry = contribution(account, '800.00', { document: randomUUID(), valueDate: on });
  const [{ journal } = { journal: '' }] = await record(suite, [entry]);
  const months = { account, from: month, to: month, months: 1, amount: '800.00' };
  await inTransaction(suite.app, (tx) => coverMonths(tx, [{ ...months, on, journal }]));
}

const undo = (openingCase: string, digest: string) =>
  inTransaction(suite.app, (tx) =>
    takeOpeningBack(tx, { caseId: openingCase, openingCase, digest, on: DAY, by }),
  );

describe('the books of an account opened by mistake', () => {
  it('come to nothing with the interest of a year, and balance', async () => {
    const { account, caseId } = await openedAccount(suite);
    await paid(account, '2026-07');
    await paid(account, '2026-08');
    await settleYear(suite, { first: account, year: 2027 });
    const plan = (await readUndo(suite.app, caseId))!;
    const money = undoneMoney(plan);
    const { amount } = await balanceOf(suite, account);
    expect(money.toSuspense).toBe('1600.00');
    expect(Number(money.interest)).toBeGreaterThan(0);
    expect(amount).toBe((1600 + Number(money.interest)).toFixed(2));
    expect(plan.plan.steps[0]).toMatchObject({ kind: 'interest', charge: money.interest });

    const made = await undo(caseId, plan.digest);
    // Interest and its share of the charge; each contribution and its receipt.
    expect(made).toHaveLength(6);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    for (const check of ['reversals', 'suspense', 'receivables'] as const) {
      expect(await wrongOf(suite, check)).toEqual([]);
    }
    // Nothing is left that a second undoing could take back.
    expect((await readUndo(suite.app, caseId))?.plan.steps).toEqual([]);
  });

  it('are taken back as they were looked at, or not at all', async () => {
    const { account, caseId } = await openedAccount(suite);
    await paid(account, '2026-07');
    const { digest } = (await readUndo(suite.app, caseId))!;
    await paid(account, '2026-08');
    await expect(undo(caseId, digest)).rejects.toMatchObject({ code: 'version-conflict' });
    expect((await balanceOf(suite, account)).amount).toBe('1600.00');
  });

  it('keep what no chain takes back: it is refused by name', async () => {
    const { account, caseId } = await openedAccount(suite);
    await record(suite, [takeover(account, '100.00')]);
    const plan = (await readUndo(suite.app, caseId))!;
    expect(plan.otherKinds).toEqual(['期初建账']);
    expect(() => {
      expectUndoable({ ...plan, agreement: 'active' });
    }).toThrow('期初建账');
  });
});
