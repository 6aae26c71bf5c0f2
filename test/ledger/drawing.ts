/** Withdrawals as tests book them: reserved, paid by the bank, given back by it. */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { lockPayout, type PayoutRow } from '../../src/ledger/payout-rows.ts';
import { bookPaid, bookReturned } from '../../src/ledger/payouts.ts';
import { payoutKey, reserve } from '../../src/ledger/withdrawals.ts';
import { CENTER, NOW, type Bench } from '../db/fixtures.ts';
import { DAY } from './entries.ts';

export function drawing(suite: Bench) {
  async function personOf(account: string) {
    const { rows } = await suite.owner.query<{ person: string; wrapped_key: string }>(
      'select a.person, p.wrapped_key from account a join person p on p.id = a.person where number = $1',
      [account],
    );
    return rows[0]!;
  }

  /** Reserves as a decision does, in a transaction of its own. @returns the key of the instruction */
  async function drawn(account: string, amount: string, caseId = randomUUID(), n = 1) {
    const { person, wrapped_key: wrapped } = await personOf(account);
    const id = randomUUID();
    const own = suite.personKeys.unwrap(person, wrapped);
    const first = Number(amount) > 5000 ? '5000.00' : amount;
    const rest = (Number(amount) - Number(first)).toFixed(2);
    const parts = [
      { source: 'flexible', amount: yuan(first) },
      ...(rest === '0.00' ? [] : [{ source: 'unit', amount: yuan(rest) } as const]),
    ] as const;
    await inTransaction(
      suite.app,
      (tx) =>
        reserve(
          tx,
          {
            ...{ caseId, center: CENTER, person, account, reason: 'purchase', regulation: '2026' },
            ...{ item: 2, code: '01', amount: yuan(amount), expenseHash: null, period: null },
            ...{ drawn: parts, on: DAY },
          },
          {
            ...{ n, id, cardLast4: '0012', at: NOW, by: 'test' },
            card: sealJson(own, place.payoutCard(id), { number: '6222020000000000012' }),
          },
        ),
      { isolation: 'read committed' },
    );
    return { key: payoutKey(caseId, n), caseId };
  }

  const booked = <T>(key: string, book: (tx: Tx, row: PayoutRow) => Promise<T>) =>
    inTransaction(suite.app, async (tx) => {
      const row = await lockPayout(tx, key);
      if (!row) throw new Error('no such instruction');
      return book(tx, row);
    });

  const paid = (key: string, moved: string, on = DAY) =>
    booked(key, (tx, row) =>
      bookPaid(tx, row, { moved: yuan(moved), serial: `S-${key}`, bookedOn: on, at: NOW }),
    );

  const back = (key: string, amount: string) =>
    booked(key, (tx, row) =>
      bookReturned(tx, row, {
        ...{ amount: yuan(amount), returnSerial: `R-${key}`, returnedOn: addDays(DAY, 3) },
        ...{ reason: 'payee-returned', bankCode: '90', at: NOW },
      }),
    );
  return { drawn, booked, paid, back };
}
