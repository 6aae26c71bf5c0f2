/**
 * What moved money beside the journals it became: paid months, subsidies and debits in the pass over a
 * stretch of journals, instructions to pay and debits without a journal for the center as a whole.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（四）（五）
 */
import type { Tx } from '../db/pool.ts';
import { readParts, type Part } from './proof-part.ts';

/**
 * What stands on journals `j`, in their order ($2 to $3 their numbers): merged into the pass over them
 * without a sort. Of a journal that two debits claim, one is looked at here and both are named by TWICE.
 */
export const STANDING = `
    left join (
      select c.journal, min(c.account collate "C") as account, max(c.account collate "C") as other,
             sum(c.amount) as amount, count(*) as months, count(c.taken_back) as gone,
             min(c.taken_back) as gone_by, max(c.taken_back) as other_gone_by
        from contribution c where c.journal between $2 and $3 group by c.journal) m
      on m.journal = j.id
    left join (
      select distinct on (b.journal) b.journal, b.key, b.account, b.covers_from, b.state, b.moved,
             b.booked_on
        from debit b where b.journal between $2 and $3 order by b.journal) b on b.journal = j.id
    left join subsidy u on u.journal = j.id and u.journal between $2 and $3
    left join (
      select reverses, id from journal where reverses between $2 and $3) back on back.reverses = j.id`;

/** The months of a journal are what it credited, and count while it stands. */
const MONTHS_WRONG = `case
    when m.journal is null then j.kind in ('contribution', 'assignment') and back.id is null
      and s.flexible is not null
    else j.kind not in ('contribution', 'assignment') or m.account <> m.other
      or m.account is distinct from s.account or m.amount is distinct from s.flexible
      or m.gone not in (0, m.months) or m.gone = 0 and back.id is not null
      or m.gone > 0 and (m.gone_by <> m.other_gone_by or m.gone_by is distinct from back.id
        and (select r.kind from journal r where r.id = m.gone_by) is distinct from 'recall') end`;

/** A debit that moved money has its journal, and what bears the key of a debit is one's. */
const DEBIT_WRONG = `case
    when b.journal is null then back.id is null
      and (j.kind = 'contribution' and j.key like 'contribution/debit/%'
        or j.key like 'recall/debit/%' and (
          select d.state from debit d
           where d.key = regexp_replace(substr(j.key, length('recall/') + 1), '/assignment$', ''))
          is distinct from 'returned')
    else j.value_date <> b.booked_on or case b.state
      when 'paid' then j.kind <> 'contribution' or back.id is not null
        or s.account is distinct from b.account or s.flexible is distinct from b.moved
      when 'to-suspense' then j.kind <> 'receipt' or back.id is not null
        or s.suspense is distinct from b.moved
      when 'returned' then back.id is null and (
        select r.id from journal r where r.center = j.center and r.key = 'recall/' || b.key) is null
      else true end end`;

const SUBSIDY_WRONG = `case
    when u.journal is null then j.kind = 'subsidy' and back.id is null
    else j.kind <> 'subsidy' or u.account is distinct from s.account
      or u.amount is distinct from s.subsidy or u.taken_back is distinct from back.id end`;

/** What leaves an account is some case's. */
const PAYOUT_WRONG = `j.case_id is null and back.id is null
    and j.kind in ('reserve', 'reserve-moved', 'payment', 'release', 'overpayment', 'payment-return')`;

/** Null where it agrees, else by what it is known again. */
export const STANDING_NAMED = `
         m.journal is not null as has_months, b.journal is not null as has_debit,
         u.journal is not null as has_subsidy,
         case when ${MONTHS_WRONG} then coalesce(m.account, s.account) || ' 凭证' || j.id end as months_wrong,
         case when ${DEBIT_WRONG} then coalesce(b.account || ' ' || b.covers_from,
           coalesce(s.account || ' ', '') || '凭证' || j.id) end as debit_wrong,
         case when ${SUBSIDY_WRONG} then coalesce(u.account, s.account) || ' 凭证' || j.id end
           as subsidy_wrong,
         case when ${PAYOUT_WRONG} then '凭证' || j.id end as payout_wrong`;

/** Of all that was judged, one pass. */
export const STANDING_FOUND = `
         count(*) filter (where has_months) as months, count(*) filter (where has_debit) as debits,
         count(*) filter (where has_subsidy) as subsidies,
         array_agg(months_wrong) filter (where months_wrong is not null) as months_wrong,
         array_agg(debit_wrong) filter (where debit_wrong is not null) as debits_wrong,
         array_agg(subsidy_wrong) filter (where subsidy_wrong is not null) as subsidies_wrong,
         array_agg(payout_wrong) filter (where payout_wrong is not null) as payouts_wrong`;

const inOrder = (names: string) => `array(select x from unnest(${names}) x order by x collate "C")`;

const TWICE = `array(
      select d.account || ' ' || d.covers_from from debit d where d.journal in (
        select t.journal from debit t where t.journal between $2 and $3
         group by t.journal having count(*) > 1) and d.center = $1)`;

export const STANDING_PARTS = `
    proof_part_of('months', months, ${inOrder('months_wrong')}),
    proof_part_of('debits', debits, ${inOrder(`debits_wrong || ${TWICE}`)}),
    proof_part_of('subsidies', subsidies, ${inOrder('subsidies_wrong')}),
    proof_part_of('payouts', 0, ${inOrder('payouts_wrong')})`;

/** Debits that moved money and became nothing. */
const UNBOOKED = `
select jsonb_build_array(proof_part_of('debits', count(*),
         array_agg(account || ' ' || covers_from order by account, covers_from))) as parts
  from debit
 where center = $1 and journal is null and state in ('paid', 'to-suspense', 'returned')`;

/**
 * Every instruction to pay beside all journals in force that bear its key: what left the account, what
 * waits, what the bank moved. A withdrawal stands as its last instruction does.
 */
const PAYOUTS = `
with booked as (
  select substring(j.key from 'payout/[^/]+/[0-9]+') as key, j.case_id,
         sum(-p.amount) filter (where p.account is not null and j.kind <> 'payment-return') as taken,
         sum(p.amount) filter (where p.book = 'in-payment') as waiting,
         sum(p.amount) filter (where p.book = 'bank' and p.amount > 0) as moved,
         count(distinct j.id) filter (where j.key like 'reserve/%') as reserves,
         count(distinct j.id) filter (where j.kind = 'payment') as payments,
         count(distinct j.id) filter (where j.key like 'release/%') as releases,
         count(distinct j.id) filter (where j.key like 'return/%') as returns,
         max(j.value_date) filter (where j.kind = 'payment') as paid_on,
         max(j.document) filter (where j.kind = 'payment') as serial,
         max(j.value_date) filter (where j.key like 'return/%') as returned_on,
         max(j.document) filter (where j.key like 'return/%') as return_serial,
         min(p.account) as account, max(p.account) as other
    from journal j join posting p on p.journal = j.id
   where j.center = $1 and j.case_id is not null
     and (j.kind in ('reserve', 'reserve-moved', 'payment', 'release', 'overpayment', 'payment-return')
       or j.kind = 'receipt' and j.key like 'return/payout/%')
     and not exists (select from journal r where r.reverses = j.id)
   group by 1, 2),
own as (select * from payout where center = $1),
judged as (
  select coalesce(o.case_id, b.case_id) as case_id, coalesce(o.key, b.key) as key,
         o.key is null or b.key is null or b.case_id <> o.case_id or b.reserves <> 1
           or b.account <> o.account or b.other <> o.account or case o.state
           when 'ready' then b.taken <> o.amount or b.waiting <> o.amount
             or b.payments + b.releases + b.returns > 0
           when 'sent' then b.taken <> o.amount or b.waiting <> o.amount
             or b.payments + b.releases + b.returns > 0
           when 'refused' then b.taken <> 0 or b.waiting <> 0 or b.releases <> 1
             or b.payments + b.returns > 0
           else b.taken <> least(o.amount, o.moved) or b.waiting <> 0 or b.payments <> 1
             or b.moved is distinct from o.moved or b.paid_on is distinct from o.booked_on
             or b.serial is distinct from o.serial or b.releases > 0
             or b.returns <> (o.state = 'returned')::integer
             or b.return_serial is distinct from o.return_serial
             or b.returned_on is distinct from o.returned_on end as wrong
    from own o full join booked b on b.key = o.key),
granted as (
  select w.case_id, o.case_id is null or w.account <> o.account or w.amount <> o.amount
           or w.state <> case o.state when 'paid' then 'paid' when 'refused' then 'released'
                when 'returned' then 'returned' else 'reserved' end as wrong
    from withdrawal w left join (
      select distinct on (case_id) * from own order by case_id, n desc) o on o.case_id = w.case_id
   where w.center = $1),
every as (
  select case_id, key, coalesce(wrong, true) as wrong from judged
  union all
  select case_id, null, wrong from granted)
select jsonb_build_array(proof_part_of('payouts', count(*),
         array_agg(distinct coalesce(c.number, e.key, e.case_id::text)) filter (where e.wrong))) as parts
  from every e left join "case" c on c.id = e.case_id`;

/** Instructions to pay and their journals; debits that became nothing. */
export async function proveFacts(tx: Tx, center: string): Promise<readonly Part[]> {
  const values = [center];
  return [
    ...(await readParts(tx, { name: 'prove-payouts', text: PAYOUTS, values })),
    ...(await readParts(tx, { name: 'prove-unbooked', text: UNBOOKED, values })),
  ];
}
