/** What the ledger holds, whoever comes through its door. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { reverseJournal, type Journal } from '../../src/ledger/journals.ts';
import { bench, CENTER, OTHER_CENTER } from '../db/fixtures.ts';
import { DAY, contribution, reserve, takeover } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();

function reversed(journal: string, key = `test/reversal/${randomUUID()}`) {
  return inTransaction(suite.app, (tx) =>
    reverseJournal(tx, CENTER, journal, { key, valueDate: DAY, by: 'test' }),
  );
}

describe('a journal', () => {
  it('sums to zero, and the balance is what its postings sum to', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '800.00'), reserve(account, '300.00')]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '500.00' });
    const { rows } = await suite.api.query(
      'select sum(amount) as total from posting where center = $1',
      [CENTER],
    );
    expect(rows).toEqual([{ total: '0.00' }]);
  });

  it('that does not sum to zero is refused, for the owner of the tables, too', async () => {
    const account = await newAccount(suite);
    const crooked = contribution(account, '800.00');
    const lines: Journal['lines'] = [
      crooked.lines[0],
      { ...crooked.lines[1], amount: yuan('800.01') },
    ];
    await expect(record(suite, [{ ...crooked, lines }])).rejects.toMatchObject({ code: 'AJ420' });
    const [whole] = await record(suite, [contribution(account, '1.00')]);
    await expect(
      suite.owner.query(
        `insert into posting (journal, line, center, book, value_date, amount)
         values ($1, 3, $2, 'suspense', '2026-11-23', 5)`,
        [whole!.journal, CENTER],
      ),
    ).rejects.toMatchObject({ code: 'AJ420' });
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '1.00' });
  });

  it('is never changed and never taken out', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [contribution(account, '1.00')]);
    for (const text of [
      `update posting set amount = 2 where journal = ${journal}`,
      `delete from posting where journal = ${journal}`,
      `update journal set value_date = '2020-01-01' where id = ${journal}`,
      `delete from journal where id = ${journal}`,
      'truncate posting',
    ]) {
      for (const pool of [suite.owner, suite.app, suite.api]) {
        await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
      }
    }
  });

  it('comes through the door or not at all: nobody else writes journals, postings, balances', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '1.00')]);
    for (const text of [
      `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
       values ('${CENTER}', 'x', 'contribution', '2026-11-23', 'x', 2, '')`,
      `insert into posting (journal, line, center, book, value_date, amount)
       values (1, 1, '${CENTER}', 'bank', '2026-11-23', 1)`,
      `update balance set carried = 5 where account = '${account}'`,
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values (gen_random_uuid(), '${account}', 'court', 'x', '2026-11-23', 'x')`,
    ]) {
      await expect(suite.app.query(text)).rejects.toMatchObject({ code: '42501' });
      await expect(suite.api.query(text)).rejects.toMatchObject({ code: '42501' });
    }
    await expect(
      suite.api.query('select ledger_post($1, $2)', [CENTER, '[]']),
    ).rejects.toMatchObject({ code: '42501' });
  });

  it('is recorded once under its key, and the key stands for nothing else', async () => {
    const account = await newAccount(suite);
    const paid = contribution(account, '800.00');
    const [first] = await record(suite, [paid]);
    const [again] = await record(suite, [{ ...paid, by: 'another process' }]);
    expect(first).toMatchObject({ fresh: true });
    expect(again).toEqual({ key: paid.key, journal: first!.journal, fresh: false });
    await expect(
      record(suite, [contribution(account, '900.00', { key: paid.key })]),
    ).rejects.toMatchObject({ code: 'effect-conflict' });
    await expect(record(suite, [paid, paid])).rejects.toMatchObject({ code: 'AJ420' });
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '800.00' });
  });

  it('of sixteen under one key at the same moment is one', async () => {
    const account = await newAccount(suite);
    const paid = contribution(account, '800.00');
    const all = await Promise.all(Array.from({ length: 16 }, () => record(suite, [paid])));
    expect(all.flat().filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '800.00' });
  });

  it('touches accounts of its own center alone', async () => {
    const account = await newAccount(suite, OTHER_CENTER);
    await expect(record(suite, [contribution(account, '1.00')])).rejects.toMatchObject({
      code: 'AJ420',
    });
  });

  it('is of a center that is there', async () => {
    const lines = [
      { book: 'bank', amount: yuan('1.00') },
      { book: 'suspense', amount: yuan('-1.00') },
    ] as const;
    const journal = { ...contribution('', '1.00'), kind: 'receipt', lines } as const;
    await expect(record(suite, [journal], '999999')).rejects.toMatchObject({ code: 'AJ420' });
    expect(await suite.owner.query(`select from journal where center = '999999'`)).toMatchObject({
      rowCount: 0,
    });
  });

  it('is not recorded on a closed account', async () => {
    const account = await newAccount(suite);
    await suite.app.query(
      `update account set state = 'closed', closed_on = '2026-11-20', close_reason = 'withdrawn'
        where number = $1`,
      [account],
    );
    await expect(record(suite, [contribution(account, '1.00')])).rejects.toMatchObject({
      code: 'account-closed',
    });
  });

  it('marks the account as posted to', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '1.00')]);
    const { rows } = await suite.api.query('select posted from account where number = $1', [
      account,
    ]);
    expect(rows).toEqual([{ posted: true }]);
  });
});

describe('a balance', () => {
  it('may come down to nothing and not a cent below', async () => {
    const account = await newAccount(suite);
    await record(suite, [contribution(account, '800.00')]);
    await expect(record(suite, [reserve(account, '800.01')])).rejects.toMatchObject({
      code: 'balance-too-low',
    });
    await record(suite, [reserve(account, '800.00')]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '0.00' });
  });

  it('is kept by source: one source does not pay for another', async () => {
    const account = await newAccount(suite);
    await record(suite, [
      contribution(account, '800.00'),
      contribution(account, '100.00', { source: 'unit' }),
      contribution(account, '5.00', { source: 'subsidy' }),
    ]);
    await expect(
      record(suite, [reserve(account, '100.01', { source: 'unit' })]),
    ).rejects.toMatchObject({ code: 'balance-too-low' });
    expect(await balanceOf(suite, account, 'unit')).toMatchObject({ amount: '100.00' });
    expect(await balanceOf(suite, account, 'subsidy')).toMatchObject({ amount: '5.00' });
  });

  it('takes what was carried over from last year first, then what came in this year', async () => {
    const account = await newAccount(suite);
    await record(suite, [takeover(account, '100.00')]);
    await record(suite, [contribution(account, '50.00')]);
    await record(suite, [reserve(account, '70.00'), reserve(account, '20.00')]);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '10.00',
      current: '50.00',
      amount: '60.00',
    });
    await record(suite, [reserve(account, '30.00')]);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '0.00',
      current: '30.00',
      amount: '30.00',
    });
  });
});

describe('冲账', () => {
  it('takes a journal back by its mirror image, once', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [contribution(account, '800.00')]);
    const first = await reversed(journal, `test/reversal/of/${journal}`);
    expect(first.fresh).toBe(true);
    expect(await reversed(journal, `test/reversal/of/${journal}`)).toEqual({
      ...first,
      fresh: false,
    });
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '0.00' });
    await expect(reversed(journal)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await expect(reversed(first.journal)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await expect(reversed('999999999')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('gives back to each part what was taken from it', async () => {
    const account = await newAccount(suite);
    await record(suite, [takeover(account, '100.00')]);
    await record(suite, [contribution(account, '50.00')]);
    const [{ journal } = { journal: '' }] = await record(suite, [reserve(account, '120.00')]);
    await reversed(journal);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '100.00',
      current: '50.00',
      amount: '150.00',
    });
  });

  it('is refused when the money has left the account since', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [contribution(account, '800.00')]);
    await record(suite, [reserve(account, '0.01')]);
    await expect(reversed(journal)).rejects.toMatchObject({ code: 'balance-too-low' });
  });
});
