/**
 * A stretch of journals proved in one pass: each is whole and balances, the parts of its lines sum to
 * their amount; what all books come to; and a digest of every range of it, so that the next proof sees
 * whether anything was changed since. In the same pass what stands on them is held against them
 * (proof-standing.ts).
 *
 * @source 住房公积金管理条例 第二十一条; JGJ/T 320-2014 5.0.5
 */
import type { Tx } from '../db/pool.ts';
import { readProof, type Part } from './proof-part.ts';
import {
  MARKED,
  MARKS,
  ODD,
  proveStanding,
  STANDING_SUMS,
  STANDING_TOLD,
  type Standing,
} from './proof-standing.ts';

/** Numbers of journals, both ends included. */
export type JournalRange = readonly [from: number, to: number];

/** What `told` of the part 'journals' holds. Amounts in yuan, credits positive. */
export interface JournalsTold {
  /** By book, for personal accounts by source (`personal/unit`). */
  readonly books: Readonly<Record<string, string>>;
  /** The book 银行存款 by value date. */
  readonly bank: Readonly<Record<string, string>>;
  readonly ranges: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly digest: string;
  }[];
}

/**
 * A range's digest is SHA-256 over its journals in order: number, digest of what was asked, and a
 * 64-bit hash of the row and of its lines. Columns are named, so that a later one changes nothing.
 */
const TEXT = `
with odd as materialized (${ODD}),
summed as (
  select p.journal, count(*) as lines, sum(p.amount) as total,
         count(*) filter (where p.center = $1) as own, min(p.value_date) as first_on,
         max(p.value_date) as last_on, bool_or(p.carried + p.current <> p.amount) as parted,
         min(p.account collate "C") as account, sum(p.amount) filter (where p.source = 'flexible') as flexible,
         sum(p.amount) filter (where p.source = 'subsidy') as subsidy,
         bit_xor(hash_record_extended(row(p.line, p.center, p.book, p.account, p.source,
           p.value_date, p.amount, p.carried, p.current, p.end_of_day), 0)) as hash
    from posting p where p.journal between $2 and $3 group by p.journal),
judged as materialized (
  select coalesce(j.id, s.journal) as journal, coalesce(s.parted, false) as parted,
         coalesce(j.center = $1, s.own > 0) as mine,
         j.id is null or s.journal is null or s.total <> 0 or s.lines <> j.lines
           or s.own <> s.lines or s.first_on <> j.value_date or s.last_on <> j.value_date as wrong,
         int8send(coalesce(j.id, s.journal)) || coalesce(j.digest, '') || int8send(coalesce(
           hash_record_extended(row(j.center, j.key, j.kind, j.value_date, j.case_id, j.run,
             j.reverses, j.document, j.recorded_by, j.lines), 0), 0)) || int8send(coalesce(s.hash, 0))
           as content,${MARKS}
    from (select * from journal where id between $2 and $3) j
    full join summed s on s.journal = j.id
    left join odd o on o.journal = j.id),
digests as (
  select width_bucket(journal, $4::bigint[]) as n, count(*) as journals,
         sha256(string_agg(content, '' order by journal)) as digest
    from judged where mine group by 1),
ranges as (
  select r.from_id, r.to_id, coalesce(d.journals, 0) as journals,
         encode(coalesce(d.digest, sha256('')), 'hex') as digest
    from unnest($4::bigint[], $5::bigint[]) with ordinality r(from_id, to_id, n)
    left join digests d on d.n = r.n),
sums as materialized (
  select case when book = 'personal' then 'personal/' || source else book end as book,
         case when book = 'bank' then value_date end as day, sum(amount) as amount
    from posting where journal between $2 and $3 and center = $1 group by 1, 2),
found as (
  select count(*) filter (where mine) as counted,
         array_agg(journal::text order by journal) filter (where mine and wrong) as wrong,
         array_agg(journal::text order by journal) filter (where mine and parted) as parted,${MARKED}
    from judged),
${STANDING_SUMS}
select jsonb_build_array(
    proof_part_of('journals', counted, wrong, jsonb_build_object(
      'books', (select coalesce(jsonb_object_agg(book, amount), '{}') from (
         select book, sum(amount)::text as amount from sums group by book) b),
      'bank', (select coalesce(jsonb_object_agg(day, amount::text), '{}') from sums where day is not null),
      'ranges', (select coalesce(jsonb_agg(jsonb_build_object('from', from_id, 'to', to_id,
         'count', journals, 'digest', digest) order by from_id), '[]') from ranges))),
    proof_part_of('sources', counted, parted)) as parts,
    ${STANDING_TOLD} as standing
  from found, standing`;

/** @param ranges side by side, in order */
export async function proveJournals(
  tx: Tx,
  center: string,
  ranges: readonly JournalRange[],
): Promise<readonly Part[]> {
  const froms = ranges.map(([from]) => from);
  const tos = ranges.map(([, to]) => to);
  const [from, to] = [Math.min(...froms), Math.max(...tos)];
  const values = [center, from, to, froms, tos];
  const { parts, standing } = await readProof<{ readonly standing: Standing }>(tx, {
    ...{ name: 'prove-journals', text: TEXT, values },
  });
  return [...parts, ...(await proveStanding(tx, { center, from, to, standing }))];
}
