/** Months paid (缴存月份), and money that came in and belongs to nobody yet (暂收款). */
import { negated, type Yuan } from '../domain/money.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { Tx } from '../db/pool.ts';
import type { Journal } from './journals.ts';

export interface Paying {
  /** Business key of the journal. */
  readonly key: string;
  readonly account: string;
  readonly amount: Yuan;
  /** The bank's day. */
  readonly on: PlainDate;
  /** The bank's number of the line in its statement. */
  readonly serial: string;
  readonly run?: string;
  readonly by: string;
}

/** 汇缴: from the bank to the person's flexible money. */
export function contributionJournal({ account, amount, ...paying }: Paying): Journal {
  return {
    ...entryOf(paying),
    kind: 'contribution',
    lines: [
      { book: 'bank', amount: negated(amount) },
      { book: 'personal', account, source: 'flexible', amount },
    ],
  };
}

/** 到账待查: what nobody knows the owner of stands as suspense. */
export function receiptJournal({ amount, account: _, ...paying }: Paying): Journal {
  return {
    ...entryOf(paying),
    kind: 'receipt',
    lines: [
      { book: 'bank', amount: negated(amount) },
      { book: 'suspense', amount },
    ],
  };
}

function entryOf({ key, on, serial, run, by }: Omit<Paying, 'account' | 'amount'>) {
  return { key, valueDate: on, by, document: serial, ...(run !== undefined && { run }) };
}

export interface MonthsPaid {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly months: number;
  readonly amount: string;
  readonly on: string;
  readonly journal: string;
}

/** The months of a payment, each its equal part, and 缴至年月 with them. */
export async function coverMonths(tx: Tx, paid: readonly MonthsPaid[]): Promise<void> {
  if (paid.length === 0) return;
  await tx.query({
    name: 'cover-months',
    text: `with p as (
             select * from jsonb_to_recordset($1) as p(account text, "from" text, "to" text,
               months integer, amount numeric, "on" date, journal bigint)),
           put as (
             insert into contribution (account, month, amount, journal, paid_on)
               select p.account, to_char(m, 'YYYY-MM'), (p.amount / p.months)::numeric(18, 2),
                      p.journal, p."on"
                 from p cross join lateral generate_series(to_date(p."from", 'YYYY-MM'),
                   to_date(p."to", 'YYYY-MM'), interval '1 month') m)
           update account a set paid_to = greatest(coalesce(a.paid_to, ''), u.until)
             from (select account, max("to") as until from p group by account) u
            where a.number = u.account`,
    values: [JSON.stringify(paid)],
  });
}

/** A payment was taken back: its months do not count any more, and 缴至年月 is that of the rest. */
export async function uncoverMonths(
  tx: Tx,
  { account, journal, by }: { account: string; journal: string; by: string },
): Promise<void> {
  await tx.query(
    `update contribution set taken_back = $3
      where account = $1 and journal = $2 and taken_back is null`,
    [account, journal, by],
  );
  await tx.query(
    `update account set paid_to = (select max(month) from contribution
        where account = $1 and taken_back is null) where number = $1`,
    [account],
  );
}

export interface SuspenseEntry {
  readonly serial: string;
  readonly amount: string;
  readonly on: string;
  readonly cause: string;
  readonly account: string | null;
  readonly journal: string;
}

export async function insertSuspense(
  tx: Tx,
  center: string,
  entries: readonly SuspenseEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query({
    name: 'insert-suspense',
    text: `insert into suspense_item (center, serial, amount, received_on, cause, account, journal)
           select $1, serial, amount, "on", cause, account, journal
             from jsonb_to_recordset($2) as s(serial text, amount numeric, "on" date, cause text,
               account text, journal bigint)
           on conflict (center, serial) do nothing`,
    values: [center, JSON.stringify(entries)],
  });
}
