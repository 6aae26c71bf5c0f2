/**
 * What was begun and belongs to no case is not kept for ever: drafts, documents that no case took up,
 * the lists of bulk starts. Drafts go; of files the key is destroyed, their row and hash stay.
 */
import type pg from 'pg';
import { addDays, dateAt, type PlainDate } from '../domain/calendar.ts';
import { DRAFT_DAYS, LIST_DAYS, UPLOAD_DAYS } from '../domain/keeping.ts';
import { timestamp, type Tx } from './pool.ts';
import { inTransaction } from './transaction.ts';

export interface Leftovers {
  readonly drafts: number;
  readonly uploads: number;
  readonly lists: number;
}

const DESTROYED = `wrapped_key = null, key_id = 'destroyed', key_destroyed_at = $1`;

/** A document may stand in a draft of its uploader that was changed since; it goes with that draft. */
const UPLOADS = `update file f set ${DESTROYED}
   where f.key_holder = 'center' and f.wrapped_key is not null and f.case_id is null
     and shanghai_date(f.uploaded_at) < $2 and f.media_type <> 'text/csv'
     and not exists (select from web.draft d
                      where d.staff = f.uploaded_by and d.updated_at >= f.uploaded_at)
  returning f.center`;

/** A list that no operation knows was never begun: it goes with the documents' days. */
const LISTS = `update file f set ${DESTROYED}
   where f.key_holder = 'center' and f.wrapped_key is not null and f.media_type = 'text/csv'
     and case when exists (select from operation o where o.file = f.id)
         then not exists (select from operation o where o.file = f.id
                            and (o.finished_at is null or shanghai_date(o.finished_at) >= $2))
         else shanghai_date(f.uploaded_at) < $3 end
  returning f.center`;

const DRAFTS = `delete from web.draft where shanghai_date(updated_at) < $1 returning center`;

/**
 * Each kept for its days after the day on which it was last needed; on the day after the last of them
 * it goes, and the trail of its center says how many went.
 *
 * @param at the instant (ms); its day in Shanghai decides
 */
export async function forgetLeftovers(pool: pg.Pool, at: number): Promise<Leftovers> {
  return inTransaction(pool, (tx) => forget(tx, at));
}

async function forget(tx: Tx, at: number): Promise<Leftovers> {
  const today = dateAt(at);
  const before = (days: number): PlainDate => addDays(today, -days);
  const drafts = await gone(tx, DRAFTS, [before(DRAFT_DAYS)]);
  const uploads = await gone(tx, UPLOADS, [timestamp(at), before(UPLOAD_DAYS)]);
  const lists = await gone(tx, LISTS, [timestamp(at), before(LIST_DAYS), before(UPLOAD_DAYS)]);
  for (const center of new Set([...drafts, ...uploads, ...lists])) {
    const count = (of: readonly string[]) => of.filter((one) => one === center).length;
    const told = { drafts: count(drafts), uploads: count(uploads), lists: count(lists) };
    await tx.query(
      `insert into event (center, kind, at, actor, actor_role, origin, public)
       values ($1, 'leftovers-destroyed', $2, 'system', 'system', 'keeping', $3)`,
      [center, timestamp(at), JSON.stringify(told)],
    );
  }
  return { drafts: drafts.length, uploads: uploads.length, lists: lists.length };
}

async function gone(tx: Tx, text: string, values: readonly unknown[]): Promise<readonly string[]> {
  const { rows } = await tx.query<{ center: string }>(text, [...values]);
  return rows.map(({ center }) => center);
}
