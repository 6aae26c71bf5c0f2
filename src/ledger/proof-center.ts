/**
 * What a proof asks of the ledger of a center as a whole.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）
 */
import type { Tx } from '../db/pool.ts';
import { readParts, type Part } from './proof-part.ts';

/** Each journal beside the one it takes back: book by book, account by account, source by source. */
const REVERSALS = `
with taken as (
  select r.id, r.reverses, o.id is null or o.center <> r.center or o.kind = 'reversal'
           or o.lines <> r.lines as wrong
    from journal r left join journal o on o.id = r.reverses
   where r.center = $1 and r.kind = 'reversal'),
left_over as (
  select distinct t.id from taken t join posting p on p.journal in (t.id, t.reverses)
   group by t.id, p.book, p.account, p.source, p.end_of_day having sum(p.amount) <> 0)
select jsonb_build_array(proof_part_of('reversals', count(*),
         array_agg(t.id::text order by t.id) filter (where t.wrong or l.id is not null))) as parts
  from taken t left join left_over l on l.id = t.id`;

/** What the book has of each receipt is what is still to be assigned or returned of it. */
const SUSPENSE = `
with known as (
  select journal, serial from suspense_item where center = $1
  union all
  select settled_journal, serial from suspense_item where center = $1 and settled_journal is not null),
booked as (
  select coalesce(k.serial, o.document, j.document, j.id::text) as receipt, sum(p.amount) as amount
    from posting p join journal j on j.id = p.journal left join journal o on o.id = j.reverses
    left join known k on k.journal = j.id
   where p.center = $1 and p.book = 'suspense' and p.account is null
   group by 1),
items as (
  select serial as receipt, case state when 'open' then amount else 0 end as amount
    from suspense_item where center = $1),
judged as (
  select receipt, coalesce(b.amount, 0) as amount,
         coalesce(b.amount, 0) <> coalesce(i.amount, 0) as wrong
    from booked b full join items i using (receipt))
select jsonb_build_array(proof_part_of('suspense', count(*) filter (where amount <> 0 or wrong),
         array_agg(receipt order by receipt) filter (where wrong),
         jsonb_build_object('amount', coalesce(sum(amount), 0)::text))) as parts
  from judged`;

/** What was taken from an account and not paid yet, by case; without one, by document. */
const IN_PAYMENT = `
with owed as (
  select coalesce(j.case_id, o.case_id) as case_id,
         case when coalesce(j.case_id, o.case_id) is null
              then coalesce(j.document, o.document, j.id::text) end as other, sum(p.amount) as amount
    from posting p join journal j on j.id = p.journal left join journal o on o.id = j.reverses
   where p.center = $1 and p.book = 'in-payment' and p.account is null
   group by 1, 2),
judged as (
  select coalesce(c.number, w.other, w.case_id::text) as name, w.amount,
         w.amount < 0 or w.amount > 0 and c.closed_at is not null as wrong
    from owed w left join "case" c on c.id = w.case_id)
select jsonb_build_array(proof_part_of('in-payment', count(*) filter (where amount <> 0),
         array_agg(name order by name) filter (where wrong),
         jsonb_build_object('amount', coalesce(sum(amount), 0)::text))) as parts
  from judged`;

/** What the book has to be recovered of persons is what is open of each, journal by journal. */
const RECEIVABLES = `
with known as (
  select journal, journal as raised from receivable where center = $1
  union all
  select v.journal, r.journal from recovery v join receivable r on r.id = v.receivable
   where r.center = $1),
booked as (
  select coalesce(k.raised, j.id) as raised, -sum(p.amount) as amount
    from posting p join journal j on j.id = p.journal
    left join known k on k.journal = coalesce(j.reverses, j.id)
   where p.center = $1 and p.book = 'receivable' and p.account is null
   group by 1),
items as (
  select journal as raised, case state when 'open' then amount - recovered else 0 end as amount
    from receivable where center = $1),
judged as (
  select raised, coalesce(b.amount, 0) as amount,
         coalesce(b.amount, 0) <> coalesce(i.amount, 0) as wrong
    from booked b full join items i using (raised))
select jsonb_build_array(proof_part_of('receivables', count(*) filter (where amount <> 0 or wrong),
         array_agg(raised::text order by raised) filter (where wrong),
         jsonb_build_object('amount', coalesce(sum(amount), 0)::text))) as parts
  from judged`;

/** Subsidies are paid of what was given for them; below zero, the journals since it was not. */
const SUBSIDY_FUND = `
with lines as materialized (
  select journal, amount from posting
   where center = $1 and book = 'subsidy-fund' and account is null),
total as (select count(*) as lines, coalesce(sum(amount), 0) as amount from lines),
running as materialized (
  select journal, sum(amount) over (order by journal) as after from lines
   where (select amount from total) < 0)
select jsonb_build_array(proof_part_of('subsidy-fund', t.lines,
         (select array_agg(journal::text order by journal) from running
           where journal > coalesce((select max(journal) from running where after >= 0), 0)),
         jsonb_build_object('amount', t.amount::text))) as parts
  from total t`;

/** Journals and accounts have their case, and cases that opened one have their account. */
const CASES = `
with journals as (
  select j.id::text as name, c.id is null or c.center <> j.center as wrong
    from journal j left join "case" c on c.id = j.case_id
   where j.center = $1 and j.case_id is not null),
accounts as (
  select a.number as name, c.id is null or c.center <> a.center or c.person <> a.person as wrong
    from account a left join "case" c on c.id = a.opened_by_case
   where a.center = $1 and a.opened_by_case is not null),
opened as (
  select c.number as name,
         not exists (select from account a where a.opened_by_case = c.id and a.center = c.center)
           as wrong
    from "case" c where c.center = $1 and c.type = 'account-opening' and c.stage = 'opened'),
every as (table journals union all table accounts union all table opened)
select jsonb_build_array(proof_part_of('cases', count(*),
         array_agg(name order by name) filter (where wrong))) as parts
  from every`;

/**
 * The personal accounts as they stand, less what was posted after the last journal of the proof, by
 * source; and whether each stands under the center's own central account.
 */
const CENTRAL = `
with after as (
  select p.source, sum(p.amount) as amount from posting p
   where p.journal > $2 and p.center = $1 and p.account is not null group by p.source),
stored as (
  select b.source, sum(b.carried + b.current) as amount
    from balance b join account a on a.number = b.account where a.center = $1 group by b.source),
under as (
  select a.number, c.center is distinct from a.center as wrong
    from account a left join central_account c on c.number = a.central_account
   where a.center = $1 and a.central_account is not null)
select jsonb_build_array(proof_part_of('central-accounts', count(*),
         array_agg(number order by number) filter (where wrong),
         jsonb_build_object('sources', (
           select coalesce(jsonb_object_agg(s.source, (s.amount - coalesce(x.amount, 0))::text), '{}')
             from stored s left join after x on x.source = s.source)))) as parts
  from under`;

/** What was booked with the bank after the last journal of the proof; differences; statements. */
const BANK = `
with days as (
  select d.day, d.closing, d.closing - coalesce(lag(d.closing) over (order by d.day), 0) as moved,
         coalesce(lag(d.day) over (order by d.day), date '-infinity') as before
    from bank_day d where d.center = $1 and d.day <= $3 and d.run is not null),
late as (
  select p.value_date as day, sum(-p.amount) as amount from posting p
   where p.journal > $2 and p.center = $1 and p.book = 'bank' and p.account is null
   group by p.value_date),
-- A difference counts on its day, and the other way round on the day that brought what was missing.
open as (
  select day, amount from bank_difference
   where center = $1 and (state in ('open', 'explained', 'proposed') or gone_on is not null)
  union all
  select gone_on, -amount from bank_difference where center = $1 and gone_on is not null),
booked as (
  select day, sum(amount) as amount from (
    select key::date as day, -value::numeric as amount from jsonb_each_text($4) union all table late) b
   group by day),
judged as (
  select d.day, d.closing, d.moved
           - coalesce((select sum(b.amount) from booked b where b.day > d.before and b.day <= d.day), 0)
           - coalesce((select sum(o.amount) from open o where o.day > d.before and o.day <= d.day), 0)
           as gap
    from days d)
select jsonb_build_array(proof_part_of('bank', count(*),
         array_agg(day::text order by day) filter (where gap <> 0),
         jsonb_strip_nulls(jsonb_build_object('day', max(day),
           'closing', (select closing::text from judged order by day desc limit 1),
           'book', (select coalesce(sum(b.amount), 0)::text from booked b
                     where b.day <= (select max(day) from judged)))))) as parts
  from judged`;

const BY_NAME = {
  reversals: REVERSALS,
  suspense: SUSPENSE,
  'in-payment': IN_PAYMENT,
  receivables: RECEIVABLES,
  'subsidy-fund': SUBSIDY_FUND,
  cases: CASES,
} as const;
export type CenterCheck = keyof typeof BY_NAME;
export const CENTER_CHECKS = Object.keys(BY_NAME) as readonly CenterCheck[];

export function proveCenter(tx: Tx, center: string, check: CenterCheck): Promise<readonly Part[]> {
  return readParts(tx, { name: `prove-${check}`, text: BY_NAME[check], values: [center] });
}

/** @param horizon last journal of the proof */
export function proveCentral(tx: Tx, center: string, horizon: number): Promise<readonly Part[]> {
  return readParts(tx, { name: 'prove-central', text: CENTRAL, values: [center, horizon] });
}

export interface BankAsk {
  readonly center: string;
  /** Last journal of the proof. */
  readonly horizon: number;
  /** The last day of the bank to be looked at. */
  readonly day: string;
  /** The book 银行存款 by value date, of the journals of the proof; yuan, credits positive. */
  readonly booked: Readonly<Record<string, string>>;
}

export function proveBank(
  tx: Tx,
  { center, horizon, day, booked }: BankAsk,
): Promise<readonly Part[]> {
  const values = [center, horizon, day, JSON.stringify(booked)];
  return readParts(tx, { name: 'prove-bank', text: BANK, values });
}

/** Days on which more interest was charged than credited, or less. @param horizon as above */
export async function interestDaysApart(
  tx: Tx,
  center: string,
  horizon: number,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ day: string }>(
    `select value_date::text as day from posting
      where center = $1 and book = 'interest-payable' and account is null and journal <= $2
      group by value_date having sum(amount) <> 0 order by value_date`,
    [center, horizon],
  );
  return rows.map(({ day }) => day);
}
