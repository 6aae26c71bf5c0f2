/** Reading repairs: one, those of a place, and what is known of their place. */
import type pg from 'pg';
import type { RepairMove, RepairState, StuckKind } from '../../cases/repairs.ts';
import type { SortKey } from '../cursor.ts';
import type { Seen } from './cases.ts';
import { scopeParams, visibleAt } from './scope.ts';

export interface RepairRow {
  readonly id: string;
  readonly center: string;
  readonly object: string;
  readonly case_id: string | null;
  readonly case_number: string | null;
  readonly case_branch: string | null;
  readonly person: string | null;
  readonly wrapped_key: string | null;
  readonly kind: StuckKind;
  readonly move: RepairMove;
  readonly params: Readonly<Record<string, unknown>>;
  readonly two_persons: boolean;
  readonly reason: string | null;
  readonly reason_public: string | null;
  readonly asked_by: string;
  readonly asked_name: string | null;
  readonly asked_at: number;
  readonly decided_by: string | null;
  readonly decided_name: string | null;
  readonly decided_at: number | null;
  readonly second_reason: string | null;
  readonly second_reason_public: string | null;
  readonly state: RepairState;
  readonly before: unknown;
  readonly after: unknown;
  readonly finding: string | null;
  readonly moved_at: number | null;
  readonly watched_until: number | null;
  readonly settled_at: number | null;
  readonly operation: string | null;
  readonly operation_row: number | null;
  /** The exact sort key, as text. */
  readonly sort: string;
}

const COLUMNS = `r.id, r.center, r.object, r.case_id, c.number as case_number,
  c.branch as case_branch, r.person, p.wrapped_key, r.kind, r.move, r.params, r.two_persons,
  r.reason, r.reason_public, r.asked_by, a.name as asked_name, r.asked_at, r.decided_by,
  d.name as decided_name, r.decided_at, r.second_reason, r.second_reason_public, r.state, r.before,
  r.after, r.finding, r.moved_at, r.watched_until, r.settled_at, r.operation, r.operation_row,
  r.asked_at::text as sort`;
const SOURCE = `from repair r left join "case" c on c.id = r.case_id
  left join person p on p.id = r.person
  left join staff a on a.id = r.asked_by left join staff d on d.id = r.decided_by`;

const SEEN = visibleAt('r.center', 'c.branch');

export async function findRepair(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<RepairRow | null> {
  const { rows } = await pool.query<RepairRow>(
    `select ${COLUMNS} ${SOURCE} where ${SEEN} and r.id = $5`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface RepairFilter {
  readonly state?: string | undefined;
  readonly object?: string | undefined;
  readonly operation?: string | undefined;
}

/** The newest first. */
export async function listRepairs(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: RepairFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly RepairRow[]> {
  const { rows } = await pool.query<RepairRow>(
    `select ${COLUMNS} ${SOURCE}
     where ${SEEN} and ($5::text is null or r.state = $5) and ($6::text is null or r.object = $6)
       and ($7::uuid is null or r.operation = $7)
       and ($8::timestamptz is null or (r.asked_at, r.id) < ($8, $9::uuid))
     order by r.asked_at desc, r.id desc limit $10`,
    [
      ...scopeParams(caller, grants),
      ...[filter.state ?? null, filter.object ?? null, filter.operation ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return rows;
}

/** Those asked for between two instants (RFC 3339), with further columns of `r` and `c`. */
export async function repairsBetween<More extends object>(
  pool: pg.Pool,
  { caller, grants }: Seen,
  wanted: {
    readonly columns: string;
    readonly from: string;
    readonly before: string;
    readonly limit: number;
  },
): Promise<readonly (RepairRow & More)[]> {
  const { rows } = await pool.query<RepairRow & More>(
    `select ${COLUMNS}, ${wanted.columns} ${SOURCE}
     where ${SEEN} and r.asked_at >= $5::timestamptz and r.asked_at < $6::timestamptz
     order by r.asked_at desc, r.id desc limit $7`,
    [...scopeParams(caller, grants), wanted.from, wanted.before, wanted.limit],
  );
  return rows;
}

/** Objects that are being repaired now, with the repair. */
export async function openRepairs(
  pool: pg.Pool,
  centers: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly state: RepairState }>> {
  const { rows } = await pool.query<{ object: string; id: string; state: RepairState }>(
    `select object, id, state from repair
     where center = any ($1) and state in ('proposed', 'ready', 'watching')`,
    [centers],
  );
  return new Map(rows.map(({ object, id, state }) => [object, { id, state }]));
}
