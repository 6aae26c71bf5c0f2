/** What an account will have on a day to come: to the cent what its settlements and its closing then credit. */
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { rate, type Yuan } from '../../src/domain/money.ts';
import { settleAtClosing } from '../../src/ledger/interest.ts';
import { accountsAhead, heldIn } from '../../src/ledger/interest-ahead.ts';
import type { InterestTerms } from '../../src/policy/interest-terms.ts';
import { bench } from '../db/fixtures.ts';
import { contribution } from './entries.ts';
import { balanceOf, newAccount } from './fixtures.ts';
import { on, recordEach, settleYear, takeover, TERMS } from './interest-fixtures.ts';

const suite = bench();
const FROM = on('2027-05-20');

/** Amounts at which a day of interest on interest is a cent or none. */
const MONEY = ['37.01', '4999.99', '20000.00', '163245.67', '1234567.89'];

const RATE_CHANGES: InterestTerms = {
  ...TERMS,
  rates: [
    ...TERMS.rates,
    { since: on('2027-06-10'), carried: rate('0.0125'), current: rate('0.011') },
    { since: on('2027-07-20'), carried: rate('0.0175'), current: rate('0.013') },
  ],
};

async function saver(amount: string): Promise<string> {
  const account = await newAccount(suite);
  await recordEach(suite, [
    takeover(account, amount, { valueDate: on('2026-08-03') }),
    contribution(account, '811.11', { valueDate: on('2027-02-16') }),
    takeover(account, '7654.32', { valueDate: on('2026-07-01'), source: 'unit' }),
  ]);
  return account;
}

async function ahead(
  accounts: readonly string[],
  day: PlainDate,
  terms: InterestTerms,
): Promise<readonly Yuan[]> {
  const asks = accounts.map((account) => ({ account, on: day }));
  const told = await accountsAhead(suite.app, { asks, from: FROM, terms });
  return told.map((sources) => heldIn(sources));
}

/** As it happens: every settlement of 30 June that lies before, then the closing. */
async function closedOn(account: string, day: PlainDate, terms: InterestTerms): Promise<string> {
  for (const year of [2027, 2028, 2029]) {
    if (on(`${String(year)}-06-30`) >= day) break;
    await settleYear(suite, { first: account, year, terms });
  }
  await inTransaction(
    suite.app,
    (tx) => settleAtClosing(tx, { account, on: day, terms }, { by: 'test' }),
    { isolation: 'read committed' },
  );
  const sources = ['flexible', 'unit'] as const;
  const all = await Promise.all(
    sources.map(async (source) => Number((await balanceOf(suite, account, source)).amount)),
  );
  return all.reduce((sum, one) => sum + one, 0).toFixed(2);
}

describe('money on a day to come', () => {
  it.each(
    [
      ...['2027-05-21', '2027-06-29', '2027-06-30', '2027-07-01', '2027-07-02', '2027-11-15'],
      // Two settlements on the way, and three.
      ...['2028-06-30', '2028-07-01', '2028-07-02', '2029-03-15', '2029-11-15'],
    ].flatMap((day) => [
      [day, '30 June opens the next year', TERMS] as const,
      [day, '30 June is counted', { ...TERMS, settlementDayCounted: true }] as const,
      [day, 'rates change on the way', RATE_CHANGES] as const,
    ]),
  )('on %s is what is then credited and paid (%s)', async (day, _, terms) => {
    const accounts = await Promise.all(MONEY.map((amount) => saver(amount)));
    const told = await ahead(accounts, on(day), terms);
    const then: string[] = [];
    for (const account of accounts) then.push(await closedOn(account, on(day), terms));
    expect(told).toEqual(then);
  });

  it('is not told for a day without a rate', async () => {
    const account = await saver('100.00');
    const late = { ...TERMS, rates: [{ ...TERMS.rates[0]!, since: on('2027-06-30') }] };
    await expect(ahead([account], on('2027-06-15'), late)).rejects.toThrow('no rate is in force');
  });
});
