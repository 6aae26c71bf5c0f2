/**
 * Runs and their frozen lists as the run worker reads and writes them; what people do to a run goes
 * through the audited functions below.
 */
import type pg from 'pg';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import { timestamp, type Db, type Tx } from './pool.ts';
import { inTransaction } from './transaction.ts';

export interface Run {
  readonly id: string;
  readonly kind: string;
  readonly center: string;
  readonly business_on: string;
  readonly turn: number;
  readonly state: string;
  readonly version: number;
  readonly approval: boolean;
  readonly brake: string | null;
  readonly items: number;
  readonly amount: string;
  readonly digest: string | null;
  readonly sent: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly cursor: Readonly<Record<string, unknown>>;
}

export interface RunItem {
  readonly n: number;
  readonly subject: string;
  readonly account: string | null;
  readonly amount: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly state: string;
}

/** What became of an item. */
export interface Settled {
  readonly n: number;
  readonly state: 'sent' | 'done' | 'refused' | 'failed';
  /** A code; null: nothing to add. */
  readonly outcome: string | null;
  readonly journal?: string | null;
  /** Yuan that moved, where it is not the item's own amount; of a failed one, what was done all the same. */
  readonly moved?: string;
}

const RUN = `id, kind, center, business_on, turn, state, version, approval, brake, items, amount,
  digest, sent, done, refused, failed, cursor`;

export async function findRun(db: Db, id: string): Promise<Run | null> {
  const { rows } = await db.query<Run>({
    name: 'find-run',
    text: `select ${RUN} from run where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Thrown where a chunk would be worked on of a run that does not work any more. */
export class RunStands extends Error {
  override readonly name = 'RunStands';
}

/**
 * One chunk: whoever stops the run waits for its end, and no chunk begins after that.
 *
 * @throws RunStands when the run is not in the state it was thought to be in
 */
export function inRun<T>(
  pool: pg.Pool,
  { id, state }: Pick<Run, 'id' | 'state'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(
    pool,
    async (tx) => {
      await holdRun(tx, { id, state });
      return work(tx);
    },
    { isolation: 'read committed' },
  );
}

/**
 * A chunk that others may be worked beside: the run itself is held only from its counts on, and what
 * was done comes to nothing when somebody stopped the run meanwhile.
 *
 * @throws RunStands when the run is not in the state it was thought to be in
 */
export function besideOthers<T>(
  pool: pg.Pool,
  { id, state }: Pick<Run, 'id' | 'state'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(
    pool,
    async (tx) => {
      const done = await work(tx);
      await holdRun(tx, { id, state });
      return done;
    },
    { isolation: 'read committed' },
  );
}

async function holdRun(tx: Tx, { id, state }: Pick<Run, 'id' | 'state'>): Promise<void> {
  const { rows } = await tx.query<{ state: string }>({
    name: 'lock-run',
    text: 'select state from run where id = $1 for no key update',
    values: [id],
  });
  if (rows[0]?.state !== state) {
    throw new RunStands(`${id} is ${rows[0]?.state ?? 'not there'}`);
  }
}

/**
 * Items that are still to be done, in the order of the list, without those that are in other hands
 * just now; nobody else takes them before the transaction ends.
 */
export async function openItems(tx: Tx, run: string, limit: number): Promise<readonly RunItem[]> {
  const { rows } = await tx.query<RunItem>({
    name: 'open-run-items',
    text: `select n, subject, account, amount, detail, state from run_item
            where run = $1 and verdict = 'due' and state = 'open' order by n limit $2
              for no key update skip locked`,
    values: [run, limit],
  });
  return rows;
}

/**
 * Whether a transaction that has not ended yet has items in its hands: of another worker, or of one
 * that died and whose connection the database still keeps.
 */
export async function areItemsHeld(pool: pg.Pool, run: string): Promise<boolean> {
  const { rows } = await pool.query<{ held: boolean }>({
    name: 'run-items-held',
    text: `with left_over as (
             select n from run_item where run = $1 and verdict = 'due' and state in ('open', 'sent')),
           free as (
             select n from run_item where run = $1 and verdict = 'due' and state in ('open', 'sent')
                for no key update skip locked)
           select (select count(*) from left_over) > (select count(*) from free) as held`,
    values: [run],
  });
  return rows[0]?.held ?? false;
}

/** Writes what became of items, and the counts of their run with it. Each item once. */
export async function settleItems(
  tx: Tx,
  run: string,
  { settled, at }: { readonly settled: readonly Settled[]; readonly at: number },
): Promise<void> {
  if (settled.length === 0) return;
  await tx.query({
    name: 'settle-run-items',
    text: `with told as (
             select * from jsonb_to_recordset($2) as t(n integer, state text, outcome text,
               journal bigint, moved numeric)),
           before as (
             select i.n, i.state, i.amount from run_item i where i.run = $1 and i.n = any ($4)),
           moved as (
             update run_item i set state = t.state, outcome = t.outcome,
                    journal = coalesce(t.journal, i.journal), attempts = i.attempts + 1,
                    settled_at = case when t.state = 'sent' then null else $3::timestamptz end
               from told t where i.run = $1 and i.n = any ($4) and i.n = t.n returning i.n),
           sums as (
             select count(*) filter (where t.state = 'sent') - count(*) filter (where b.state = 'sent')
                      as sent,
                    count(*) filter (where t.state = 'done') as done,
                    count(*) filter (where t.state = 'refused')
                      - count(*) filter (where b.state = 'refused') as refused,
                    count(*) filter (where t.state = 'failed')
                      - count(*) filter (where b.state = 'failed') as failed,
                    coalesce(sum(case t.state when 'done' then coalesce(t.moved, b.amount)
                                              when 'failed' then t.moved end), 0) as amount
               from told t join before b using (n))
           update run r set sent = r.sent + s.sent, done = r.done + s.done,
                  refused = r.refused + s.refused, failed = r.failed + s.failed,
                  done_amount = r.done_amount + s.amount,
                  worked_from = coalesce(r.worked_from, $3::timestamptz)
             from sums s where r.id = $1 and (select count(*) from moved) > 0`,
    // The numbers themselves: a list of a million is not looked through for a thousand of it.
    values: [run, JSON.stringify(settled), timestamp(at), settled.map(({ n }) => n)],
  });
}

export async function keepCursor(tx: Tx, run: string, cursor: object): Promise<void> {
  await tx.query('update run set cursor = cursor || $2 where id = $1', [
    run,
    JSON.stringify(cursor),
  ]);
}

/** One line of the trail for what a run did; the system did it. */
export async function runEvent(
  tx: Tx,
  run: Pick<Run, 'id' | 'center'>,
  { kind, at, told = {} }: { readonly kind: string; readonly at: number; readonly told?: object },
): Promise<void> {
  await tx.query({
    name: 'run-event',
    text: `insert into event (center, kind, at, actor, actor_role, origin, public)
           values ($1, $2, $3, 'system', 'system', 'run', $4)`,
    values: [run.center, kind, timestamp(at), JSON.stringify({ run: run.id, ...told })],
  });
}

/** @returns the run that began, or null: the day's run of this kind was there already */
export async function beginDueRun(
  db: Db,
  due: { readonly kind: string; readonly center: string; readonly on: string; readonly at: number },
): Promise<string | null> {
  const { rows } = await db.query<{ id: string | null }>('select run_due($1, $2, $3, $4) as id', [
    due.kind,
    due.center,
    due.on,
    timestamp(due.at),
  ]);
  return rows[0]?.id ?? null;
}

/**
 * @returns its id; the same as before when it is alive
 * @throws Fault 'not-authorized', 'action-not-permitted' (one for another day is alive)
 */
export async function startRun(
  db: Db,
  { kind, center, on, by }: { kind: string; center: string; on: string; by: Acting },
): Promise<string> {
  const { rows } = await refusing(
    db.query<{ id: string }>(`select api_start_run($5, $6, $7, ${ACTOR}) as id`, [
      ...actorParams(by),
      ...[kind, center, on],
    ]),
  );
  return rows[0]?.id ?? '';
}

export interface RunAct {
  readonly run: string;
  readonly version: number;
  readonly action: string;
  /** Of the list that was looked at; null where nothing is approved. */
  readonly digest: string | null;
  /** Plain: it is about the run. */
  readonly reason: string | null;
  readonly by: Acting;
}

/**
 * @returns the new version
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'version-mismatch',
 *   'action-not-permitted'
 */
export async function actOnRun(db: Db, act: RunAct): Promise<number> {
  const by = actorParams(act.by);
  const { rows } = await refusing(
    act.action === 'wake'
      ? db.query<{ version: number }>(`select api_wake_run($5, $6, $7, ${ACTOR}) as version`, [
          ...by,
          ...[act.run, act.version, act.reason],
        ])
      : db.query<{ version: number }>(
          `select api_act_on_run($5, $6, $7, $8, $9, ${ACTOR}) as version`,
          [...by, ...[act.run, act.version, act.action, act.digest, act.reason]],
        ),
  );
  return rows[0]?.version ?? 0;
}

export interface Striking {
  readonly run: string;
  readonly version: number;
  readonly items: readonly number[];
  /** Put back what was struck. */
  readonly back: boolean;
  readonly reason: string;
  readonly by: Acting;
}

/** @throws Fault as `actOnRun`; 'invalid-request' for items that are not in the list */
export async function strikeItems(db: Db, striking: Striking): Promise<number> {
  const { rows } = await refusing(
    db.query<{ version: number }>(
      `select api_strike_run_items($5, $6, $7, $8, $9, ${ACTOR}) as version`,
      [
        ...actorParams(striking.by),
        ...[striking.run, striking.version, striking.items, striking.back, striking.reason],
      ],
    ),
  );
  return rows[0]?.version ?? 0;
}
