/** Debits that the bank has and has not answered (扣款未回报). */
import { timestamp, type Db, type Tx } from '../db/pool.ts';
import type { PlainDate } from '../domain/calendar.ts';

export interface CenterWaiting {
  readonly center: string;
  /** A collection of it works: that reads the list of the bank's results for all of its center. */
  readonly isCollecting: boolean;
}

/** By code. */
export async function centersWaiting(db: Db): Promise<readonly CenterWaiting[]> {
  const { rows } = await db.query<CenterWaiting>({
    name: 'centers-waiting-for-debits',
    text: `select c.code as center,
                  exists (select from run r where r.kind = 'collection' and r.center = c.code
                    and r.state = 'working') as "isCollecting"
             from center c
            where exists (select from debit b where b.center = c.code and b.state = 'sent')
            order by c.code`,
  });
  return rows;
}

/** Keys in their order, behind one of them: of runs that do not wait for them any more. */
export async function keysWaiting(
  db: Db,
  {
    center,
    after,
    limit,
  }: { readonly center: string; readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ key: string }>({
    name: 'debits-waiting',
    text: `select b.key from debit b where b.center = $1 and b.state = 'sent' and b.key > $2
              and not exists (select from run r where r.id = b.run and r.state = 'working')
            order by b.key limit $3`,
    values: [center, after, limit],
  });
  return rows.map(({ key }) => key);
}

/** An item of a run whose debit became somebody's to look after. */
export interface GivenToPersons {
  readonly run: string;
  readonly n: number;
  /** It is still shown as waiting for the bank. */
  readonly waits: boolean;
}

interface Overdue {
  readonly center: string;
  /** The bank had them before this day. */
  readonly hadBefore: PlainDate;
  readonly on: PlainDate;
  readonly at: number;
}

/** Debits of a transaction: each opens a task. */
const AT_ONCE = 500;

/** Writes down whom the bank has left without an answer for its days; each once. What is booked just now is left alone. */
export async function openUnanswered(
  tx: Tx,
  { center, hadBefore, on, at }: Overdue,
): Promise<readonly GivenToPersons[]> {
  const { rows } = await tx.query<GivenToPersons>({
    name: 'open-unanswered-debits',
    text: `with late as (
             select b.key, b.run, b.n from debit b
               join debit_batch t on t.run = b.run and t.batch = b.batch
              where b.center = $1 and b.state = 'sent' and shanghai_date(t.delivered_at) < $2
                and not exists (select from unanswered_debit u where u.debit = b.key)
              order by b.key limit $5 for update of b skip locked),
           opened as (
             insert into unanswered_debit (debit, center, found_on, found_at)
             select key, $1, $3, $4 from late on conflict (debit) do nothing)
           select l.run, l.n, i.state = 'sent' as waits
             from late l join run_item i on i.run = l.run and i.n = l.n order by l.run, l.n`,
    values: [center, hadBefore, on, timestamp(at), AT_ONCE],
  });
  return rows;
}

interface Unbookable {
  readonly center: string;
  /** Of the debit that was answered. */
  readonly key: string;
  readonly on: PlainDate;
  readonly at: number;
}

/** Writes down that the bank's answer to it was not taken. @returns null: it is no debit of the center that waits */
export async function openUnbookable(
  tx: Tx,
  { center, key, on, at }: Unbookable,
): Promise<GivenToPersons | null> {
  const { rows } = await tx.query<GivenToPersons>({
    name: 'open-unbookable-debit',
    text: `with one as (
             select b.key, b.run, b.n from debit b
              where b.center = $1 and b.key = $2 and b.state = 'sent' for update of b),
           opened as (
             insert into unanswered_debit (debit, center, found_on, found_at, unbookable)
             select key, $1, $3, $4, true from one
             on conflict (debit) do update set unbookable = true)
           select o.run, o.n, i.state = 'sent' as waits
             from one o join run_item i on i.run = o.run and i.n = o.n`,
    values: [center, key, on, timestamp(at)],
  });
  return rows[0] ?? null;
}
