/** What comes in late for days settled before is part of the next settlement, to the cent. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rate } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { accruedOf, settleAtClosing } from '../../src/ledger/interest.ts';
import { checkSample } from '../../src/ledger/interest-sample.ts';
import { reverseJournal } from '../../src/ledger/journals.ts';
import { bench, CENTER, newCase } from '../db/fixtures.ts';
import { takeBack } from './corrections.ts';
import { contribution, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';
import { on, recordEach, settlementsOf, settleYear, takeover, TERMS } from './interest-fixtures.ts';

const suite = bench();

async function reversed(journal: string, valueDate: string): Promise<void> {
  await inTransaction(
    suite.app,
    (tx) =>
      reverseJournal(tx, CENTER, journal, {
        key: `test/reversal/${randomUUID()}`,
        valueDate: on(valueDate),
        by: 'test',
      }),
    { isolation: 'read committed' },
  );
}

describe('a line of a year that was settled', () => {
  it('earns from its own day in the next settlement, which says so', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '10000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: account, year: 2026 });
    await record(suite, [contribution(account, '3600.00', { valueDate: on('2026-06-01') })]);
    await settleYear(suite, { first: account, year: 2027 });
    // 10,000.00 × 365 and 151.67 of interest × 364; 3,600.00 × 29 days of June and × 365 after.
    expect(await settlementsOf(suite, account)).toMatchObject([
      { corrected: false, interest: '151.67' },
      {
        corrected: true,
        since: '2026-06-30',
        until: '2027-06-30',
        accumulation: '5123607.88',
        interest: '213.48',
      },
    ]);
  });

  it('that is taken back on its own day takes back what it earned', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [
      contribution(account, '36000.00', { valueDate: on('2026-06-20') }),
    ]);
    await recordEach(suite, [takeover(account, '10000.00', { valueDate: on('2026-06-20') })]);
    await settleYear(suite, { first: account, year: 2026 });
    await reversed(journal, '2026-06-20');
    // 46,000.00 × 10 days = 19.17 were credited; 10,000.00 × 10 days = 4.17 were due: −15.00.
    const { sources } = await accruedOf(suite.api, account, on('2026-06-30'), TERMS);
    expect(sources).toMatchObject([{ corrected: true, interest: '-15.00' }]);
    await settleYear(suite, { first: account, year: 2027 });
    // 10,000.00 × 365 + 19.17 × 364 − 360,000.00 = 3,296,977.88
    expect((await settlementsOf(suite, account))[1]).toMatchObject({
      corrected: true,
      accumulation: '3296977.88',
      interest: '137.37',
    });
  });

  it('is found even where late lines come to nothing together', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '1000.00', { valueDate: on('2026-06-01') })]);
    await settleYear(suite, { first: account, year: 2026 });
    await recordEach(suite, [
      contribution(account, '36000.00', { valueDate: on('2026-06-10') }),
      reserve(account, '36000.00', { valueDate: on('2026-06-20') }),
    ]);
    const { sources } = await accruedOf(suite.api, account, on('2026-06-30'), TERMS);
    expect(sources).toMatchObject([{ corrected: true, interest: '15.00' }]);
  });

  it('is part of one settlement, not of every later one', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '10000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: account, year: 2026 });
    await record(suite, [contribution(account, '3600.00', { valueDate: on('2026-06-01') })]);
    await settleYear(suite, { first: account, year: 2027 });
    const { sources } = await accruedOf(suite.api, account, on('2027-06-30'), TERMS);
    expect(sources).toMatchObject([{ corrected: false, interest: '0.00' }]);
  });

  it('takes back no more than there is; the rest is kept for the next settlement', async () => {
    const account = await newAccount(suite);
    const [{ journal } = { journal: '' }] = await record(suite, [
      contribution(account, '360000.00', { valueDate: on('2026-06-20') }),
    ]);
    await settleYear(suite, { first: account, year: 2026 });
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '360150.00' });
    await reversed(journal, '2026-06-20');
    await record(suite, [reserve(account, '150.00', { valueDate: on('2026-07-01') })]);
    await settleYear(suite, { first: account, year: 2027 });
    expect((await settlementsOf(suite, account)).slice(1)).toMatchObject([
      { corrected: true, interest: '0.00', unsettled: '-54000.00000' },
    ]);
    await record(suite, [contribution(account, '36000.00', { valueDate: on('2028-06-20') })]);
    await settleYear(suite, { first: account, year: 2028 });
    // 36,000.00 × 10 days = 15.00; 150.00 are still owed.
    expect((await settlementsOf(suite, account)).slice(2)).toMatchObject([
      { interest: '-135.00', unsettled: '0' },
    ]);
    expect(await balanceOf(suite, account)).toMatchObject({ amount: '35865.00' });
  });
});

describe('a settlement that was taken back', () => {
  it('is void: its days are counted again, and the year may be settled anew', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      takeover(account, '15000.00', { valueDate: on('2025-07-01') }),
      contribution(account, '500.00', { valueDate: on('2026-06-29') }),
    ]);
    const wrong = { ...TERMS, rates: [{ ...TERMS.rates[0]!, carried: rate('0.15') }] };
    await settleYear(suite, { first: account, year: 2026, terms: wrong });
    const [first] = await settlementsOf(suite, account);
    await reversed(first?.journal ?? '', '2026-06-30');
    expect(await balanceOf(suite, account)).toEqual({
      carried: '15000.00',
      current: '500.00',
      amount: '15500.00',
    });
    await settleYear(suite, { first: account, year: 2026 });
    expect((await settlementsOf(suite, account))[1]).toMatchObject({
      since: '2025-07-01',
      corrected: false,
      interest: '227.52',
      rolled: '500.00',
    });
    expect(await balanceOf(suite, account)).toMatchObject({ carried: '15727.52' });
  });

  it('leaves nothing behind: what was credited and taken back on one day earned nothing', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '15000.00', { valueDate: on('2025-07-01') })]);
    const wrong = { ...TERMS, rates: [{ ...TERMS.rates[0]!, carried: rate('9') }] };
    await settleYear(suite, { first: account, year: 2026, terms: wrong });
    const [first] = await settlementsOf(suite, account);
    await reversed(first?.journal ?? '', '2026-06-30');
    await settleYear(suite, { first: account, year: 2027 });
    expect((await settlementsOf(suite, account))[1]).toMatchObject({
      since: '2025-07-01',
      accumulation: '10935000.00',
      interest: '455.63',
    });
  });
});

describe('the sample', () => {
  const sample = { size: 10, seed: 'test', settledOn: on('2026-06-30'), terms: TERMS };

  it('agrees with the rule', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [
      takeover(account, '15000.00', { valueDate: on('2025-07-01') }),
      contribution(account, '500.00', { valueDate: on('2026-01-29'), source: 'unit' }),
    ]);
    await settleYear(suite, { first: account, year: 2026 });
    const all = { ...sample, first: account, last: account };
    expect(await checkSample(suite.app, all)).toBe(2);
  });

  it('throws where what was written is not what the rule says', async () => {
    const account = await newAccount(suite);
    await recordEach(suite, [takeover(account, '15000.00', { valueDate: on('2025-07-01') })]);
    await settleYear(suite, { first: account, year: 2026, terms: { ...TERMS, divisor: 365 } });
    const all = { ...sample, first: account, last: account };
    await expect(checkSample(suite.app, all)).rejects.toThrow('1 sub-ledgers out of 1');
  });
});

describe('interest of a closing that is taken back while the account stays open', () => {
  const closing = (account: string, day: string, caseId: string) =>
    inTransaction(
      suite.app,
      (tx) => settleAtClosing(tx, { account, on: on(day), terms: TERMS }, { by: 'test', caseId }),
      { isolation: 'read committed' },
    );
  const payable = async () => {
    const { rows } = await suite.owner.query<{ sum: string }>(
      `select coalesce(sum(amount), 0)::numeric(18, 2)::text as sum from posting
        where book = 'interest-payable'`,
    );
    return rows[0]!.sum;
  };
  const interestOfLast = async (account: string) => {
    const { rows } = await suite.owner.query<{ journal: string }>(
      `select journal from settlement where account = $1 order by journal desc limit 1`,
      [account],
    );
    return rows[0]!.journal;
  };

  it.each(['the same case', 'another case'])(
    'is charged anew when it is settled again by %s',
    async (who) => {
      const account = await newAccount(suite);
      const before = await payable();
      await recordEach(suite, [takeover(account, '36000.00', { valueDate: on('2026-07-01') })]);
      const [first, second] = [(await newCase(suite)).id, (await newCase(suite)).id];
      await closing(account, '2026-07-11', first);
      const had = (await balanceOf(suite, account)).amount;
      await takeBack(suite, await interestOfLast(account));
      expect((await balanceOf(suite, account)).amount).toBe('36000.00');
      await closing(account, '2026-07-11', who === 'the same case' ? first : second);
      expect((await balanceOf(suite, account)).amount).toBe(had);
      expect(await payable()).toBe(before);
      // Once more comes to nothing.
      await closing(account, '2026-07-11', second);
      expect((await balanceOf(suite, account)).amount).toBe(had);
      expect(await payable()).toBe(before);
    },
  );

  it('takes the years before it along: they are charged anew as well', async () => {
    const account = await newAccount(suite);
    const before = await payable();
    await recordEach(suite, [takeover(account, '36000.00', { valueDate: on('2026-06-01') })]);
    const { id } = await newCase(suite);
    await closing(account, '2026-07-11', id);
    const had = (await balanceOf(suite, account)).amount;
    const { rows } = await suite.owner.query<{ journal: string }>(
      'select journal from settlement where account = $1 order by journal limit 1',
      [account],
    );
    await takeBack(suite, rows[0]!.journal);
    await closing(account, '2026-07-11', (await newCase(suite)).id);
    expect((await balanceOf(suite, account)).amount).toBe(had);
    expect(await payable()).toBe(before);
  });
});
