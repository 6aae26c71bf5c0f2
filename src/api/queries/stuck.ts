/** What stands still, as the database knows it: one case's books, messages, cases that are parked. */
import type pg from 'pg';
import type { PersonColumns, Seen, WaitRow } from './cases.ts';
import { CASE_VISIBLE, scopeParams, visibleAt } from './scope.ts';

export interface BooksRow extends PersonColumns {
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly stage: string;
  readonly version: number;
  readonly center: string;
  readonly branch: string;
  readonly branch_name: string;
  readonly channel: string;
  readonly parties: Readonly<Record<string, string>>;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly closed_at: number | null;
  readonly outcome: string | null;
  readonly updated_at: number;
  readonly waits: readonly WaitRow[];
  readonly tasks: readonly { readonly kind: string; readonly dueOn: string }[];
}

const MS = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

const BOOKS = `c.id, c.number, c.type, c.stage, c.version, c.center, c.branch,
  b.name as branch_name, c.channel, c.parties, c.detail, c.closed_at, c.outcome, c.updated_at,
  c.person, p.wrapped_key, p.masked,
  coalesce((select json_agg(json_build_object('id', w.id::text, 'kind', w.kind,
      'since', ${MS('w.since')}, 'until', ${MS('w.until')}, 'clause', w.clause,
      'ended_by', w.ended_by, 'shortened_by', w.shortened_by, 'detail', w.detail,
      'closed_at', null) order by w.id)
    from wait w where w.case_id = c.id and w.closed_at is null), '[]') as waits,
  coalesce((select json_agg(json_build_object('kind', t.kind, 'dueOn', t.due_on::text)
      order by t.due_on, t.id)
    from task t where t.case_id = c.id and t.closed_at is null), '[]') as tasks
  from "case" c join branch b on b.id = c.branch join person p on p.id = c.person`;

/** The books of one case; whoever asks has the right to, or is a process of our own. */
export async function booksOf(pool: pg.Pool, id: string): Promise<BooksRow | null> {
  const { rows } = await pool.query<BooksRow>(`select ${BOOKS} where c.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Cases by their ids, of those in scope. */
export async function booksOfMany(
  pool: pg.Pool,
  { caller, grants }: Seen,
  ids: readonly string[],
): Promise<readonly BooksRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await pool.query<BooksRow>(
    `select ${BOOKS}
     where c.id = any ($5::uuid[]) and ${CASE_VISIBLE}`,
    [...scopeParams(caller, grants), ids],
  );
  return rows;
}

/** Cases at one of these stages, the longest first. */
export async function casesAt(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { stages, limit }: { readonly stages: readonly string[]; readonly limit: number },
): Promise<readonly BooksRow[]> {
  const { rows } = await pool.query<BooksRow>(
    `select ${BOOKS}
     where ${CASE_VISIBLE} and c.closed_at is null and c.stage = any ($5)
     order by c.updated_at, c.id limit $6`,
    [...scopeParams(caller, grants), stages, limit],
  );
  return rows;
}

export interface OutboxRow {
  readonly id: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly number: string | null;
  readonly branch: string | null;
  readonly person: string | null;
  readonly wrapped_key: string | null;
  readonly kind: string;
  readonly created_at: number;
  readonly attempts: number;
  readonly delivered_at: number | null;
  readonly last_error: string | null;
  readonly parked_at: number | null;
}

const OUTBOX = `o.id, o.center, o.case_id, c.number, c.branch, p.id as person, p.wrapped_key, o.kind, o.created_at, o.attempts,
  o.delivered_at, o.last_error, o.parked_at
  from outbox o left join "case" c on c.id = o.case_id
  left join person p on p.id = coalesce(c.person, o.person)`;

/** Given up, or failing since before that instant (RFC 3339); the oldest first. */
export async function undelivered(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { before, limit }: { readonly before: string; readonly limit: number },
): Promise<readonly OutboxRow[]> {
  const { rows } = await pool.query<OutboxRow>(
    `select ${OUTBOX}
     where ${visibleAt('o.center', 'c.branch')} and o.delivered_at is null
       and (o.parked_at is not null
            or (o.last_error is not null and o.created_at < $5::timestamptz))
     order by o.created_at, o.id limit $6`,
    [...scopeParams(caller, grants), before, limit],
  );
  return rows;
}

export async function outboxRow(pool: pg.Pool, id: string): Promise<OutboxRow | null> {
  const { rows } = await pool.query<OutboxRow>(`select ${OUTBOX} where o.id = $1`, [id]);
  return rows[0] ?? null;
}

/** The same, when the caller may see it. */
export async function visibleOutbox(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<OutboxRow | null> {
  const { rows } = await pool.query<OutboxRow>(
    `select ${OUTBOX} where o.id = $5 and ${visibleAt('o.center', 'c.branch')}`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface InboxRow {
  readonly id: string;
  readonly center: string | null;
  readonly sender: string;
  readonly serial: string;
  readonly kind: string;
  readonly case_id: string | null;
  readonly received_at: number;
  readonly handled_at: number | null;
}

const INBOX = 'i.id, i.center, i.sender, i.serial, i.kind, i.case_id, i.received_at, i.handled_at';

/** Of no case known; the oldest first. Of an unknown center: everybody's. */
export async function unmatched(
  pool: pg.Pool,
  { caller, grants }: Seen,
  limit: number,
): Promise<readonly InboxRow[]> {
  const { rows } = await pool.query<InboxRow>(
    `select ${INBOX} from inbox i
     where i.handled_at is null and i.case_id is null and not i.unasked
       and (i.center is null or ${visibleAt('i.center', 'null::text')})
     order by i.received_at, i.id limit $5`,
    [...scopeParams(caller, grants), limit],
  );
  return rows;
}

export async function visibleInbox(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<InboxRow | null> {
  const { rows } = await pool.query<InboxRow>(
    `select ${INBOX} from inbox i
     where i.id = $5 and (i.center is null or ${visibleAt('i.center', 'null::text')})`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export async function inboxRow(pool: pg.Pool, id: string): Promise<InboxRow | null> {
  const { rows } = await pool.query<InboxRow>(`select ${INBOX} from inbox i where i.id = $1`, [id]);
  return rows[0] ?? null;
}
