/** Accounts of persons nobody has heard of, and what a test asks of the ledger. */
import { randomUUID } from 'node:crypto';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { negated, yuan, type Yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import { recordJournals, type Journal, type Recorded } from '../../src/ledger/journals.ts';
import { CENTER, newPerson, type Bench } from '../db/fixtures.ts';

export const DAY = plainDate('2026-11-23');

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

/** Money that came in from the bank. */
export function contribution(
  account: string,
  amount: string,
  more: Partial<Journal> & { readonly source?: MoneySource } = {},
): Journal {
  const { source = 'flexible', ...rest } = more;
  return {
    key: `test/contribution/${randomUUID()}`,
    kind: 'contribution',
    valueDate: DAY,
    by: 'test',
    lines: [
      { book: 'bank', amount: negated(yuan(amount)) },
      { book: 'personal', account, source, amount: yuan(amount) },
    ],
    ...rest,
  };
}

/** Money that was there before: all of it 上年结转. */
export function takeover(
  account: string,
  amount: string,
  source: MoneySource = 'flexible',
): Journal {
  return contribution(account, amount, {
    kind: 'takeover',
    lines: [
      { book: 'bank', amount: negated(yuan(amount)) },
      { book: 'personal', account, source, amount: yuan(amount), carried: yuan(amount) },
    ],
  });
}

/** Money that is to be paid out. */
export function reserve(
  account: string,
  amount: string,
  more: Partial<Journal> & { readonly source?: MoneySource } = {},
): Journal {
  const { source = 'flexible', ...rest } = more;
  return {
    key: `test/reserve/${randomUUID()}`,
    kind: 'reserve',
    valueDate: DAY,
    by: 'test',
    lines: [
      { book: 'personal', account, source, amount: negated(yuan(amount)) },
      { book: 'in-payment', amount: yuan(amount) },
    ],
    ...rest,
  };
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

/** A day of the autumn of 2026. */
export function day(n: number): PlainDate {
  return plainDate(`2026-10-${String(n).padStart(2, '0')}`);
}
