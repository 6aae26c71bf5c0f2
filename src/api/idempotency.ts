/**
 * A request that changes something happens once per caller and Idempotency-Key.
 *
 * The key is taken before anything happens. Success is kept, encrypted, and repeated for the same
 * request; another body under the same key is refused. A definite refusal changed nothing, so the
 * key is given back. When the outcome is not known (503, a bug, a crash) the key stays bound to
 * its request, and the next try with it continues: the engine knows it by the same key.
 *
 * Whoever works on a request renews its hold on the key; a hold that nobody renews is that of a
 * process that died.
 */
import { createHash, type KeyObject } from 'node:crypto';
import type pg from 'pg';
import { openJson, sealJson } from '../crypto/cipher.ts';
import { FAULTS, Fault } from '../domain/fault.ts';
import type { Answer } from './operation.ts';
import { faultOf } from './problems.ts';

export interface KeyedRequest {
  readonly caller: string;
  readonly key: string;
  /** sha256 of method, route, parameters and body. */
  readonly requestHash: string;
}

interface Deps {
  readonly pool: pg.Pool;
  readonly key: KeyObject;
  /** How long a hold lasts that is not renewed. */
  readonly runningMs: number;
}

interface Stored {
  readonly request_hash: string;
  readonly state: 'running' | 'done';
  readonly response: string | null;
}

/**
 * @param run told whether an earlier try under this key may have done its work
 * @throws Fault 'key-reused' for another request under the key, 'key-in-progress' while the first
 *   one is being answered, and whatever `run` throws
 */
export async function once(
  deps: Deps,
  request: KeyedRequest,
  run: (again: boolean) => Promise<Answer>,
): Promise<Answer> {
  const keyHash = sha256(request.key);
  const taken = await take(deps, request, keyHash);
  if (typeof taken === 'object') return replay(deps, request, keyHash, taken);
  const holding = setInterval(() => {
    void hold(deps, request, keyHash).catch(() => undefined);
  }, deps.runningMs / 3);
  const answer = await run(taken === 'again')
    .catch(async (error: unknown) => {
      await letGo(deps, request, keyHash, error).catch(() => undefined);
      throw error;
    })
    .finally(() => {
      clearInterval(holding);
    });
  // What was done is done, even when it cannot be remembered: then the next try runs again, and
  // what stands behind it (engine, versions) knows that it was done.
  await keep(deps, request, keyHash, answer).catch(() => undefined);
  return answer;
}

/**
 * @returns what another request left under the key, or that it is ours now: for the first time, or
 *   again after a try whose outcome is not known
 */
async function take(
  { pool, runningMs }: Deps,
  { caller, requestHash }: KeyedRequest,
  keyHash: string,
): Promise<Stored | 'first' | 'again'> {
  const taken = await pool.query<{ again: boolean }>(
    `insert into web.idempotency as i (caller, key_hash, request_hash, state)
     values ($1, $2, $3, 'running')
     on conflict (caller, key_hash) do update set created_at = now(), let_go = false
       where i.state = 'running' and i.request_hash = excluded.request_hash
         and (i.let_go or i.created_at < now() - $4 * interval '1 millisecond')
     returning old.state is not null as again`,
    [caller, keyHash, requestHash, runningMs],
  );
  const mine = taken.rows[0];
  if (mine) return mine.again ? 'again' : 'first';
  const { rows } = await pool.query<Stored>(
    'select request_hash, state, response from web.idempotency where caller = $1 and key_hash = $2',
    [caller, keyHash],
  );
  return rows[0] ?? { request_hash: requestHash, state: 'running', response: null };
}

async function hold({ pool }: Deps, { caller }: KeyedRequest, keyHash: string): Promise<void> {
  await pool.query(
    `update web.idempotency set created_at = now()
     where caller = $1 and key_hash = $2 and state = 'running'`,
    [caller, keyHash],
  );
}

function replay(
  { key }: Deps,
  { caller, requestHash }: KeyedRequest,
  keyHash: string,
  stored: Stored,
): Answer {
  if (stored.request_hash !== requestHash) {
    throw new Fault('key-reused', '该幂等键已用于内容不同的请求。');
  }
  if (stored.state === 'running' || stored.response === null) {
    throw new Fault('key-in-progress', '同一请求正在处理。');
  }
  const answer = openJson(key, place(caller, keyHash), stored.response) as Answer;
  return {
    ...answer,
    status: answer.status === 201 ? 200 : answer.status,
    headers: { ...answer.headers, 'Idempotency-Replayed': 'true' },
  };
}

async function keep(
  { pool, key }: Deps,
  { caller }: KeyedRequest,
  keyHash: string,
  answer: Answer,
): Promise<void> {
  await pool.query(
    `update web.idempotency set state = 'done', status = $3, response = $4, location = $5
     where caller = $1 and key_hash = $2`,
    [
      caller,
      keyHash,
      answer.status,
      sealJson(key, place(caller, keyHash), answer),
      answer.location ?? null,
    ],
  );
}

async function letGo(
  { pool }: Deps,
  { caller }: KeyedRequest,
  keyHash: string,
  error: unknown,
): Promise<void> {
  const fault = faultOf(error);
  const definite = fault !== null && !FAULTS[fault.code].retry;
  await pool.query(
    definite
      ? 'delete from web.idempotency where caller = $1 and key_hash = $2'
      : 'update web.idempotency set let_go = true where caller = $1 and key_hash = $2',
    [caller, keyHash],
  );
}

function place(caller: string, keyHash: string): string {
  return `idempotency:${caller}:${keyHash}`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
