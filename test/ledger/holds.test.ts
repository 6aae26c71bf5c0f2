/** Holds bind what goes out, never what comes in; whoever has the account's row first goes first. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction, type Isolation } from '../../src/db/transaction.ts';
import { availableOf, holdsOf, placeHold, releaseHold, renewHold } from '../../src/ledger/holds.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { DAY, contribution, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
/** `npm run walks` goes on for longer. */
const ROUNDS = Number(process.env['ANJU_LEDGER_ROUNDS'] ?? 40);

async function held(
  account: string,
  amount?: string,
  isolation: Isolation = 'read committed',
): Promise<string> {
  const id = randomUUID();
  await inTransaction(
    suite.app,
    (tx) =>
      placeHold(tx, {
        id,
        account,
        kind: 'court',
        ...(amount === undefined ? {} : { amount: yuan(amount) }),
        document: '（2026）辽0102执1号',
        placedOn: DAY,
        by: 'test',
      }),
    { isolation },
  );
  return id;
}

describe('what is available', () => {
  it.each([
    ['800.00', [], '800.00'],
    ['800.00', ['300.00'], '500.00'],
    ['800.00', ['300.00', '500.00'], '0.00'],
    ['800.00', ['300.00', '600.00'], '0.00'],
    ['0.00', ['300.00'], '0.00'],
    ['800.00', [null], '0.00'],
    ['800.00', ['1.00', null], '0.00'],
  ] as const)('of %s under %j is %s', (balance, holds, available) => {
    const amounts = holds.map((amount) => (amount === null ? null : yuan(amount)));
    expect(availableOf(yuan(balance), amounts as readonly (Yuan | null)[])).toBe(available);
  });
});

describe('a hold', () => {
  it('leaves to a debit what it does not cover, to the cent', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '800.00')]);
    await held(account, '300.00');
    await expect(record(suite, [reserve(account, '500.01')])).rejects.toMatchObject({
      code: 'money-held',
    });
    await record(suite, [reserve(account, '500.00')]);
    await expect(record(suite, [reserve(account, '0.01')])).rejects.toMatchObject({
      code: 'money-held',
    });
  });

  it('counts all sources together', async () => {
    const account = await newAccount(suite);
    await record(suite, [
      contribution(account, '200.00'),
      contribution(account, '200.00', { source: 'unit' }),
    ]);
    await held(account, '300.00');
    await record(suite, [reserve(account, '100.00')]);
    await expect(
      record(suite, [reserve(account, '0.01', { source: 'unit' })]),
    ).rejects.toMatchObject({ code: 'money-held' });
  });

  it('that exceeds the balance catches what comes later', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '100.00')]);
    await held(account, '500.00');
    await record(suite, [contribution(account, '300.00')]);
    await expect(record(suite, [reserve(account, '0.01')])).rejects.toMatchObject({
      code: 'money-held',
    });
    await record(suite, [contribution(account, '100.01')]);
    await record(suite, [reserve(account, '0.01')]);
  });

  it('on the whole account lets everything in and nothing out', async () => {
    const account = await newAccount(suite);
    await held(account);
    await record(suite, [contribution(account, '300.00')]);
    await expect(record(suite, [reserve(account, '0.01')])).rejects.toMatchObject({
      code: 'money-held',
    });
  });

  it('does not bind a court that takes what it held', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '300.00')]);
    await held(account, '300.00');
    await record(suite, [reserve(account, '300.00', { kind: 'deduction' })]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '0.00' });
  });

  it('binds until it is released with a document, and placing it twice is placing it once', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '300.00')]);
    const id = await held(account, '300.00');
    const release = { releasedOn: DAY, by: 'test', document: '（2026）辽0102执1号之一' };
    await inTransaction(suite.app, (tx) => releaseHold(tx, id, release));
    await inTransaction(suite.app, (tx) =>
      releaseHold(tx, id, { ...release, document: 'another' }),
    );
    await record(suite, [reserve(account, '300.00')]);
    expect(await holdsOf(suite.api, account)).toMatchObject([
      { id, amount: '300.00', releasedOn: DAY, releaseDocument: release.document },
    ]);
    await expect(
      inTransaction(suite.app, (tx) => releaseHold(tx, randomUUID(), release)),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('at one instant', () => {
  it('two withdrawals of the same money: one is paid, and nothing goes below zero', async () => {
    const account = await newAccount(suite);
    let reserved = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await record(suite, [contribution(account, '100.00')]);
      const both = await Promise.allSettled([
        record(suite, [reserve(account, '70.00')]),
        record(suite, [reserve(account, '70.00')]),
      ]);
      const paid = both.filter(({ status }) => status === 'fulfilled').length;
      const { amount } = await balanceOf(suite, account);
      reserved += paid * 70;
      expect(Number(amount)).toBe((round + 1) * 100 - reserved);
      for (const one of both) {
        if (one.status === 'rejected') {
          expect(one.reason).toMatchObject({ code: 'balance-too-low' });
        }
      }
    }
  });

  it.each(['read committed', 'repeatable read', 'serializable'] as const)(
    'a payment that began before the hold was placed is refused all the same (%s)',
    async (isolation) => {
      const account = await newAccount(suite);
      await record(suite, [contribution(account, '100.00')]);
      let placed = false;
      const payment = inTransaction(
        suite.app,
        async (tx) => {
          await tx.query('select from hold where account = $1', [account]);
          if (!placed) await held(account, '100.00');
          placed = true;
          await recordJournals(tx, CENTER, [reserve(account, '0.01')]);
        },
        { isolation },
      );
      await expect(payment).rejects.toMatchObject({ code: 'money-held' });
      expect(await balanceOf(suite, account)).toMatchObject({ amount: '100.00' });
    },
  );

  it('a hold waits for the payment that has the account, and binds what is left', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '100.00')]);
    let holding: Promise<string> | undefined;
    await inTransaction(suite.app, async (tx) => {
      await recordJournals(tx, CENTER, [reserve(account, '60.00')]);
      holding = held(account, '100.00');
      // Long enough for the hold to come to the account's row; it must not get past it.
      const early = await Promise.race([holding, delay(100, 'waits')]);
      expect(early).toBe('waits');
    });
    await holding;
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '40.00' });
    await expect(record(suite, [reserve(account, '0.01')])).rejects.toMatchObject({
      code: 'money-held',
    });
  });

  it('sixteen who move money back and forth between the same accounts never block each other', async () => {
    const accounts = await Promise.all(Array.from({ length: 6 }, () => newAccount(suite)));
    await record(
      suite,
      accounts.map((account) => contribution(account, '1000.00')),
    );
    const before = await deadlocks();
    const mover = async (seed: number) => {
      for (let n = 0; n < ROUNDS / 4; n += 1) {
        const chosen = accounts.toSorted(
          () => Math.sin(seed * 97 + n * 31 + accounts.length) - 0.5,
        );
        await record(
          suite,
          chosen.slice(0, 4).map((account) => reserve(account, '1.00')),
        );
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, seed) => mover(seed)));
    expect(await deadlocks()).toBe(before);
  });
});

async function deadlocks(): Promise<string> {
  const { rows } = await suite.owner.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return rows[0]!.deadlocks;
}

describe('holds at a past moment', () => {
  const moment = async () => {
    const { rows } = await suite.owner.query<{ at: string }>(
      `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`,
    );
    return rows[0]!.at;
  };

  it('are those that were written down by then, released or renewed later or not', async () => {
    const account = await newAccount(suite);
    const before = await moment();
    const id = randomUUID();
    await inTransaction(suite.app, (tx) =>
      placeHold(tx, {
        ...{ id, account, kind: 'court', document: '（2026）辽0102执9号', placedOn: DAY },
        ...{ amount: yuan('300.00'), until: plainDate('2026-12-31'), by: 'test' },
      }),
    );
    const placed = await moment();
    const renewal = { document: '（2026）辽0102执9号之一', until: plainDate('2027-06-30') };
    await inTransaction(suite.app, (tx) =>
      renewHold(tx, id, { ...renewal, renewedOn: DAY, by: 'test' }),
    );
    const renewed = await moment();
    const release = { releasedOn: DAY, by: 'test', document: '（2026）辽0102执9号之二' };
    await inTransaction(suite.app, (tx) => releaseHold(tx, id, release));
    const at = async (asOf: string | null) => {
      const [one] = await holdsOf(suite.app, account, asOf);
      return one && [one.until, one.releasedOn, one.releaseDocument, one.renewals.length];
    };
    expect(await at(before)).toBeUndefined();
    expect(await at(placed)).toEqual(['2026-12-31', null, null, 0]);
    expect(await at(renewed)).toEqual(['2027-06-30', null, null, 1]);
    const now = ['2027-06-30', DAY, release.document, 1];
    expect([await at(await moment()), await at(null)]).toEqual([now, now]);
  });
});
