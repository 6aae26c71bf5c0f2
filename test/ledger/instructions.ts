/** Instructions to pay as decisions make them and the bank answers them, for tests of the books. */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { deduct } from '../../src/ledger/deductions.ts';
import { lockPayout, type PayoutRow } from '../../src/ledger/payout-rows.ts';
import { bookPaid, bookRefused, bookReturned } from '../../src/ledger/payouts.ts';
import { payoutKey, reserve, reservePayout } from '../../src/ledger/withdrawals.ts';
import { CENTER, newCase, NOW, type Bench } from '../db/fixtures.ts';
import { DAY } from './entries.ts';

export interface Instructions {
  /** Reserved for a case of its own. */
  readonly drawn: (
    account: string,
    amount: string,
    on?: string,
  ) => Promise<{ readonly key: string; readonly caseId: string }>;
  /** 依法扣划 from under a hold, of a case of its own. */
  readonly deducted: (
    account: string,
    amount: string,
    order: { readonly hold: string; readonly document?: string },
  ) => Promise<{ readonly key: string; readonly caseId: string }>;
  readonly paid: (key: string, moved: string, on?: string) => Promise<void>;
  readonly refused: (key: string) => Promise<void>;
  readonly returned: (key: string, amount: string) => Promise<void>;
  /** The printed number of a case. */
  readonly numberOf: (caseId: string) => Promise<string>;
}

export function instructions(suite: Bench): Instructions {
  const booked = async (key: string, book: (tx: Tx, row: PayoutRow) => Promise<unknown>) => {
    await inTransaction(suite.app, async (tx) => {
      const row = await lockPayout(tx, key);
      if (!row) throw new Error('no such instruction');
      await book(tx, row);
    });
  };
  return {
    drawn: async (account, amount, on = DAY) => {
      const { id: caseId } = await newCase(suite);
      await draw(suite, { account, amount, caseId, on: plainDate(on) });
      return { key: payoutKey(caseId, 1), caseId };
    },
    deducted: async (account, amount, { hold, document = '扣1号' }) => {
      const { id: caseId } = await newCase(suite);
      const { made, payout } = await drawing(suite, { account, amount, caseId, on: DAY });
      const key = payoutKey(caseId, 1);
      const order = { document, orderedOn: DAY, orderedBy: '某法院', by: 'test' };
      await inTransaction(
        suite.app,
        async (tx) => {
          await reservePayout(tx, { ...made, order: document }, { ...payout, toHolder: false });
          await deduct(tx, { key, hold }, order);
        },
        { isolation: 'read committed' },
      );
      return { key, caseId };
    },
    paid: (key, moved, on = DAY) =>
      booked(key, (tx, row) => {
        const bookedOn: PlainDate = plainDate(on);
        return bookPaid(tx, row, { moved: yuan(moved), serial: `S-${key}`, bookedOn, at: NOW });
      }),
    refused: (key) =>
      booked(key, (tx, row) =>
        bookRefused(tx, row, {
          ...{ reason: 'card-closed', bankCode: '91', bookedOn: DAY, at: NOW },
        }),
      ),
    returned: (key, amount) =>
      booked(key, (tx, row) =>
        bookReturned(tx, row, {
          ...{ amount: yuan(amount), returnSerial: `R-${key}`, returnedOn: addDays(DAY, 3) },
          ...{ reason: 'payee-returned', bankCode: '90', at: NOW },
        }),
      ),
    numberOf: async (caseId) => {
      const { rows } = await suite.owner.query<{ number: string }>(
        'select number from "case" where id = $1',
        [caseId],
      );
      return rows[0]!.number;
    },
  };
}

interface Draw {
  readonly account: string;
  readonly amount: string;
  readonly caseId: string;
  readonly on: PlainDate;
}

async function draw(suite: Bench, asked: Draw): Promise<void> {
  const { made, payout } = await drawing(suite, asked);
  const reason = { reason: 'purchase', regulation: '2026', item: 2, code: '01' };
  await inTransaction(
    suite.app,
    (tx) => reserve(tx, { ...made, ...reason, expenseHash: null, period: null }, payout),
    { isolation: 'read committed' },
  );
}

/** What is drawn, and the instruction that goes with it. */
async function drawing(suite: Bench, { account, amount, caseId, on }: Draw) {
  const { rows } = await suite.owner.query<{ person: string; wrapped_key: string }>(
    'select a.person, p.wrapped_key from account a join person p on p.id = a.person where number = $1',
    [account],
  );
  const { person, wrapped_key: wrapped } = rows[0]!;
  const id = randomUUID();
  const own = suite.personKeys.unwrap(person, wrapped);
  return {
    made: {
      ...{ caseId, center: CENTER, person, account, amount: yuan(amount), on },
      drawn: [{ source: 'flexible' as const, amount: yuan(amount) }],
    },
    payout: {
      ...{ n: 1, id, cardLast4: '0012', at: NOW, by: 'test' },
      card: sealJson(own, place.payoutCard(id), { number: '6222020000000000012' }),
    },
  };
}
