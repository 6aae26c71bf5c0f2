/**
 * What stands on a stretch of journals beside them: paid months, debits and subsidies.
 *
 * The many are as they should be, and are compared by one sum of all of them together: the amount of a
 * month, a debit or a subsidy weighs as much as that of the journal it stands on, or the two sums differ.
 * What was taken back, refused or recalled is odd, and looked at one by one; so is everything, where the
 * sums differ.
 *
 * @source 住房公积金管理条例 第二十一条、第二十四条; 通知（征求意见稿）（四）（五）
 */
import type { Tx } from '../db/pool.ts';
import { readParts, type Part } from './proof-part.ts';

/** Journals on which something odd stands; `back`: they are reversed. `$2` to `$3` are their numbers. */
export const ODD = `
  select journal, bool_or(back) as back from (
    select reverses as journal, true as back from journal where reverses between $2 and $3
    union all
    select journal, false from contribution where journal between $2 and $3 and taken_back is not null
    union all
    select journal, false from debit
     where journal between $2 and $3 and journal is not null and state <> 'paid'
    union all
    select journal, false from subsidy where journal between $2 and $3 and taken_back is not null) x
   group by journal`;

/** 32 bits of journal and account: what is multiplied by it differs from the same of another journal. */
const WEIGHT = (journal: string, account: string) =>
  `(hashint8(${journal}) # hashtext(${account}))::bigint`;
const CENTS = (yuan: string) => `(${yuan} * 100)::bigint`;
const DAYS = (date: string) => `(${date} - date '2000-01-01')`;

/** Of a journal `j` with the lines `s`, what should stand on it; without a weight it is odd. */
export const MARKS = `
         j.id as id, o.journal is not null or j.key like 'recall/debit/%' as odd,
         case when o.journal is null then ${WEIGHT('j.id', 's.account')} end as weight,
         j.kind in ('contribution', 'assignment') and s.flexible is not null as has_months,
         j.kind = 'contribution' and j.key like 'contribution/debit/%' as has_debit,
         j.kind = 'subsidy' as has_subsidy,
         ${CENTS('s.flexible')} as cents, ${CENTS('s.subsidy')} as subsidy_cents,
         ${DAYS('j.value_date')} as day,
         case when o.back is not true and j.case_id is null and j.kind in ('reserve', 'reserve-moved',
                'payment', 'release', 'overpayment', 'payment-return')
           then '凭证' || j.id end as payout_wrong`;

/**
 * Weighted sums of all journals of the stretch, whose ever they are: what stands on them does not say.
 * They are linear, so that the months of a journal need not be put together first.
 */
export const MARKED = `
         coalesce(sum(weight * cents) filter (where has_months), 0) as months_marked,
         coalesce(sum(weight * cents) filter (where has_debit), 0) as debits_marked,
         coalesce(sum(weight * day) filter (where has_debit), 0) as debits_dated,
         coalesce(sum(weight * subsidy_cents) filter (where has_subsidy), 0) as subsidies_marked,
         count(weight) filter (where mine and has_months) as own_months,
         count(weight) filter (where mine and has_debit) as own_debits,
         count(weight) filter (where mine and has_subsidy) as own_subsidies,
         array_agg(id) filter (where mine and odd) as odd,
         array_agg(payout_wrong) filter (where mine and payout_wrong is not null) as payouts_wrong`;

const NOT_ODD = (name: string) =>
  `${name}.journal between $2 and $3 and not exists (select from odd o where o.journal = ${name}.journal)`;
const sumOf = (...factors: readonly string[]) => `coalesce(sum(${factors.join(' * ')}), 0)`;

/** The other side: what does stand there. */
export const STANDING_SUMS = `standing as (
  select months_found, debits_found, debits_found_dated, subsidies_found
    from (select ${sumOf(WEIGHT('c.journal', 'c.account'), CENTS('c.amount'))} as months_found
            from contribution c where ${NOT_ODD('c')}) m,
    (select ${sumOf(WEIGHT('b.journal', 'b.account'), CENTS('b.moved'))} as debits_found,
            ${sumOf(WEIGHT('b.journal', 'b.account'), DAYS('b.booked_on'))} as debits_found_dated
       from debit b where ${NOT_ODD('b')}) b,
    (select ${sumOf(WEIGHT('u.journal', 'u.account'), CENTS('u.amount'))} as subsidies_found
       from subsidy u where ${NOT_ODD('u')}) u)`;

/** What the pass over journals told of those that stand on them. */
export interface Standing {
  /** The two sides come to the same sums. */
  readonly agrees: boolean;
  /** Journals that are looked at one by one. */
  readonly odd: readonly number[];
  readonly months: number;
  readonly debits: number;
  readonly subsidies: number;
  readonly payoutsWrong: readonly string[];
}

export const STANDING_TOLD = `
    jsonb_build_object('odd', to_jsonb(coalesce(odd, '{}')), 'months', own_months,
      'debits', own_debits, 'subsidies', own_subsidies,
      'payoutsWrong', to_jsonb(coalesce(payouts_wrong, '{}')),
      'agrees', months_marked = months_found and debits_marked = debits_found
        and debits_dated = debits_found_dated and subsidies_marked = subsidies_found)`;

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

/** Null where it agrees, else by what it is known again. */
const NAMED = `
         m.journal is not null as has_months, b.journal is not null as has_debit,
         u.journal is not null as has_subsidy,
         case when ${MONTHS_WRONG} then coalesce(m.account, s.account) || ' 凭证' || j.id end as months_wrong,
         case when ${DEBIT_WRONG} then coalesce(b.account || ' ' || b.covers_from,
           coalesce(s.account || ' ', '') || '凭证' || j.id) end as debit_wrong,
         case when ${SUBSIDY_WRONG} then coalesce(u.account, s.account) || ' 凭证' || j.id end
           as subsidy_wrong`;

/** Of all that was judged, one pass. */
const FOUND = `
         count(*) filter (where has_months) as months, count(*) filter (where has_debit) as debits,
         count(*) filter (where has_subsidy) as subsidies,
         array_agg(months_wrong) filter (where months_wrong is not null) as months_wrong,
         array_agg(debit_wrong) filter (where debit_wrong is not null) as debits_wrong,
         array_agg(subsidy_wrong) filter (where subsidy_wrong is not null) as subsidies_wrong`;

const inOrder = (names: string) => `array(select x from unnest(${names}) x order by x collate "C")`;

/** Of a journal that two debits claim, one is looked at with it and both are named. */
const TWICE = (those: string) => `array(
      select d.account || ' ' || d.covers_from from debit d where d.journal in (
        select t.journal from debit t where t.journal ${those}
         group by t.journal having count(*) > 1) and d.center = $1)`;

/** One by one: every journal of `those` beside everything that stands on it. */
const ONE_BY_ONE = (those: string) => `
with summed as (
  select p.journal, min(p.account collate "C") as account,
         sum(p.amount) filter (where p.source = 'flexible') as flexible,
         sum(p.amount) filter (where p.source = 'subsidy') as subsidy,
         sum(p.amount) filter (where p.book = 'suspense') as suspense
    from posting p where p.journal ${those} group by p.journal),
judged as (
  select${NAMED}
    from journal j
    left join summed s on s.journal = j.id
    left join (
      select c.journal, min(c.account collate "C") as account, max(c.account collate "C") as other,
             sum(c.amount) as amount, count(*) as months, count(c.taken_back) as gone,
             min(c.taken_back) as gone_by, max(c.taken_back) as other_gone_by
        from contribution c where c.journal ${those} group by c.journal) m on m.journal = j.id
    left join (
      select distinct on (b.journal) b.journal, b.key, b.account, b.covers_from, b.state, b.moved,
             b.booked_on
        from debit b where b.journal ${those} order by b.journal) b on b.journal = j.id
    left join subsidy u on u.journal = j.id
    left join journal back on back.reverses = j.id
   where j.id ${those} and j.center = $1),
found as (
  select${FOUND}
    from judged)
select jsonb_build_array(
    proof_part_of('months', months, ${inOrder('months_wrong')}),
    proof_part_of('debits', debits, ${inOrder(`debits_wrong || ${TWICE(those)}`)}),
    proof_part_of('subsidies', subsidies, ${inOrder('subsidies_wrong')})) as parts
  from found`;

const SOME = ONE_BY_ONE('= any ($2::bigint[])');
const ALL = ONE_BY_ONE('between $2 and $3');

export interface Stretch {
  readonly center: string;
  readonly from: number;
  readonly to: number;
  readonly standing: Standing;
}

/** What agrees is counted; what is odd, or all of it, is looked at one by one. */
export async function proveStanding(tx: Tx, stretch: Stretch): Promise<readonly Part[]> {
  const { center, from, to, standing } = stretch;
  const { agrees, odd, months, debits, subsidies, payoutsWrong } = standing;
  const payouts = {
    ...{ name: 'payouts', counted: 0, broken: payoutsWrong.length },
    named: payoutsWrong.slice(0, 20),
  };
  if (!agrees) {
    const all = { name: 'prove-standing', text: ALL, values: [center, from, to] };
    return [payouts, ...(await readParts(tx, all))];
  }
  const some = { name: 'prove-odd', text: SOME, values: [center, odd] };
  const looked = odd.length === 0 ? [] : await readParts(tx, some);
  const whole = Object.entries({ months, debits, subsidies }).map(([name, counted]) => {
    const found = looked.find((one) => one.name === name) ?? { broken: 0, named: [], counted: 0 };
    return { ...found, name, counted: counted + found.counted };
  });
  return [payouts, ...whole];
}
