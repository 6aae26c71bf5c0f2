/**
 * A client of the API as it shall be: every request that changes something bears a key, and is
 * sent again under that key until it is answered for good.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Session } from '../../src/cli/session.ts';
import type { Dice } from './dice.ts';

/** Longer than the API waits for the engine before it says that nothing is known. */
const ATTEMPT_MS = 20_000;
/** A request without an answer after this is stuck. */
const STUCK_MS = 5 * 60_000;
const RENEW_BEFORE_MS = 60_000;
const HANG_UP_WITHIN_MS = 400;

export interface Request {
  readonly method: 'GET' | 'POST';
  /** Below /api/v1. */
  readonly path: string;
  /** Idempotency-Key. */
  readonly key?: string;
  /** If-Match. */
  readonly version?: number;
  readonly json?: unknown;
  readonly scan?: Uint8Array<ArrayBuffer>;
  /** Hangs up the first time, before or after the request was understood. */
  readonly hangsUp?: boolean;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** Answered from what was kept under the key. */
  readonly replayed: boolean;
  /** How often it was sent. */
  readonly sent: number;
}

/** Why a request was sent again. */
export type Again = 'hung up on purpose' | 'no connection' | 'busy' | 'in progress' | 'too many';

/** What all callers of a run note down together. */
export interface Log {
  readonly again: (why: Again) => void;
  readonly answered: () => void;
  /** An answer that no kill excuses. Codes and places only. */
  readonly surprise: (what: string) => void;
}

export interface Caller {
  readonly id: string;
  /** @throws Error when it is never answered */
  readonly ask: (request: Request) => Promise<Reply>;
}

interface CallerOptions {
  readonly id: string;
  readonly api: string;
  readonly signIn: () => Promise<Session>;
  readonly dice: Dice;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export function createCaller({ id, api, signIn, dice, log, signal }: CallerOptions): Caller {
  let signedIn: Promise<Session> | undefined;
  const token = async (): Promise<string> => {
    const known = await signedIn;
    if (known && known.expiresAt > Date.now() + RENEW_BEFORE_MS) return known.accessToken;
    signedIn = signIn();
    return (await signedIn).accessToken;
  };
  const once = async (request: Request, attempt: number): Promise<Reply | Again> => {
    const bearer = await token();
    const hangUp = request.hangsUp === true && attempt === 1;
    const patience = AbortSignal.timeout(
      hangUp ? Math.floor(dice.next() * HANG_UP_WITHIN_MS) : ATTEMPT_MS,
    );
    try {
      const response = await send({ api, bearer, request, signal: patience });
      const text = await response.text();
      return judge(response, parsed(text), { attempt, request, log });
    } catch {
      return hangUp ? 'hung up on purpose' : 'no connection';
    }
  };
  const ask = async (request: Request): Promise<Reply> => {
    const giveUpAt = Date.now() + STUCK_MS;
    for (let attempt = 1; Date.now() < giveUpAt; attempt += 1) {
      signal.throwIfAborted();
      const outcome = await once(request, attempt);
      if (typeof outcome !== 'string') {
        log.answered();
        return outcome;
      }
      log.again(outcome);
      await delay(150 + dice.next() * 450, undefined, { signal });
    }
    throw new Error(`${request.method} ${bare(request.path)} of ${id} was never answered`);
  };
  return { id, ask };
}

function send({
  api,
  bearer,
  request: { method, path, key, version, json, scan },
  signal,
}: {
  readonly api: string;
  readonly bearer: string;
  readonly request: Request;
  readonly signal: AbortSignal;
}): Promise<Response> {
  const mediaType = scan ? 'application/pdf' : 'application/json';
  const body = scan ?? (json === undefined ? null : JSON.stringify(json));
  const headers = {
    authorization: `Bearer ${bearer}`,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(version === undefined ? {} : { 'if-match': `"v${version}"` }),
    ...(body === null ? {} : { 'content-type': mediaType }),
  };
  return fetch(`${api}/api/v1${path}`, { method, headers, body, signal });
}

/** What may be sent again is; whatever else came is the answer. */
function judge(
  { status, headers }: Response,
  body: unknown,
  { attempt, request, log }: { attempt: number; request: Request; log: Log },
): Reply | Again {
  const code = codeOf(body);
  if (status === 503) return 'busy';
  if (status === 429) return 'too many';
  if (status === 409 && code === 'key-in-progress') return 'in progress';
  const reply = {
    status,
    body,
    replayed: headers.get('idempotency-replayed') === 'true',
    sent: attempt,
  };
  if (status < 500 && status !== 401) return reply;
  log.surprise(`${status} ${code} to ${request.method} ${bare(request.path)}`);
  return 'busy';
}

export function codeOf(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return '';
  return typeof body.code === 'string' ? body.code : '';
}

/** The path without ids: the same place is the same surprise. */
function bare(path: string): string {
  return path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}').replace(/\?.*/, '');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
