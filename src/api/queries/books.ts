/**
 * The center's own books (科目): what each holds as of a day, and its lines, the newest first.
 *
 * The book of the bank has half of all lines: its days up to the last proof are summed there. Of interest
 * payable a settlement writes a line for every account and no index leads to them: it is told by charges,
 * settled stretches, and the interest of single cases, which is what those lines come to.
 */
import type pg from 'pg';
import type { Book } from '../../ledger/chart.ts';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export type CenterBook = Exclude<Book, 'personal'>;

/** Is the center one of the caller's? */
export async function mayReadBooks(
  pool: pg.Pool,
  { caller, grants }: Seen,
  center: string,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from (select $5::text as center) x where ${CENTER_VISIBLE}`,
    [...scopeParams(caller, grants), center],
  );
  return rowCount === 1;
}

/** Lines of interest payable of center $1: {journal, line, value_date, amount, run, n}. */
const INTEREST = `
  select j.id as journal, 3 as line, j.value_date, -p.amount as amount, null::text as of_run,
         null::integer as n
    from posting p join journal j on j.id = p.journal and j.kind = 'interest-charge'
   where p.center = $1 and p.book = 'result' and p.account is null
  union all
  select j.id, 2, j.value_date, -i.amount, i.run, i.n
    from run r join run_item i on i.run = r.id and i.state = 'done' and i.amount <> 0
    join journal j on j.center = $1 and j.key = 'interest-charge/' || i.run || '/' || i.n
   where r.center = $1 and r.kind = 'interest-settlement'
  union all
  select j.id, 2, j.value_date, -t.amount, t.run, t.n
    from run r join run_item_part t on t.run = r.id and t.amount <> 0
    join journal j on j.center = $1
     and j.key = 'interest-charge/' || t.run || '/' || t.n || '/' || t.first_account
   where r.center = $1 and r.kind = 'interest-settlement'
  union all
  select j.id, p.line, j.value_date, p.amount, null, null
    from journal j join posting p on p.journal = j.id and p.book = 'interest-payable'
   where j.center = $1 and j.kind = 'interest' and j.case_id is not null
  union all
  select r.id, p.line, r.value_date, p.amount, null, null
    from journal r join journal j on j.id = r.reverses and j.kind = 'interest'
    join posting p on p.journal = r.id and p.book = 'interest-payable'
   where r.center = $1 and r.reverses is not null`;

const BALANCES = `
with proof as materialized (
  select id, (result->>'lastJournal')::bigint as last from run
   where kind = 'proof' and center = $1 and state = 'done' order by ended_at desc limit 1),
days as (
  select sum(d.value::numeric) as amount
    from proof join proof_part t on t.run = proof.id and t.name = 'journals',
         jsonb_each_text(t.told->'bank') d where d.key::date <= $2),
own as (
  select p.book, sum(p.amount) as amount from posting p
   where p.center = $1 and p.account is null and p.value_date <= $2
     and p.book in ('suspense', 'in-payment', 'subsidy-fund', 'receivable', 'result')
   group by p.book
  union all
  select 'bank', coalesce((select amount from days), 0) + coalesce((
      select sum(p.amount) from posting p
       where p.journal > (select last from proof) and p.center = $1 and p.book = 'bank'
         and p.value_date <= $2), 0)
   where exists (select from proof)
  union all
  select 'bank', (select sum(p.amount) from posting p
     where p.center = $1 and p.account is null and p.book = 'bank' and p.value_date <= $2)
   where not exists (select from proof)
  union all
  select 'interest-payable', sum(i.amount) from (${INTEREST}) i where i.value_date <= $2)
select b.code as book, b.title, b.side, b.note,
       coalesce(case when b.code = 'personal' then -(select sum(o.amount) from own o)
                     else (select sum(o.amount) from own o where o.book = b.code) end, 0)
         ::numeric(18, 2) as balance
  from book b
 order by array_position(array['bank', 'receivable', 'personal', 'suspense', 'in-payment',
   'interest-payable', 'subsidy-fund', 'result'], b.code)`;

export interface BookRow {
  readonly book: Book;
  readonly title: string;
  readonly side: 'asset' | 'liability' | 'result';
  readonly note: string;
  /** Yuan, credits positive. */
  readonly balance: string;
}

/** Journals balance on their day, so that the persons' is what all other books leave. */
export async function bookBalances(
  pool: pg.Pool,
  { center, asOf }: { readonly center: string; readonly asOf: string },
): Promise<readonly BookRow[]> {
  const { rows } = await pool.query<BookRow>(BALANCES, [center, asOf]);
  return rows;
}

export interface BookAsk {
  readonly center: string;
  readonly book: CenterBook;
  /** Value dates, both included; null: no limit. */
  readonly from: string | null;
  readonly to: string | null;
  readonly kind: string | null;
}

export interface BookLineRow {
  /** Of a settled stretch: the journal that charged it, whose place it has. */
  readonly journal: string;
  readonly line: number;
  readonly valueDate: string;
  readonly amount: string;
  readonly kind: string;
  readonly title: string;
  readonly business: string;
  readonly recordedAt: number;
  readonly document: string | null;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly run: string | null;
  /** A stretch that was settled as a whole, by its number in the run; null: a line of a journal. */
  readonly stretch: number | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly bankDay: string | null;
  readonly bankLine: number | null;
  readonly serial: string | null;
}

const OF_BOOK = `select p.journal, p.line, p.value_date, p.amount, null::text as of_run,
    null::integer as n from posting p
   where p.center = $1 and p.account is null and p.book = $2 and p.book <> 'interest-payable'`;

function linesText(book: CenterBook): string {
  const lines =
    book === 'interest-payable'
      ? `select * from (${INTEREST}) i where $2::text is not null`
      : OF_BOOK;
  return `
    with wanted as (
      select x.* from (${lines}) x join journal j on j.id = x.journal
       where ($3::date is null or x.value_date >= $3) and ($4::date is null or x.value_date <= $4)
         and ($5::text is null or case when x.of_run is null then j.kind else 'interest' end = $5)
         and ($6::date is null or x.value_date <= $6)
         and ($6::date is null or (x.value_date, x.journal, x.line) < ($6, $7::bigint, $8::integer))
       order by x.value_date desc, x.journal desc, x.line desc limit $9)
    select w.journal, w.line, w.value_date as "valueDate", w.amount,
           case when w.of_run is null then j.kind else 'interest' end as kind,
           case when w.of_run is null then journal_title(j.kind, j.key) else '年终结息' end as title,
           k.business, j.recorded_at as "recordedAt", j.document, j.case_id as "caseId",
           c.number as "caseNumber", j.run, w.n as stretch, j.reverses, back.id as "reversedBy",
           l.day as "bankDay", l.n as "bankLine", l.serial
      from wanted w join journal j on j.id = w.journal
      join journal_kind k on k.code = case when w.of_run is null then j.kind else 'interest' end
      left join "case" c on c.id = j.case_id
      left join journal back on back.reverses = j.id
      left join journal o on o.id = j.reverses
      left join lateral (
        select b.day, b.n, b.serial from bank_line b
         where b.center = j.center and b.serial = coalesce(j.document, o.document)
         order by b.day, b.n limit 1) l on true
     order by w.value_date desc, w.journal desc, w.line desc`;
}

export type BookPlace = readonly [valueDate: string, journal: string, line: string];

export async function bookLines(
  pool: pg.Pool,
  { center, book, from, to, kind }: BookAsk,
  { limit, after }: { readonly limit: number; readonly after: BookPlace | null },
): Promise<readonly BookLineRow[]> {
  const { rows } = await pool.query<BookLineRow>(linesText(book), [
    ...[center, book, from, to, kind],
    ...[after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit + 1],
  ]);
  return rows;
}
