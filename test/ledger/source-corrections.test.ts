/** Money that stands in the wrong source goes to the right one by two persons, once, with its parts and its interest. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { proveAccounts } from '../../src/ledger/proof-accounts.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { preview as chainOf, takeBack, wrongOf } from './corrections.ts';
import { contribution, DAY, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';
import { on, settlementsOf, settleYear, takeover } from './interest-fixtures.ts';
import { correctSource, decide, lookAt, propose, rowOf, SUN, ZHOU } from './source-corrections.ts';

const suite = bench();

/** An account with 3,000.00 of unknown source, taken over on 1 July and 上年结转 all of it. */
async function undecided(amount = '3000.00', valueDate = on('2026-07-01')): Promise<string> {
  const account = await newAccount(suite);
  await record(suite, [takeover(account, amount, { valueDate, source: 'unclassified' })]);
  return account;
}

const clear = { from: 'unclassified', to: 'flexible', amount: '3000.00' } as const;

async function staysOf(account: string, asked: object = {}): Promise<readonly string[]> {
  return (await lookAt(suite, account, { ...clear, ...asked })).stays;
}

/** The nightly proof finds nothing wrong: balances, sources, journals, corrections. */
async function expectProven(account: string): Promise<void> {
  expect(await wrongOf(suite, 'reversals')).toEqual([]);
  const parts = await inTransaction(suite.app, (tx) =>
    proveAccounts(tx, CENTER, {
      after: String(BigInt(account) - 1n).padStart(20, '0'),
      until: account,
    }),
  );
  expect(parts.flatMap(({ named }) => named)).toEqual([]);
}

describe('money of unknown source (来源待定)', () => {
  it('goes to the source it belongs to by one journal, on the day that was looked at', async () => {
    const account = await undecided();
    const id = await correctSource(suite, account, { ...clear, since: '2026-07-01' });
    expect((await balanceOf(suite, account, 'unclassified')).amount).toBe('0.00');
    expect(await balanceOf(suite, account)).toMatchObject({
      amount: '3000.00',
      carried: '3000.00',
    });
    const { rows } = await suite.api.query(
      `select j.kind, j.key, j.value_date::text as on, j.document, j.recorded_by as by,
              array_agg(concat_ws(' ', p.book, p.source, p.amount, p.carried) order by p.line) as lines
         from journal j join posting p on p.journal = j.id where j.id = $1 group by j.id`,
      [(await rowOf(suite, id)).journal],
    );
    expect(rows).toEqual([
      {
        ...{ kind: 'reclassification', key: `source-correction/${id}`, on: '2026-07-01' },
        ...{ document: '沈房金账更〔2026〕12号', by: 'zhou' },
        lines: ['personal unclassified -3000.00 -3000.00', 'personal flexible 3000.00 3000.00'],
      },
    ]);
    await expectProven(account);
  });

  it('takes its interest along from that day, and leaves none behind', async () => {
    const account = await undecided('36000.00', on('2026-07-01'));
    await correctSource(suite, account, { ...clear, amount: '36000.00', since: '2026-07-01' });
    await settleYear(suite, { first: account, year: 2027 });
    expect((await balanceOf(suite, account, 'unclassified')).amount).toBe('0.00');
    // 364 days at 1.5 % of 360.
    expect((await balanceOf(suite, account)).amount).toBe('36546.00');
    await expectProven(account);
  });

  it('counted from the day of the correction leaves what it earned before where it stood', async () => {
    const account = await undecided('36000.00');
    await correctSource(suite, account, { ...clear, amount: '36000.00', since: null });
    await settleYear(suite, { first: account, year: 2027 });
    const rows = await settlementsOf(suite, account);
    // 145 days before 23 November, 219 from it on; 36,000.00 earn 1.50 a day.
    expect(rows.map(({ source, interest }) => [source, interest])).toEqual([
      ['flexible', '328.50'],
      ['unclassified', '217.50'],
    ]);
  });

  it('whose interest was settled is corrected with it, from the day that it did not count', async () => {
    const account = await undecided('36000.00', on('2026-01-10'));
    await tamper(suite, `update account set opened_on = '2026-01-10' where number = '${account}'`);
    await settleYear(suite, { first: account, year: 2026 });
    const held = (await balanceOf(suite, account, 'unclassified')).amount;
    expect(held).toBe('36256.50');
    const whole = { ...clear, amount: held };
    expect(await lookAt(suite, account, whole)).toMatchObject({ earliest: '2026-06-30' });
    expect(await staysOf(account, { ...whole, since: '2026-06-29' })).toEqual(['since-too-early']);
    await correctSource(suite, account, { ...whole, since: '2026-06-30' });
    await settleYear(suite, { first: account, year: 2027 });
    expect((await balanceOf(suite, account, 'unclassified')).amount).toBe('0.00');
    // 365 days of 36,000.00, and 364 of the interest that counts from 1 July: as if it had always been there.
    expect((await balanceOf(suite, account)).amount).toBe('36807.89');
    await expectProven(account);
  });
});

describe('the day from which it counts (起算日)', () => {
  const from = (since: string) => ({ amount: '3000.00', since });

  it('is none before the source held so much on every day since', async () => {
    const account = await undecided('1000.00');
    const more = { source: 'unclassified', valueDate: on('2026-08-10') } as const;
    await record(suite, [contribution(account, '2000.00', more)]);
    expect((await lookAt(suite, account, clear)).earliest).toBe('2026-08-10');
    expect(await staysOf(account, from('2026-08-09'))).toEqual(['since-too-early']);
    expect(await staysOf(account, from('2026-08-10'))).toEqual([]);
    expect(await staysOf(account, from('2026-08-11'))).toEqual([]);
    expect((await lookAt(suite, account, { ...clear, amount: '1000.00' })).earliest).toBe(
      '2026-07-01',
    );
  });

  it('does not reach back over days on which the money was out', async () => {
    const account = await undecided('3000.00');
    const out = { source: 'unclassified' as MoneySource, valueDate: on('2026-09-01') };
    await record(suite, [reserve(account, '500.00', out)]);
    const back = { source: 'unclassified', valueDate: on('2026-09-20') } as const;
    await record(suite, [contribution(account, '500.00', back)]);
    expect((await lookAt(suite, account, clear)).earliest).toBe('2026-09-20');
  });

  it('is today where none is said, and never one to come', async () => {
    const account = await undecided();
    expect((await lookAt(suite, account, clear)).since).toBe('2026-11-23');
    await expect(propose(suite, account, { ...clear, since: '2026-11-24' })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});

describe('上年结转 and 当年归集', () => {
  it('go over as they are: old money first', async () => {
    const account = await undecided('1000.00');
    const more = { source: 'unclassified', valueDate: on('2026-10-10') } as const;
    await record(suite, [contribution(account, '2000.00', more)]);
    await correctSource(suite, account, { ...clear, amount: '1500.00', since: '2026-11-01' });
    expect(await balanceOf(suite, account)).toMatchObject({
      carried: '1000.00',
      current: '500.00',
    });
    expect(await balanceOf(suite, account, 'unclassified')).toMatchObject({
      ...{ carried: '0.00', current: '1500.00' },
    });
    await expectProven(account);
  });

  it('what came in on the very day from which it counts is 当年归集', async () => {
    const account = await undecided('1000.00');
    const more = { source: 'unclassified', valueDate: on('2026-10-10') } as const;
    await record(suite, [contribution(account, '2000.00', more)]);
    await correctSource(suite, account, { ...clear, amount: '2000.00', since: '2026-10-10' });
    expect(await balanceOf(suite, account)).toMatchObject({ carried: '0.00', current: '2000.00' });
  });
});

describe('a correction is refused by its name', () => {
  it('a cent above what the source holds, and not at it', async () => {
    const account = await undecided();
    expect(await staysOf(account, { amount: '3000.01' })).toEqual(['balance-too-low']);
    expect(await staysOf(account)).toEqual([]);
  });

  it('while the whole account is held; an amount that is held stays covered', async () => {
    const account = await undecided();
    const hold = (amount: string | null) =>
      suite.owner.query('select ledger_hold($1, $2, $3)', [
        ...[randomUUID(), account],
        JSON.stringify({ kind: 'court', amount, document: 'X1', placedOn: DAY, by: 'test' }),
      ]);
    await hold('3000.00');
    expect(await staysOf(account)).toEqual([]);
    await hold(null);
    expect(await staysOf(account)).toEqual(['account-held']);
  });

  it('on a closed account', async () => {
    const account = await newAccount(suite);
    await suite.owner.query(
      `update account set state = 'closed', closed_on = $2, close_reason = 'exit' where number = $1`,
      [account, DAY],
    );
    expect(await staysOf(account)).toEqual(['account-closed', 'balance-too-low']);
  });

  it('while a debit of it is with the bank', async () => {
    const account = await undecided();
    await tamper(
      suite,
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
         grace_until, attempts_max, state)
       values ('${account}', '2026-10', '2026-10', 1, 800, gen_random_uuid(), '${DAY}', '${DAY}', 1, 'open')`,
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state)
       values ('debit/${account}', '${CENTER}', '${account}', '2026-10', 1, gen_random_uuid(), 800, 'r', 1, 1,
         'sent')`,
    );
    expect(await staysOf(account)).toEqual(['debit-under-way']);
  });

  it('while the yearly settlement of the center goes on', async () => {
    const account = await undecided();
    const run = `interest-settlement.${CENTER}.2026-06-30.9`;
    const state = (to: string) =>
      tamper(suite, `update run set state = '${to}' where id = '${run}'`);
    await tamper(
      suite,
      `insert into run (id, kind, center, business_on, turn, state, digest, started_by, started_at)
       values ('${run}', 'interest-settlement', '${CENTER}', '2026-06-30', 9, 'previewed', repeat('0', 64),
         'test', now())`,
    );
    expect(await staysOf(account)).toEqual(['interest-under-way']);
    await state('stopped');
    expect(await staysOf(account)).toEqual(['interest-under-way']);
    await tamper(suite, `delete from run where id = '${run}'`);
    expect(await staysOf(account)).toEqual([]);
  });
});

describe('two supervisors', () => {
  it('make it: whoever proposed it may withdraw it and not confirm it', async () => {
    const account = await undecided();
    const id = await propose(suite, account, clear);
    await expect(decide(suite, id, 'confirm', SUN)).rejects.toMatchObject({ code: 'same-person' });
    await expect(decide(suite, id, 'withdraw', ZHOU)).rejects.toMatchObject({
      code: 'not-authorized',
    });
    await expect(decide(suite, id, 'confirm', acting('zhao', 'reviewer'))).rejects.toMatchObject({
      code: 'not-authorized',
    });
    await decide(suite, id, 'withdraw', SUN);
    expect(await rowOf(suite, id)).toMatchObject({ state: 'withdrawn', journal: null });
    expect((await balanceOf(suite, account, 'unclassified')).amount).toBe('3000.00');
    // Ended, it is in nobody's way.
    expect(await propose(suite, account, clear)).not.toBe(id);
  });

  it('one at a time of an account, and the same request is the same proposal', async () => {
    const account = await undecided();
    const id = await propose(suite, account, clear);
    expect(await propose(suite, account, clear, id)).toBe(id);
    await expect(propose(suite, account, clear)).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await decide(suite, id, 'decline', ZHOU);
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
  });

  it('confirm what was looked at or nothing, and once', async () => {
    const account = await undecided();
    const id = await propose(suite, account, { ...clear, since: '2026-07-01' });
    const [spent] = await record(suite, [
      reserve(account, '0.01', { source: 'unclassified', kind: 'deduction' }),
    ]);
    await expect(decide(suite, id, 'confirm', ZHOU)).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    await takeBack(suite, spent!.journal);
    await decide(suite, id, 'confirm', ZHOU);
    await expect(decide(suite, id, 'confirm', ZHOU)).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    expect((await balanceOf(suite, account)).amount).toBe('3000.00');
  });

  it('and neither of another center', async () => {
    const account = await undecided();
    await expect(
      lookAt(suite, account, clear, acting('dl-sun', 'supervisor')),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leave a line of the trail each, about the holder', async () => {
    const account = await undecided();
    const id = await correctSource(suite, account, clear);
    const { rows } = await suite.owner.query(
      `select e.kind, e.actor from event e join account a on a.person = e.person
        where a.number = $1 and e.public->>'correction' = $2 order by e.at, e.kind desc`,
      [account, id],
    );
    expect(rows).toEqual([
      { kind: 'source-correction-proposed', actor: 'sun' },
      { kind: 'source-correction-confirmed', actor: 'zhou' },
    ]);
  });

  it('the second has a task with one working day, which the decision does', async () => {
    const account = await undecided();
    const id = await propose(suite, account, clear);
    const task = async () => {
      const { rows } = await suite.owner.query<object>(
        `select kind, role, not_by, due_on::text as due, closed_by from task where correction = $1`,
        [id],
      );
      return rows;
    };
    const open = { kind: 'confirm-source', role: 'supervisor', not_by: ['sun'], due: '2026-11-24' };
    expect(await task()).toEqual([{ ...open, closed_by: null }]);
    await decide(suite, id, 'confirm', ZHOU);
    expect(await task()).toEqual([{ ...open, closed_by: 'zhou' }]);
  });
});

describe('a correction that is taken back', () => {
  it('puts the money where it stood', async () => {
    const account = await undecided();
    const id = await correctSource(suite, account, clear);
    await takeBack(suite, String((await rowOf(suite, id)).journal));
    expect((await balanceOf(suite, account, 'unclassified')).amount).toBe('3000.00');
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    await expectProven(account);
  });

  it('falls with the journal whose money it moved, and nobody owes anything', async () => {
    const account = await newAccount(suite);
    const [wrong] = await record(suite, [
      contribution(account, '800.00', { document: randomUUID(), kind: 'contribution' }),
    ]);
    const id = await correctSource(suite, account, {
      ...{ from: 'flexible', to: 'unit', amount: '800.00', since: DAY },
    });
    const { journal } = await rowOf(suite, id);
    const plan = await chainOf(suite, wrong!.journal);
    expect(plan).toMatchObject({ lacks: '0.00', stays: [] });
    expect(plan.steps.map(({ journal: one, why }) => [one, why])).toEqual([
      [journal, 'corrected-out-of-it'],
      [wrong!.journal, 'asked'],
    ]);
    await takeBack(suite, wrong!.journal);
    expect((await balanceOf(suite, account, 'unit')).amount).toBe('0.00');
    expect((await balanceOf(suite, account)).amount).toBe('0.00');
    await expectProven(account);
  });

  it('stays where the source still has what the journal brought', async () => {
    const account = await newAccount(suite);
    const [first] = await record(suite, [contribution(account, '800.00', { document: 'B-1' })]);
    await record(suite, [contribution(account, '800.00', { document: 'B-2' })]);
    await correctSource(suite, account, {
      from: 'flexible',
      to: 'unit',
      amount: '800.00',
      since: null,
    });
    const { steps } = await chainOf(suite, first!.journal);
    expect(steps.map(({ why }) => why)).toEqual(['asked']);
  });
});

it('nobody but the two functions writes a proposal', async () => {
  const account = await undecided();
  const id = await propose(suite, account, clear);
  for (const pool of [suite.api, suite.app]) {
    await expect(
      pool.query(`update source_correction set state = 'done' where id = $1`, [id]),
    ).rejects.toMatchObject({ code: '42501' });
  }
});
