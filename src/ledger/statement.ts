/**
 * What an account had and what happened to it, now or as the books stood at any past moment.
 *
 * Running balances follow the order in which things were written down, not their value dates.
 */
import type { Db } from '../db/pool.ts';
import type { Yuan } from '../domain/money.ts';
import type { MoneySource } from './chart.ts';

export interface SubLedger {
  readonly source: MoneySource;
  /** 上年结转. */
  readonly carried: Yuan;
  /** 当年归集. */
  readonly current: Yuan;
  readonly amount: Yuan;
}

/** @param at an ISO instant: only what was written down by then counts; null: everything */
export async function subLedgersOf(
  db: Db,
  account: string,
  at: string | null,
): Promise<readonly SubLedger[]> {
  const { rows } = await db.query<SubLedger>(
    at === null
      ? `select source, carried, current, amount from balance where account = $1 order by source`
      : `select b.source, coalesce(sum(p.carried), 0.00) as carried,
                coalesce(sum(p.current), 0.00) as current, coalesce(sum(p.amount), 0.00) as amount
           from balance b
           left join (posting p join journal j on j.id = p.journal and j.recorded_at <= $2)
             on p.account = b.account and p.source = b.source
          where b.account = $1 group by b.source order by b.source`,
    at === null ? [account] : [account, at],
  );
  return rows;
}

export interface StatementLine {
  readonly journal: string;
  readonly line: number;
  readonly kind: string;
  readonly title: string;
  readonly business: string;
  readonly valueDate: string;
  readonly recordedAt: number;
  readonly source: MoneySource;
  readonly amount: Yuan;
  readonly carried: Yuan;
  readonly current: Yuan;
  /** Of this source after it. */
  readonly sourceBalance: Yuan;
  /** Of the whole account after it. */
  readonly balance: Yuan;
  readonly caseId: string | null;
  readonly document: string | null;
  /** The journal it takes back. */
  readonly reverses: string | null;
  /** The journal that took it back. */
  readonly reversedBy: string | null;
}

export interface StatementFilter {
  readonly source: MoneySource | null;
  /** First and last value date. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only what was written down by this ISO instant. */
  readonly at: string | null;
}

interface PageAsked {
  readonly limit: number;
  /** Journal and line of the last one seen. */
  readonly after: readonly [string, string] | null;
}

/** Newest first; one more than the limit when there are more. */
export async function statementOf(
  db: Db,
  account: string,
  { source, from, to, at }: StatementFilter,
  { limit, after }: PageAsked,
): Promise<readonly StatementLine[]> {
  const { rows } = await db.query<StatementLine>(
    `select * from (
       select p.journal, p.line, j.kind, k.title, k.business, p.value_date as "valueDate",
              j.recorded_at as "recordedAt", p.source, p.amount, p.carried, p.current,
              sum(p.amount) over (partition by p.source order by p.journal, p.line)
                as "sourceBalance",
              sum(p.amount) over (order by p.journal, p.line) as balance,
              j.case_id as "caseId", j.document, j.reverses, back.id as "reversedBy"
         from posting p
         join journal j on j.id = p.journal
         join journal_kind k on k.code = j.kind
         left join journal back on back.reverses = j.id
           and ($5::timestamptz is null or back.recorded_at <= $5)
        where p.account = $1 and ($5::timestamptz is null or j.recorded_at <= $5)) all_lines
      where ($2::text is null or source = $2)
        and ($3::date is null or "valueDate" >= $3) and ($4::date is null or "valueDate" <= $4)
        and ($6::bigint is null or (journal, line) < ($6, $7::integer))
      order by journal desc, line desc limit $8`,
    [account, source, from, to, at, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  return rows;
}
