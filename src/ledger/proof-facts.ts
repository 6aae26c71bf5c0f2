/**
 * What moved money beside the journals it became, for the center as a whole: instructions to pay, and
 * debits without a journal. What stands on journals is held in the pass over them (proof-standing.ts).
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（四）（五）
 */
import type { Tx } from '../db/pool.ts';
import { readParts, type Part } from './proof-part.ts';

/** Debits that moved money and became nothing. */
const UNBOOKED = `
select jsonb_build_array(proof_part_of('debits', count(*),
         array_agg(account || ' ' || covers_from order by account, covers_from))) as parts
  from debit
 where center = $1 and journal is null and state in ('paid', 'to-suspense', 'returned')`;

/**
 * Every instruction to pay beside all journals in force that bear its key: what left the account, what
 * waits, what the bank moved. A withdrawal stands as its instructions do: it comes to all that was paid or is under
 * way (interest that was earned until the bank paid is an instruction of its own), else to the last. What a
 * court takes (依法扣划) has its instruction, and its hold keeps so much less.
 */
const PAYOUTS = `
with booked as (
  select substring(j.key from 'payout/[^/]+/[0-9]+') as key, j.case_id,
         sum(-p.amount) filter (where p.account is not null and j.kind <> 'payment-return') as taken,
         sum(p.amount) filter (where p.book = 'in-payment') as waiting,
         -- What moved besides (payouts-again.ts) is no part of what the instruction came to.
         sum(p.amount) filter (where p.book = 'bank' and p.amount > 0 and j.key not like 'again/%')
           as moved,
         count(distinct j.id) filter (where j.key like 'reserve/%') as reserves,
         count(distinct j.id) filter (where j.kind = 'deduction') as deductions,
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
     and (j.kind in ('reserve', 'deduction', 'reserve-moved', 'payment', 'release', 'overpayment', 'payment-return')
       or j.kind = 'receipt' and j.key like 'return/payout/%')
     and not exists (select from journal r where r.reverses = j.id)
   group by 1, 2),
own as (select o.*, d.amount as deducted, d.back
           from payout o left join hold_deduction d on d.payout = o.id where o.center = $1),
judged as (
  select coalesce(o.case_id, b.case_id) as case_id, coalesce(o.key, b.key) as key,
         o.key is null or b.key is null or b.case_id <> o.case_id or b.reserves <> 1
           or b.account <> o.account or b.other <> o.account
           or b.deductions <> (o.deducted is not null)::integer
           or coalesce(o.deducted <> o.amount or o.back <> case o.state
                when 'ready' then 0 when 'sent' then 0
                when 'paid' then greatest(o.amount - o.moved, 0)
                when 'returned' then greatest(o.back, o.amount - o.moved + 0.01) else o.amount end,
              false)
           or case o.state
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
  select w.case_id, o.case_id is null or w.account <> o.account
           or w.amount <> coalesce(s.standing, o.amount)
           or w.state <> case when s.under_way then 'reserved' when s.standing is not null then 'paid'
                when o.state = 'refused' then 'released' else 'returned' end as wrong
    from withdrawal w left join (
      select distinct on (case_id) * from own order by case_id, n desc) o on o.case_id = w.case_id
    left join (
      select case_id, bool_or(state in ('ready', 'sent')) as under_way,
             sum(amount) filter (where state in ('ready', 'sent', 'paid')) as standing
        from own group by case_id) s on s.case_id = w.case_id
   where w.center = $1),
every as (
  select case_id, key, coalesce(wrong, true) as wrong from judged
  union all
  select case_id, null, wrong from granted
  union all
  select h.case_id, null, h.amount <> h.ordered - sum(d.amount - d.back)
    from hold h join hold_deduction d on d.hold = h.id join account a on a.number = h.account
   where a.center = $1 and h.released_on is null group by h.id)
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
