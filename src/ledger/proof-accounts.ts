/**
 * A stretch of accounts proved in one pass: balances from their postings, none below zero, nothing
 * on closed accounts, settlements as they were credited.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）
 */
import type { Tx } from '../db/pool.ts';
import { readParts, type Part } from './proof-part.ts';

/**
 * Accounts whose numbers are above `after` and not above `until`; null: whatever is above, the last
 * stretch holds what was posted to accounts that are not there, too.
 */
export interface AccountRange {
  readonly after: string;
  readonly until: string | null;
}

/** The lines of an account lie side by side in `posting_account`: the sums never touch the table. */
const TEXT = `
with sums as materialized (
  select p.account, p.source, sum(p.carried) as carried, sum(p.current) as current, count(*) as lines
    from posting p
   where p.account is not null and p.account > $2 and p.account <= coalesce($3, repeat('9', 21))
   group by p.account, p.source),
judged as materialized (
  select r.account, a.state = 'closed' and r.has_carried + r.has_current <> 0 as closed,
         (r.has_carried, r.has_current, r.has_lines) <> (r.carried, r.current, r.lines) as differs,
         r.has_carried < 0 or r.has_current < 0 as negative
    from (select account, source, coalesce(b.carried, 0) as has_carried,
                 coalesce(b.current, 0) as has_current, coalesce(b.lines, 0) as has_lines,
                 coalesce(s.carried, 0) as carried, coalesce(s.current, 0) as current,
                 coalesce(s.lines, 0) as lines
            from (select * from balance where account > $2 and account <= coalesce($3, repeat('9', 21))) b
            full join sums s using (account, source)) r
    left join account a on a.number = r.account
   where a.center = $1 or a.number is null),
settled as (
  select count(*) as counted,
         array_agg(distinct s.account order by s.account) filter (
           where p.journal is null or p.carried <> s.interest + s.rolled or p.current <> -s.rolled
         ) as named
    from settlement s
    join account a on a.number = s.account and a.center = $1
    left join posting p on p.account = s.account and p.value_date = s.settled_on
      and p.journal = s.journal and p.source = s.source
   where s.account > $2 and s.account <= coalesce($3, repeat('9', 21)) and s.journal is not null),
found as (
  select count(*) as counted,
         array_agg(distinct account order by account) filter (where differs) as differs,
         array_agg(distinct account order by account) filter (where negative) as negative,
         array_agg(distinct account order by account) filter (where closed) as closed
    from judged)
select jsonb_build_array(
    proof_part_of('balances', f.counted, f.differs), proof_part_of('not-negative', f.counted, f.negative),
    proof_part_of('closed-accounts', f.counted, f.closed), proof_part_of('settlements', s.counted, s.named)) as parts
  from found f, settled s`;

export function proveAccounts(
  tx: Tx,
  center: string,
  { after, until }: AccountRange,
): Promise<readonly Part[]> {
  return readParts(tx, { name: 'prove-accounts', text: TEXT, values: [center, after, until] });
}
