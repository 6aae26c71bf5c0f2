/** Accounts of persons nobody has heard of, and what a test asks of the ledger. */
import { yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { recordJournals, type Journal, type Recorded } from '../../src/ledger/journals.ts';
import { CENTER, newPerson, type Bench } from '../db/fixtures.ts';

/** An account without money, in normal state. */
export async function newAccount(suite: Bench, center = CENTER): Promise<string> {
  const person = await newPerson(suite);
  const { rows } = await suite.app.query<{ number: string }>(
    `insert into account (number, center, person, state, source, opened_on)
     select lpad(nextval('account_number')::text, 20, '0'), $1, $2, 'normal', 'flexible',
            '2026-07-01'
     returning number`,
    [center, person.id],
  );
  return rows[0]!.number;
}

export async function record(
  suite: Bench,
  journals: readonly Journal[],
  center = CENTER,
): Promise<readonly Recorded[]> {
  return inTransaction(suite.app, (tx) => recordJournals(tx, center, journals), {
    isolation: 'read committed',
  });
}

export interface Balance {
  readonly carried: Yuan;
  readonly current: Yuan;
  readonly amount: Yuan;
}

export async function balanceOf(
  suite: Bench,
  account: string,
  source: MoneySource = 'flexible',
): Promise<Balance> {
  const { rows } = await suite.api.query<Balance>(
    'select carried, current, amount from balance where account = $1 and source = $2',
    [account, source],
  );
  const nothing = yuan('0.00');
  return rows[0] ?? { carried: nothing, current: nothing, amount: nothing };
}
