/** 未结利息 on any day: before, on and after a settlement, a change of the rate, and today. */
import { describe, expect, it } from 'vitest';
import { rate } from '../../src/domain/money.ts';
import { accruedOn, toldFrom } from '../../src/ledger/interest-days.ts';
import type { InterestTerms } from '../../src/policy/interest-terms.ts';
import { bench } from '../db/fixtures.ts';
import { contribution, reserve } from './entries.ts';
import { newAccount } from './fixtures.ts';
import { on, recordEach, settleYear, takeover, TERMS } from './interest-fixtures.ts';

const suite = bench();
const [FIRST] = TERMS.rates;

async function told(account: string, day: string, today: string, terms = TERMS) {
  const sources = await accruedOn(suite.api, { account, on: on(day), today: on(today), terms });
  return sources.map(({ from, interest }) => [from, interest]);
}

/** 36,000.00 from a day on: 1.50 yuan a day at 1.5 % of 360 days. */
async function holding(since: string): Promise<string> {
  const account = await newAccount(suite);
  await recordEach(suite, [contribution(account, '36000.00', { valueDate: on(since) })]);
  return account;
}

describe('what is earned and not credited', () => {
  it('is 150.00 for 36,000.00 and a hundred days at 1.5 %, 1.50 less the day before', async () => {
    const account = await holding('2026-08-01');
    for (const [day, interest] of [
      ['2026-11-08', '148.50'],
      ['2026-11-09', '150.00'],
      ['2026-11-10', '151.50'],
    ] as const) {
      expect(await told(account, day, '2026-11-30')).toEqual([['2026-08-01', interest]]);
    }
    expect(await told(account, '2026-08-01', '2026-11-30')).toMatchObject([['2026-08-01', '0.00']]);
    expect(await told(account, '2026-07-31', '2026-11-30')).toMatchObject([['2026-07-31', '0.00']]);
  });

  it('earns at another rate from the day of its change on', async () => {
    const account = await holding('2026-08-01');
    const second = { since: on('2026-11-09'), carried: rate('0.03'), current: rate('0.03') };
    const terms = { ...TERMS, rates: [FIRST!, second] };
    const sums = [];
    for (const day of ['2026-11-08', '2026-11-09', '2026-11-10', '2026-11-11']) {
      sums.push((await told(account, day, '2026-11-10', terms))[0]?.[1]);
    }
    expect(sums).toEqual(['148.50', '150.00', '153.00', '156.00']);
  });

  it.each([false, true])(
    'was told before the last settlement, to the cent, as it was before it (30 June counted: %s)',
    async (settlementDayCounted) => {
      const terms: InterestTerms = { ...TERMS, settlementDayCounted };
      const account = await holding('2026-03-22');
      await recordEach(suite, [reserve(account, '4000.00', { valueDate: on('2026-05-01') })]);
      const days = ['2026-04-30', '2026-05-01', '2026-05-02', '2026-06-29'];
      const before = await Promise.all(days.map((day) => told(account, day, '2026-06-29', terms)));
      expect(before.map(([one]) => one?.[1])).toEqual(['58.50', '60.00', '61.33', '138.67']);
      await settleYear(suite, { first: account, year: 2026, terms });
      const after = await Promise.all(days.map((day) => told(account, day, '2026-12-01', terms)));
      expect(after).toEqual(before);
    },
  );

  it.each([false, true])(
    'on a day to come is what it will be after every settlement on the way (30 June counted: %s)',
    async (settlementDayCounted) => {
      const terms: InterestTerms = { ...TERMS, settlementDayCounted };
      const second = { since: on('2027-09-01'), carried: rate('0.02'), current: rate('0.03') };
      const changing = { ...terms, rates: [FIRST!, second] };
      const account = await newAccount(suite);
      await recordEach(suite, [
        takeover(account, '7200000.00', { valueDate: on('2025-07-01') }),
        contribution(account, '3456.78', { valueDate: on('2026-02-03') }),
      ]);
      const days = [
        ...['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02', '2027-06-29', '2027-06-30'],
        ...['2027-07-01', '2027-07-02', '2028-06-30', '2028-07-01', '2028-12-31'],
      ];
      const at = (day: string, today: string) => told(account, day, today, changing);
      const foreseen = await Promise.all(days.map((day) => at(day, '2026-06-01')));
      for (const year of [2026, 2027, 2028]) {
        await settleYear(suite, { first: account, year, terms: changing });
        // Seen on the day itself, after its run: nothing is settled twice.
        const rest = days.filter((day) => day > `${String(year)}-06-30`);
        const seen = await Promise.all(rest.map((day) => at(day, `${String(year)}-06-30`)));
        expect(seen).toEqual(foreseen.slice(days.length - rest.length));
      }
      const known = await Promise.all(days.map((day) => at(day, '2029-01-01')));
      expect(known).toEqual(foreseen);
      expect(new Set(foreseen.map(([one]) => one?.[0])).size).toBe(4);
    },
  );
});

describe('what comes in late', () => {
  it('counts on days that are over from its own value date on, before and between settlements', async () => {
    const account = await holding('2026-03-22');
    for (const year of [2026, 2027]) await settleYear(suite, { first: account, year });
    const days = ['2026-06-20', '2026-06-25', '2027-03-01'];
    const sums = async () =>
      (await Promise.all(days.map((day) => told(account, day, '2027-12-01')))).map(
        ([one]) => one?.[1],
      );
    expect(await sums()).toEqual(['135.00', '142.50', '367.52']);
    await recordEach(suite, [contribution(account, '36000.00', { valueDate: on('2026-06-20') })]);
    // Five days more, then 254 more: 7.50 and 381.00.
    expect(await sums()).toEqual(['135.00', '150.00', '748.52']);
  });
});

describe('a day that cannot be told', () => {
  it('is one before the end of the settlement that covers what is older than the first rate', async () => {
    const account = await holding('2025-08-01');
    const later = { ...TERMS, rates: [{ ...FIRST!, since: on('2026-01-01') }] };
    const from = (terms: InterestTerms) => toldFrom(suite.api, { account, terms });
    expect(await from(TERMS)).toBe('always');
    expect(await from(later)).toBeNull();
    await expect(told(account, '2026-03-01', '2026-12-01', later)).rejects.toThrow('no rate');
    await settleYear(suite, { first: account, year: 2026 });
    expect(await from(later)).toBe('2026-06-30');
    expect(await told(account, '2026-07-01', '2026-12-01', later)).toEqual([
      ['2026-06-30', '1.50'],
    ]);
  });
});
