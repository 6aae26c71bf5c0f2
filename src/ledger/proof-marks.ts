/**
 * Marks of journals: 32 bits for each, kept beside the digest of their range, so that of a range that was
 * changed the journals are named that were. What says that it was changed is the digest.
 *
 * @source 住房公积金管理条例 第二十一条
 */
import type { Tx } from '../db/pool.ts';
import { readProof, type JournalRange } from './proof-part.ts';

/** Of the lines `p` of a journal, in whatever order. Columns are named, so that a later one changes nothing. */
export const LINES_HASH = `bit_xor(hash_record_extended(row(p.line, p.center, p.book, p.account, p.source,
           p.value_date, p.amount, p.carried, p.current, p.end_of_day), 0))`;

/** What of a journal `j` with the hash of its lines in `s` goes into digests. */
export const CONTENT = `int8send(coalesce(j.id, s.journal)) || coalesce(j.digest, '') || int8send(coalesce(
           hash_record_extended(row(j.center, j.key, j.kind, j.value_date, j.case_id, j.run,
             j.reverses, j.document, j.recorded_by, j.lines), 0), 0)) || int8send(coalesce(s.hash, 0))`;

const MARK = 'hashbytea(content)';

/** Of the journals of range `n`, where its marks are wanted: places in the range, and marks in the same order. */
export const MARKS_OF = `
         array_agg((journal - ($4::bigint[])[n])::integer) filter (where ($7::boolean[])[n]) as numbers,
         array_agg(${MARK}) filter (where ($7::boolean[])[n]) as marks`;

/** Of a range that was known only the marks of what it was are kept. */
export const KEEP_MARKS = `kept_marks as (
  insert into proof_mark (center, from_journal, to_journal, digest, numbers, marks)
    select $1, from_id, to_id, digest, coalesce(numbers, '{}'), coalesce(marks, '{}') from ranges
     where marked and (known is null or known = digest)
    on conflict do nothing)`;

interface Wanted {
  readonly froms: readonly number[];
  readonly tos: readonly number[];
  readonly known: readonly (string | null)[];
}

/** Of each range whether its marks are still to be taken: once, for what a green proof told of it. */
export async function marksWanted(
  tx: Tx,
  center: string,
  { froms, tos, known }: Wanted,
): Promise<readonly boolean[]> {
  const { rows } = await tx.query<{ wanted: boolean }>({
    name: 'proof-marks-wanted',
    text: `select m.center is null as wanted
             from unnest($2::bigint[], $3::bigint[], $4::text[]) with ordinality
                    r(from_id, to_id, known, n)
             left join proof_mark m on m.center = $1 and m.from_journal = r.from_id
                                   and m.to_journal = r.to_id and m.digest = r.known
            order by r.n`,
    values: [center, froms, tos, known],
  });
  return rows.map(({ wanted }) => wanted);
}

const CHANGED = `
with summed as (
  select p.journal, count(*) filter (where p.center = $1) as own, ${LINES_HASH} as hash
    from posting p where p.journal between $2 and $3 group by p.journal),
now as (
  select (journal - $2)::integer as number, ${MARK} as mark
    from (select coalesce(j.id, s.journal) as journal, ${CONTENT} as content
            from (select * from journal where id between $2 and $3) j
            full join summed s on s.journal = j.id
           where coalesce(j.center = $1, s.own > 0)) c),
known as (
  select u.number, u.mark
    from proof_mark m, unnest(m.numbers, m.marks) u(number, mark)
   where m.center = $1 and m.from_journal = $2 and m.to_journal = $3 and m.digest = $4),
changed as (
  select coalesce(n.number, k.number) + $2::bigint as journal
    from now n full join known k on k.number = n.number
   where n.mark is distinct from k.mark)
select proof_part_of('unchanged', count(*), case when exists (select from known)
         then array_agg(journal::text order by journal) end) as parts
  from changed`;

export interface Changed {
  readonly broken: number;
  /** Numbers of journals, the first twenty. */
  readonly named: readonly string[];
}

/**
 * Which journals of a range are not what they were when it had that digest: changed, gone, or new in it.
 *
 * @returns null where nobody knows: no marks were kept, or none differs
 */
export async function changedJournals(
  tx: Tx,
  center: string,
  { range: [from, to], digest }: { readonly range: JournalRange; readonly digest: string },
): Promise<Changed | null> {
  const values = [center, from, to, digest];
  const asked = { name: 'proof-changed', text: CHANGED, values };
  const { parts: found } = await readProof<{ parts: never }>(tx, asked);
  const { broken, named } = found as Changed; // one part, as it stands in the statement
  return broken === 0 ? null : { broken, named };
}
