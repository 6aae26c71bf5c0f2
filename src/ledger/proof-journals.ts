/**
 * A stretch of journals proved in one pass: each is whole and balances, the parts of its lines sum to
 * their amount; what all books come to; and a digest of every range of it, so that the next proof sees
 * whether anything was changed since. In the same pass what stands on them is held against them
 * (proof-standing.ts).
 *
 * @source 住房公积金管理条例 第二十一条; JGJ/T 320-2014 5.0.5
 */
import type { Tx } from '../db/pool.ts';
import { CONTENT, KEEP_MARKS, LINES_HASH, MARKS_OF, marksWanted } from './proof-marks.ts';
import { readProof, type JournalRange, type Part } from './proof-part.ts';
import {
  MARKED,
  MARKS,
  ODD,
  proveStanding,
  STANDING_SUMS,
  STANDING_TOLD,
  type Standing,
} from './proof-standing.ts';

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
         ${LINES_HASH} as hash
    from posting p where p.journal between $2 and $3 group by p.journal),
judged as materialized (
  select coalesce(j.id, s.journal) as journal, coalesce(s.parted, false) as parted,
         coalesce(j.center = $1, s.own > 0) as mine,
         j.id is null or s.journal is null or s.total <> 0 or s.lines <> j.lines
           or s.own <> s.lines or s.first_on <> j.value_date or s.last_on <> j.value_date as wrong,
         ${CONTENT} as content,${MARKS}
    from (select * from journal where id between $2 and $3) j
    full join summed s on s.journal = j.id
    left join odd o on o.journal = j.id),
digests as (
  select n, count(*) as journals, sha256(string_agg(content, '' order by journal)) as digest,${MARKS_OF}
    from (select width_bucket(journal, $4::bigint[]) as n, journal, content from judged where mine) p
   group by n),
ranges as materialized (
  select r.from_id, r.to_id, r.known, r.marked, coalesce(d.journals, 0) as journals,
         encode(coalesce(d.digest, sha256('')), 'hex') as digest, d.numbers, d.marks
    from unnest($4::bigint[], $5::bigint[], $6::text[], $7::boolean[]) with ordinality
           r(from_id, to_id, known, marked, n)
    left join digests d on d.n = r.n),
${KEEP_MARKS},
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

/**
 * @param ranges side by side, in order
 * @param known of each the digest that the last green proof told of it; null: it is new
 */
export async function proveJournals(
  tx: Tx,
  center: string,
  ranges: readonly JournalRange[],
  known: readonly (string | null)[],
): Promise<readonly Part[]> {
  const froms = ranges.map(([from]) => from);
  const tos = ranges.map(([, to]) => to);
  const [from, to] = [Math.min(...froms), Math.max(...tos)];
  const wanted = await marksWanted(tx, center, { froms, tos, known });
  const values = [center, from, to, froms, tos, known, wanted];
  const { parts, standing } = await readProof<{ readonly standing: Standing }>(tx, {
    ...{ name: 'prove-journals', text: TEXT, values },
  });
  return [...parts, ...(await proveStanding(tx, { center, from, to, standing }))];
}
