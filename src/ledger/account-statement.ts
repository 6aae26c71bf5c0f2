/**
 * The statement of an account (对账单) for a period: what was there, every line, what is there then.
 *
 * Days are value dates, both ends included; `at` says by when a line must have been written down. So
 * the same period may be told as it is known today or as the books stood at any past moment. Lines
 * stand in the order of days, those of a day's end last.
 *
 * @source JGJ/T 320-2014 5.0.5 个人业务明细; 通知（征求意见稿）（五）
 */
import type { Db } from '../db/pool.ts';
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { MoneySource } from './chart.ts';
import type { StatementLine } from './statement.ts';

export interface StatementAsk {
  readonly account: string;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** Null: all sources together. */
  readonly source: MoneySource | null;
  /** An ISO instant; null: everything that is written down. */
  readonly at: string | null;
}

/** One source over the period; opening + credits − debits = closing. Yuan. */
export interface StatementSource {
  readonly source: MoneySource;
  readonly opening: Yuan;
  readonly credits: Yuan;
  readonly debits: Yuan;
  readonly closing: Yuan;
  readonly carried: Yuan;
  readonly current: Yuan;
}

/** A month that a payment of the period covers (缴存所属期). */
export interface StatementMonth {
  readonly month: string;
  readonly amount: Yuan;
  readonly paidOn: string;
  readonly journal: string;
  /** The journal that took it back by then; null: it counts. */
  readonly takenBack: string | null;
}

export interface AccountStatement {
  readonly sources: readonly StatementSource[];
  /** At most `limit` and one more. */
  readonly lines: readonly StatementLine[];
  readonly months: readonly StatementMonth[];
}

export async function accountStatement(
  db: Db,
  ask: StatementAsk,
  limit: number,
): Promise<AccountStatement> {
  const sources = await sourcesOf(db, ask);
  const lines = await linesOf(db, ask, limit);
  return { sources, lines, months: await monthsOf(db, ask) };
}

async function sourcesOf(
  db: Db,
  { account, from, to, source, at }: StatementAsk,
): Promise<readonly StatementSource[]> {
  const { rows } = await db.query<StatementSource>({
    name: 'statement-sources',
    text: `select b.source,
                  coalesce(sum(p.amount) filter (where p.value_date < $2), 0.00) as opening,
                  coalesce(sum(p.amount) filter (where p.value_date >= $2 and p.amount > 0), 0.00)
                    as credits,
                  coalesce(-sum(p.amount) filter (where p.value_date >= $2 and p.amount < 0), 0.00)
                    as debits,
                  coalesce(sum(p.amount), 0.00) as closing,
                  coalesce(sum(p.carried), 0.00) as carried,
                  coalesce(sum(p.current), 0.00) as current
             from balance b
             left join (posting p join journal j on j.id = p.journal
                          and ($5::timestamptz is null or j.recorded_at <= $5))
               on p.account = b.account and p.source = b.source and p.value_date <= $3
            where b.account = $1 and ($4::text is null or b.source = $4)
            group by b.source order by b.source`,
    values: [account, from, to, source, at],
  });
  return rows;
}

async function linesOf(
  db: Db,
  { account, from, to, source, at }: StatementAsk,
  limit: number,
): Promise<readonly StatementLine[]> {
  const { rows } = await db.query<StatementLine>({
    name: 'statement-lines',
    text: `select l.journal, l.line, j.kind, journal_title(j.kind, j.key) as title, k.business, l.value_date as "valueDate",
                  j.recorded_at as "recordedAt", l.source, l.amount, l.carried, l.current,
                  l."sourceBalance", l.balance, j.case_id as "caseId", j.document, j.reverses,
                  back.id as "reversedBy"
             from (
               select p.*, row_number() over days as n,
                      sum(p.amount) over (partition by p.source order by p.value_date, p.end_of_day,
                        p.journal, p.line) as "sourceBalance",
                      sum(p.amount) over days as balance
                 from posting p join journal s on s.id = p.journal
                where p.account = $1 and p.value_date <= $3 and ($4::text is null or p.source = $4)
                  and ($5::timestamptz is null or s.recorded_at <= $5)
               window days as (order by p.value_date, p.end_of_day, p.journal, p.line)) l
             join journal j on j.id = l.journal
             join journal_kind k on k.code = j.kind
             left join journal back on back.reverses = j.id
               and ($5::timestamptz is null or back.recorded_at <= $5)
            where l.value_date >= $2 order by l.n limit $6`,
    values: [account, from, to, source, at, limit + 1],
  });
  return rows;
}

async function monthsOf(
  db: Db,
  { account, from, to, at }: StatementAsk,
): Promise<readonly StatementMonth[]> {
  const { rows } = await db.query<StatementMonth>({
    name: 'statement-months',
    text: `select c.month, c.amount, c.paid_on as "paidOn", c.journal, back.id as "takenBack"
             from contribution c join journal j on j.id = c.journal
             left join journal back on back.id = c.taken_back
               and ($4::timestamptz is null or back.recorded_at <= $4)
            where c.account = $1 and c.paid_on between $2 and $3
              and ($4::timestamptz is null or j.recorded_at <= $4)
            order by c.month, c.journal`,
    values: [account, from, to, at],
  });
  return rows;
}
