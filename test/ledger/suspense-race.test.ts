/** 暂收款 that a supervisor assigns at the instant at which the bank takes its debit back: one after the other. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { settleSuspense } from '../../src/db/suspense.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { yuan } from '../../src/domain/money.ts';
import { takeBack } from '../../src/ledger/recall.ts';
import { acting, bench, CENTER, NOW } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { shippedFigures } from '../runs/fixtures.ts';
import { arrived, itemRow, owedBy, wrongOf } from './corrections.ts';
import { DAY } from './entries.ts';
import { balanceOf, newAccount } from './fixtures.ts';

const suite = bench();
const ROUNDS = 40;
beforeAll(() => shippedFigures(suite));

/** A debit of which the bank moved another amount: its money stands in suspense. */
async function inSuspense() {
  const account = await newAccount(suite);
  const { item, journal } = await arrived(suite, '800.00');
  const key = `debit/test/${randomUUID()}/1`;
  await tamper(
    suite,
    `update suspense_item set account = '${account}', cause = 'amount-differs' where id = '${item}'`,
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max, attempts, state, settled_on)
     values ('${account}', '2026-11', '2026-11', 1, 790, '${randomUUID()}', '${DAY}', '2026-11-30', 3, 1,
       'missed', '${DAY}')`,
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
       state, outcome, serial, moved, booked_on, journal)
     values ('${key}', '${CENTER}', '${account}', '2026-11', 1, '${randomUUID()}', 790, 'r', 1, 1,
       'to-suspense', 'amount-differs', 'S', 800, '${DAY}', ${journal})`,
  );
  return { account, item, key };
}

type Waiting = Awaited<ReturnType<typeof inSuspense>>;

const assigned = ({ account, item }: Waiting) =>
  settleSuspense(suite.api, {
    ...{ item, version: 1, action: 'assign', document: null, reason: '查明', on: DAY },
    paid: { account, from: '2026-11', to: '2026-11', months: 1 },
    by: acting('sun', 'supervisor'),
  });

const recalled = ({ key }: Waiting) =>
  inTransaction(
    suite.app,
    (tx) =>
      takeBack(
        tx,
        {
          ...{ key, amount: yuan('800.00'), returnSerial: `R-${key}`, returnedOn: addDays(DAY, 1) },
          refusal: { reason: 'other', bankCode: '99' },
        },
        { center: CENTER, at: NOW, retryGap: () => 3 },
      ),
    { isolation: 'read committed' },
  );

describe('money in suspense that is assigned and taken back by the bank at one instant', () => {
  it('has one order of locks: neither waits for the other for ever, and the books hold', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await inSuspense();
      const [taken, settled] = await Promise.allSettled([recalled(one), assigned(one)]);
      expect(taken, `round ${String(round)}`).toMatchObject({ status: 'fulfilled' });
      // Whoever comes second to it finds it taken back.
      if (settled.status === 'rejected') {
        expect(settled.reason).toBeInstanceOf(Fault);
        expect(settled.reason).toMatchObject({ code: 'action-not-permitted' });
      }
      expect(await itemRow(suite, one.item)).toMatchObject({ state: 'returned' });
      expect((await balanceOf(suite, one.account)).amount).toBe('0.00');
      expect(await owedBy(suite, one.account)).toEqual([]);
    }
    for (const check of ['suspense', 'receivables', 'reversals'] as const) {
      expect(await wrongOf(suite, check)).toEqual([]);
    }
  });
});
