/**
 * The sealer: links new events into the chain of their center, within a second.
 *
 * Events are written by many transactions at once; nobody waits for the end of the chain. The
 * sealer takes what a trigger queued, in order of the events' numbers, and appends seals. One at
 * a time per center, by an advisory lock; any number may run, the others find nothing to do.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { chainMac, chainStart, type ChainedEvent } from '../crypto/chain.ts';
import { currentKey, type Secrets } from '../crypto/secrets.ts';
import { writeHeads } from './heads.ts';
import type { Tx } from './pool.ts';
import { inTransaction } from './transaction.ts';

/** Events sealed in one transaction. */
const BATCH = 500;
const EVERY_MS = 250;
const AFTER_FAULT_MS = 1_000;

/** Every column of an event `e` as text, exactly as it is sealed. */
export const CHAINED_COLUMNS = `e.id::text, e.center, e.case_id::text, e.person::text, e.kind,
  (extract(epoch from e.at) * 1000000)::bigint::text as at,
  (extract(epoch from e.recorded_at) * 1000000)::bigint::text as recorded_at,
  e.actor, e.actor_role, e.origin, e.public::text, e.content::text`;

/**
 * Seals everything that is queued now.
 *
 * @returns how many events were sealed
 */
export async function sealOnce(pool: pg.Pool, secrets: Secrets): Promise<number> {
  const { rows } = await pool.query<{ center: string }>(
    'select distinct center from event_unsealed order by center',
  );
  let sealed = 0;
  for (const { center } of rows) sealed += await sealCenter(pool, secrets, center);
  return sealed;
}

export interface SealerOptions {
  readonly secrets: Secrets;
  /** Folder of the signed heads. */
  readonly heads: string;
  readonly everyMs?: number;
  /** Told of faults; the sealer goes on whatever they are. */
  readonly onFault?: (error: unknown) => void;
  /** Told of every pass that ended well, with how many events it sealed. */
  readonly onPass?: (sealed: number) => void;
  readonly now?: () => number;
}

export interface Sealer {
  /** Ends after the pass that is under way. */
  readonly stop: () => Promise<void>;
}

/** Seals and signs until it is stopped. */
export function runSealer(pool: pg.Pool, options: SealerOptions): Sealer {
  const stopping = new AbortController();
  const ended = loop(pool, options, stopping.signal);
  return {
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function loop(pool: pg.Pool, options: SealerOptions, stop: AbortSignal): Promise<void> {
  const { secrets, heads, everyMs = EVERY_MS, now = Date.now } = options;
  const { onFault = ignore, onPass = ignore } = options;
  const memory = new Map<string, string>();
  while (!stop.aborted) {
    let pause = everyMs;
    try {
      const sealed = await sealOnce(pool, secrets);
      await writeHeads(pool, { privateKey: secrets.heads.privateKey, folder: heads, memory, now });
      onPass(sealed);
    } catch (error) {
      onFault(error);
      pause = Math.max(everyMs, AFTER_FAULT_MS);
    }
    await delay(pause, undefined, { signal: stop }).catch(ignore);
  }
}

async function sealCenter(pool: pg.Pool, secrets: Secrets, center: string): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await inTransaction(pool, (tx) => sealBatch(tx, secrets, center), {
      isolation: 'read committed',
    });
    total += count;
    if (count < BATCH) return total;
  }
}

async function sealBatch(tx: Tx, secrets: Secrets, center: string): Promise<number> {
  const lock = await tx.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('seal events'), $1::integer) as mine`,
    [center],
  );
  if (lock.rows[0]?.mine !== true) return 0;
  const last = await tx.query<{ seq: string; mac: string }>(
    'select s.seq::text, s.mac from event_seal s where s.center = $1 order by s.seq desc limit 1',
    [center],
  );
  // A queued event that is gone stays in the queue: verification names it.
  const { rows } = await tx.query<ChainedEvent>(
    `select ${CHAINED_COLUMNS} from event_unsealed q join event e on e.id = q.event
      where q.center = $1 order by q.event limit ${BATCH}`,
    [center],
  );
  if (rows.length === 0) return 0;
  const key = currentKey(secrets.chain);
  let previous = last.rows[0]?.mac ?? chainStart(center);
  const macs = rows.map((event) => (previous = chainMac(key, previous, event)));
  const events = rows.map(({ id }) => id);
  await tx.query(
    `insert into event_seal (center, seq, event, key_id, mac)
     select $1, $2::bigint + n, event, $3, mac
       from unnest($4::bigint[], $5::text[]) with ordinality as sealed(event, mac, n)`,
    [center, last.rows[0]?.seq ?? '0', secrets.chain.current, events, macs],
  );
  await tx.query('delete from event_unsealed where event = any ($1::bigint[])', [events]);
  return rows.length;
}

function ignore(): void {
  // Nobody asked to be told; or the pause was cut short because we stop.
}
