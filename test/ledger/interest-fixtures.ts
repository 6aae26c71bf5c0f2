/** Terms, settlements and what they left, for tests of interest. */
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { rate, yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { settle, type Settled } from '../../src/ledger/interest.ts';
import type { Journal } from '../../src/ledger/journals.ts';
import type { InterestTerms } from '../../src/policy/interest-terms.ts';
import { CENTER, type Bench } from '../db/fixtures.ts';
import { contribution } from './entries.ts';
import { record } from './fixtures.ts';

/** 1.50 % a year of 360 days; 30 June opens the next period. */
export const TERMS: InterestTerms = {
  rates: [{ since: plainDate('2016-02-21'), carried: rate('0.015'), current: rate('0.015') }],
  divisor: 360,
  settlementDayCounted: false,
};

export function on(text: string): PlainDate {
  return plainDate(text);
}

/** What stood on the account when the books were opened: all of it 上年结转. */
export function takeover(
  account: string,
  amount: string,
  { valueDate, source = 'flexible' }: { valueDate: PlainDate; source?: MoneySource },
): Journal {
  const journal = contribution(account, amount, { kind: 'takeover', valueDate, source });
  const [bank] = journal.lines;
  const carried = yuan(amount);
  return {
    ...journal,
    lines: [bank, { book: 'personal', account, source, amount: carried, carried }],
  };
}

/** One after the other: each is split by what the ones before left. */
export async function recordEach(suite: Bench, journals: readonly Journal[]): Promise<void> {
  for (const journal of journals) await record(suite, [journal]);
}

export interface Year {
  readonly first: string;
  readonly last?: string;
  readonly year: number;
  readonly terms?: InterestTerms;
  readonly previewed?: string;
}

let charges = 0;

export async function settleYear(suite: Bench, options: Year): Promise<Settled> {
  const { first, last = first, year, terms = TERMS, previewed } = options;
  charges += 1;
  const entry = {
    by: 'test',
    run: `interest/${year}`,
    charge: `interest-charge/${year}/test-${charges}`,
    ...(previewed === undefined ? {} : { previewed }),
  };
  return inTransaction(
    suite.app,
    (tx) => settle(tx, { center: CENTER, first, last, year, terms }, entry),
    { isolation: 'read committed' },
  );
}

export interface SettlementRow {
  readonly source: string;
  readonly settled_on: PlainDate;
  readonly since: PlainDate;
  readonly until: PlainDate;
  readonly corrected: boolean;
  readonly accumulation: string;
  readonly unsettled: string;
  readonly interest: Yuan;
  readonly rolled: Yuan;
  readonly journal: string | null;
}

/** All settlements of an account, in the order of days and sources. */
export async function settlementsOf(
  suite: Bench,
  account: string,
): Promise<readonly SettlementRow[]> {
  const { rows } = await suite.api.query<SettlementRow>(
    `select source, settled_on, since, until, corrected, unsettled, interest, rolled, journal,
            accumulation_carried + accumulation_current as accumulation
       from settlement where account = $1 order by settled_on, turn, source`,
    [account],
  );
  return rows;
}
