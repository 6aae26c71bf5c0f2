/** Reading the trail of the caller's centers. */
import type pg from 'pg';
import { EVENT_COLUMNS, EVENT_SOURCE, type EventRow } from './parts.ts';

export interface AuditFilter {
  readonly centers: readonly string[];
  readonly person: string | null;
  readonly case: string | null;
  readonly staff: string | null;
  readonly kind: string | null;
  /** Instants (RFC 3339): from, and before. */
  readonly from: string | null;
  readonly before: string | null;
  /** Number of the last event of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Newest first. */
export async function auditEvents(
  pool: pg.Pool,
  filter: AuditFilter,
): Promise<readonly EventRow[]> {
  const { centers, person, case: caseId, staff, kind, from, before, after, limit } = filter;
  const { rows } = await pool.query<EventRow>(
    `select ${EVENT_COLUMNS} ${EVENT_SOURCE}
     where e.center = any ($1)
       and ($2::uuid is null or e.person = $2)
       and ($3::uuid is null or e.case_id = $3)
       and ($4::text is null or e.actor = $4)
       and ($5::text is null or e.kind = $5)
       and ($6::timestamptz is null or e.at >= $6)
       and ($7::timestamptz is null or e.at < $7)
       and ($8::bigint is null or e.id < $8)
     order by e.id desc limit $9`,
    [centers, person, caseId, staff, kind, from, before, after, limit + 1],
  );
  return rows;
}
