/** Journals as tests record them: money that comes in, was there, goes out. */
import { randomUUID } from 'node:crypto';
import { plainDate } from '../../src/domain/calendar.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import type { MoneySource } from '../../src/ledger/chart.ts';
import type { Journal } from '../../src/ledger/journals.ts';

export const DAY = plainDate('2026-11-23');

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
