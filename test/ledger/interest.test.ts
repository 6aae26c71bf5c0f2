/** 存款计息 over the ledger: examples to the cent, once, by source, rolled over. */
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { rate } from '../../src/domain/money.ts';
import { accruedOf, previewSettlement, settleAtClosing } from '../../src/ledger/interest.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { contribution, reserve } from './entries.ts';
import { balanceOf, newAccount } from './fixtures.ts';
import { on, recordEach, settlementsOf, settleYear, takeover, TERMS } from './interest-fixtures.ts';

const suite = bench();

/** Example A: 20,000.00 from 1 July 2025, +3,000, +6,000, −4,000. */
async function exampleA(): Promise<string> {
  const account = await newAccount(suite);
  await recordEach(suite, [
    takeover(account, '20000.00', { valueDate: on('2025-07-01') }),
    contribution(account, '3000.00', { valueDate: on('2025-09-15') }),
    contribution(account, '6000.00', { valueDate: on('2026-01-10') }),
    reserve(account, '4000.00', { valueDate: on('2026-04-20') }),
  ]);
  return account;
}

function closed(account: string, day: string, terms = TERMS) {
  return inTransaction(
    suite.app,
    (tx) => settleAtClosing(tx, { account, on: on(day), terms }, { by: 'test' }),
    { isolation: 'read committed' },
  );
}

function previewOf(account: string, year: number, terms = TERMS) {
  return previewSettlement(suite.api, {
    center: CENTER,
    first: account,
    last: account,
    year,
    terms,
  });
}

describe('what interest is called', () => {
  it('is 年终结息 at the end of 30 June and 销户结息 when an account is emptied', async () => {
    const account = await exampleA();
    await settleYear(suite, { first: account, year: 2026 });
    await closed(account, '2026-11-20');
    const { rows } = await suite.api.query<{ title: string; business: string }>(
      `select journal_title(j.kind, j.key) as title, k.business from journal j
         join journal_kind k on k.code = j.kind
        where j.kind = 'interest' and j.key like '%' || $1 || '%' order by j.id`,
      [account],
    );
    expect(rows).toEqual([
      { title: '年终结息', business: '09' },
      { title: '销户结息', business: '09' },
    ]);
  });
});

describe('the yearly settlement (年度结息) at the end of 30 June', () => {
  it('credits 370.25 for an accumulation of 8,886,000, and all of it becomes 上年结转', async () => {
    const account = await exampleA();
    await settleYear(suite, { first: account, year: 2026 });
    expect(await settlementsOf(suite, account)).toMatchObject([
      {
        source: 'flexible',
        settled_on: '2026-06-30',
        since: '2025-07-01',
        until: '2026-06-30',
        accumulation: '8886000.00',
        interest: '370.25',
        rolled: '9000.00',
      },
    ]);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '25370.25',
      current: '0.00',
      amount: '25370.25',
    });
  });

  it.each([
    ['370.25', { ...TERMS }],
    ['365.18', { ...TERMS, divisor: 365 }],
    ['371.29', { ...TERMS, settlementDayCounted: true }],
  ])('comes to %s by the terms of the center', async (interest, terms) => {
    const account = await exampleA();
    await settleYear(suite, { first: account, year: 2026, terms });
    expect(await settlementsOf(suite, account)).toMatchObject([{ interest }]);
  });

  it.each([
    [false, '2027-06-30', '385.82'],
    [true, '2027-07-01', '385.86'],
  ])(
    'lets the interest earn from 1 July, whether 30 June was counted (%s) or not',
    async (settlementDayCounted, until, interest) => {
      // 2026-06-30 … 2027-06-30: 25,000.00 × 365 days and 370.25 × 364 days from 1 July, or, with
      // 30 June counted in the year it ends and 371.29 of interest, 25,371.29 × 365 days.
      const account = await exampleA();
      const terms = { ...TERMS, settlementDayCounted };
      await settleYear(suite, { first: account, year: 2026, terms });
      await settleYear(suite, { first: account, year: 2027, terms });
      expect((await settlementsOf(suite, account))[1]).toMatchObject({ until, interest });
    },
  );

  it('keeps to 1 July to the day: on 1 July nothing of the interest was earned on, on 2 July a day', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '7200000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: account, year: 2026 });
    // 109,200.00 of interest; 7,200,000.00 earns 300.00 a day, the interest 4.55.
    for (const [day, interest] of [
      ['2026-06-30', '0.00'],
      ['2026-07-01', '300.00'],
      ['2026-07-02', '604.55'],
      ['2026-07-03', '909.10'],
    ] as const) {
      const { sources } = await accruedOf(suite.api, account, on(day), TERMS);
      expect(sources).toMatchObject([{ from: '2026-06-30', to: day, interest }]);
    }
  });

  it('still owes 76.67 to an account that was emptied and not closed', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      takeover(account, '20000.00', { valueDate: on('2026-07-01') }),
      reserve(account, '20000.00', { valueDate: on('2026-10-01') }),
    ]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '0.00' });
    const { sources } = await accruedOf(suite.api, account, on('2027-03-01'), TERMS);
    expect(sources).toMatchObject([{ interest: '76.67', accumulationCarried: '1840000.00' }]);
    await settleYear(suite, { first: account, year: 2027 });
    expect(await balanceOf(suite, account)).toMatchObject({ carried: '76.67', current: '0.00' });
  });

  it('rolls 当年归集 over where the interest is nothing', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [contribution(account, '0.30', { valueDate: on('2026-06-29') })]);
    await settleYear(suite, { first: account, year: 2026 });
    expect(await settlementsOf(suite, account)).toMatchObject([
      { interest: '0.00', rolled: '0.30' },
    ]);
    expect(await balanceOf(suite, account)).toEqual({
      carried: '0.30',
      current: '0.00',
      amount: '0.30',
    });
  });

  it('rolls over what came in on 30 June and not what came in on 1 July', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      contribution(account, '100.00', { valueDate: on('2026-06-30') }),
      contribution(account, '50.00', { valueDate: on('2026-07-01') }),
    ]);
    await settleYear(suite, { first: account, year: 2026 });
    expect(await balanceOf(suite, account)).toMatchObject({ carried: '100.00', current: '50.00' });
  });

  it('run days later, takes what was paid out meanwhile from the old money first', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      contribution(account, '100.00', { valueDate: on('2026-06-01') }),
      reserve(account, '60.00', { valueDate: on('2026-07-05') }),
      contribution(account, '50.00', { valueDate: on('2026-07-06') }),
    ]);
    await settleYear(suite, { first: account, year: 2026 });
    expect(await balanceOf(suite, account)).toMatchObject({ carried: '40.12', current: '50.00' });
  });

  it('settles and rounds each source on its own, and never allocates a total', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      takeover(account, '10.20', { valueDate: on('2026-06-18') }),
      takeover(account, '10.20', { valueDate: on('2026-06-18'), source: 'unit' }),
    ]);
    // 10.20 × 12 days × 1.5 % ÷ 360 = 0.0051 each: 0.01 and 0.01; of 20.40 it would be 0.01.
    await settleYear(suite, { first: account, year: 2026 });
    expect(await settlementsOf(suite, account)).toMatchObject([
      { source: 'flexible', interest: '0.01' },
      { source: 'unit', interest: '0.01' },
    ]);
    expect(await balanceOf(suite, account, 'unit')).toMatchObject({ carried: '10.21' });
  });

  it('divides the year where the rate changes, and each part of a source earns at its own', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      takeover(account, '36000.00', { valueDate: on('2025-07-01') }),
      contribution(account, '36000.00', { valueDate: on('2026-01-01') }),
    ]);
    const terms = {
      ...TERMS,
      rates: [
        { since: on('2025-01-01'), carried: rate('0.02'), current: rate('0.005') },
        { since: on('2026-03-01'), carried: rate('0.01'), current: rate('0.0035') },
      ],
    };
    // 36,000 × 243 × 2 % ÷ 360 + 36,000 × 121 × 1 % ÷ 360 = 607.00
    // 36,000 × 59 × 0.5 % ÷ 360 + 36,000 × 121 × 0.35 % ÷ 360 = 71.85
    await settleYear(suite, { first: account, year: 2026, terms });
    expect(await settlementsOf(suite, account)).toMatchObject([{ interest: '678.85' }]);
  });

  it('rounds half a cent up, and what is a hair less down', async () => {
    const half = await newAccount(suite);
    await recordEach(suite, [takeover(half, '120.00', { valueDate: on('2026-06-29') })]);
    await settleYear(suite, { first: half, year: 2026 });
    expect(await settlementsOf(suite, half)).toMatchObject([{ interest: '0.01' }]);
    const less = await newAccount(suite);
    await recordEach(suite, [takeover(less, '119.99', { valueDate: on('2026-06-29') })]);
    await settleYear(suite, { first: less, year: 2026 });
    expect(await settlementsOf(suite, less)).toMatchObject([{ interest: '0.00' }]);
  });

  it('is done once: a second run credits nothing', async () => {
    const account = await exampleA();
    const first = await settleYear(suite, { first: account, year: 2026 });
    expect(first).toMatchObject({ fresh: 1, interest: '370.25' });
    const second = await settleYear(suite, { first: account, year: 2026 });
    expect(second).toMatchObject({ fresh: 0, interest: '0.00', digest: first.digest });
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '25370.25' });
  });

  it('of eight at the same moment is one', async () => {
    const account = await exampleA();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => settleYear(suite, { first: account, year: 2026 })),
    );
    expect(all.filter(({ fresh }) => fresh === 1)).toHaveLength(1);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '25370.25' });
  });

  it('charges what it credits, and the books stay balanced', async () => {
    const account = await exampleA();
    await settleYear(suite, { first: account, year: 2026 });
    const { rows } = await suite.api.query(
      `select book, sum(amount) as total from posting where center = $1
        and book in ('result', 'interest-payable') group by book order by book`,
      [CENTER],
    );
    const { rows: credited } = await suite.api.query<{ total: string }>(
      `select sum(interest) as total from settlement`,
    );
    expect(rows).toEqual([
      { book: 'interest-payable', total: '0.00' },
      { book: 'result', total: `-${credited[0]!.total}` },
    ]);
  });

  it('needs a rate for every day that is counted', async () => {
    const account = await exampleA();
    const late = [{ ...TERMS.rates[0]!, since: on('2025-07-02') }];
    await expect(
      settleYear(suite, { first: account, year: 2026, terms: { ...TERMS, rates: late } }),
    ).rejects.toMatchObject({ code: 'AJ425' });
    const terms = { ...TERMS, rates: late };
    await expect(accruedOf(suite.api, account, on('2026-01-01'), terms)).rejects.toThrow('no rate');
    await expect(previewOf(account, 2026, terms)).rejects.toThrow('no rate');
    const after = { ...TERMS, rates: [{ ...late[0]!, since: on('2030-01-01') }] };
    await expect(accruedOf(suite.api, account, on('2026-01-01'), after)).rejects.toThrow('no rate');
  });

  it('is written by its function alone, and never changed', async () => {
    const account = await exampleA();
    await settleYear(suite, { first: account, year: 2026 });
    for (const text of ['update settlement set interest = 0', 'delete from settlement']) {
      for (const pool of [suite.owner, suite.app, suite.api]) {
        await expect(pool.query(text)).rejects.toMatchObject({ code: '42501' });
      }
    }
    await expect(
      suite.api.query(`select interest_settle('${CENTER}', '', '9', '{}', '{}', null)`),
    ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the preview', () => {
  it('says what would be credited, and the settlement comes to just that', async () => {
    const account = await exampleA();
    const preview = await previewOf(account, 2026);
    expect(preview).toMatchObject({
      accounts: 1,
      interest: '370.25',
      dues: [{ account, source: 'flexible', interest: '370.25', rolled: '9000.00' }],
    });
    const settled = await settleYear(suite, {
      first: account,
      year: 2026,
      previewed: preview.digest,
    });
    expect(settled.digest).toBe(preview.digest);
  });

  it('of what is settled already is empty and comes to the same digest', async () => {
    const account = await exampleA();
    const { digest } = await previewOf(account, 2026);
    await settleYear(suite, { first: account, year: 2026, previewed: digest });
    expect(await previewOf(account, 2026)).toMatchObject({ accounts: 0, interest: '0.00', digest });
    const again = await settleYear(suite, { first: account, year: 2026, previewed: digest });
    expect(again).toMatchObject({ fresh: 0, digest });
  });

  it('that no longer holds settles nothing', async () => {
    const account = await exampleA();
    const { digest } = await previewOf(account, 2026);
    await recordEach(suite, [contribution(account, '100.00', { valueDate: on('2026-06-01') })]);
    await expect(
      settleYear(suite, { first: account, year: 2026, previewed: digest }),
    ).rejects.toMatchObject({ code: 'version-conflict' });
    expect(await settlementsOf(suite, account)).toEqual([]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '25100.00' });
  });
});

describe('the settlement at closing (销户结息)', () => {
  it('credits 88.75 for 142 days: the day of closing is not counted', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '15000.00', { valueDate: on('2026-07-01') })]);
    expect(await closed(account, '2026-11-20')).toMatchObject([
      { source: 'flexible', from: '2026-07-01', to: '2026-11-20', interest: '88.75' },
    ]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '15088.75' });
    expect(await closed(account, '2026-11-20')).toMatchObject([{ interest: '88.75' }]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '15088.75' });
  });

  it('settles a year that ended before and was not settled at its own end first', async () => {
    const account = await exampleA();
    await closed(account, '2026-07-02');
    expect(await settlementsOf(suite, account)).toMatchObject([
      { settled_on: '2026-06-30', interest: '370.25', rolled: '9000.00' },
      // 25,000.00 on 30 June, 25,370.25 on 1 July.
      { settled_on: '2026-07-02', since: '2026-06-30', interest: '2.10', rolled: '0.00' },
    ]);
  });

  it('of an account in other books, closed or unknown is refused', async () => {
    const account = await newAccount(suite);
    await expect(closed('00000000000000000000', '2026-11-20')).rejects.toMatchObject({
      code: 'not-found',
    });
    await suite.app.query(
      `update account set state = 'closed', closed_on = '2026-11-20', close_reason = 'withdrawn'
        where number = $1`,
      [account],
    );
    await expect(closed(account, '2026-11-20')).rejects.toMatchObject({ code: 'account-closed' });
  });
});
