/**
 * Reading the trail of the caller's centers.
 *
 * Every page comes off an index in the order it is shown: center by center and kind by kind, each
 * at most a page long, then the newest of them together.
 */
import type pg from 'pg';
import type { SortKey } from '../cursor.ts';
import { EVENT_COLUMNS, EVENT_SOURCE, type EventRow } from './parts.ts';

export interface AuditFilter {
  readonly centers: readonly string[];
  readonly person: string | null;
  readonly case: string | null;
  readonly staff: string | null;
  /** Any of these; null: every kind. */
  readonly kinds: readonly string[] | null;
  readonly role: string | null;
  /** Instants (RFC 3339): from, and before. */
  readonly from: string | null;
  readonly before: string | null;
}

export interface AuditRow extends EventRow {
  readonly case_number: string | null;
  /** The exact sort key, as text: a number would lose the microseconds. */
  readonly sort: string;
}

const COLUMNS = `${EVENT_COLUMNS}, e.at::text as sort,
  (select c.number from "case" c where c.id = e.case_id) as case_number`;

/** Newest first; one more than `limit`, so that the caller knows whether there is a next page. */
export async function auditEvents(
  db: pg.Pool | pg.ClientBase,
  filter: AuditFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly AuditRow[]> {
  const { centers, person, case: caseId, staff, kinds, role, from, before } = filter;
  const { rows } = await db.query<AuditRow>(
    `with found as (
       select e.id, e.at from unnest($1::text[]) as c(center)
        cross join unnest(coalesce($2::text[], array[null::text])) as k(kind)
        cross join lateral (
          select id, at from event
           where center = c.center
             and ($2::text[] is null or kind = k.kind)
             and ($3::uuid is null or person = $3)
             and ($4::uuid is null or case_id = $4)
             and ($5::text is null or actor = $5)
             and ($6::text is null or actor_role = $6)
             and ($7::timestamptz is null or at >= $7)
             and ($8::timestamptz is null or at < $8)
             and ($9::timestamptz is null or (at, id) < ($9, $10::bigint))
           order by at desc, id desc limit $11) e
        order by e.at desc, e.id desc limit $11)
     select ${COLUMNS} ${EVENT_SOURCE} join found f on f.id = e.id
      order by e.at desc, e.id desc`,
    [
      centers,
      kinds === null ? null : [...new Set(kinds)],
      ...[person, caseId, staff, role, from, before],
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
    ],
  );
  return rows;
}

export interface AuditDetailRow extends AuditRow {
  readonly seq: string | null;
  readonly mac: string | null;
  readonly key_id: string | null;
  readonly sealed_at: number | null;
}

/** One line, with its place in the chain. */
export async function findAuditEvent(
  pool: pg.Pool,
  centers: readonly string[],
  id: string,
): Promise<AuditDetailRow | null> {
  const { rows } = await pool.query<AuditDetailRow>(
    `select ${COLUMNS}, l.seq, l.mac, l.key_id, l.sealed_at
     ${EVENT_SOURCE} left join event_seal l on l.event = e.id
     where e.id = $1::bigint and e.center = any ($2)`,
    [id, centers],
  );
  return rows[0] ?? null;
}
