/**
 * One HTTP exchange with one outside system: a request out, a bounded JSON answer in.
 *
 * Trusts nothing: only the configured origin is spoken to, redirects are not followed, compressed
 * answers are not unpacked, and reading stops at the limit however long the answer goes on.
 */
import { Pool, type Dispatcher } from 'undici';
import { Fault } from '../../src/domain/fault.ts';
import { type OutsideSystem, outsideFault, type Reason } from './failure.ts';

export interface Line {
  /** @throws Fault with the reason; the signal's end counts as 'timed-out' */
  readonly exchange: (sent: Sent, signal: AbortSignal) => Promise<unknown>;
  /** Gives up the present connections: one of them may be an answer ahead of its questions. */
  readonly renew: () => void;
  readonly close: () => Promise<void>;
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  /** Below the configured address; never personal data. */
  readonly path: string;
  readonly body?: unknown;
  readonly key?: string;
  /** The status of an answer; every other one is a fault. */
  readonly status: number;
  /** What a 404 stands for, where it is an answer. */
  readonly absent?: unknown;
}

export interface LineOptions {
  readonly system: OutsideSystem;
  /** http(s) address under which the system's paths lie, without credentials or query. */
  readonly url: string;
  readonly connections: number;
  readonly connectTimeoutMs: number;
  /** Longest wait for the head of an answer, and between two parts of its body. */
  readonly silenceTimeoutMs: number;
  readonly answerBytesMax: number;
}

/** @throws RangeError when the address is not one of a plain http(s) service */
export function openLine(options: LineOptions): Line {
  const { system } = options;
  const base = baseOf(options.url);
  const open = () =>
    new Pool(base.origin, {
      connections: options.connections,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: options.silenceTimeoutMs,
      bodyTimeout: options.silenceTimeoutMs,
      maxResponseSize: options.answerBytesMax,
    });
  let pool = open();

  async function exchange(sent: Sent, signal: AbortSignal): Promise<unknown> {
    const headers = headersOf(sent);
    try {
      const answer = await pool.request({
        method: sent.method,
        path: `${base.pathname.replace(/\/$/, '')}${sent.path}`,
        headers,
        ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
        signal,
      });
      // Without a listener an answer that is given up would be an uncaught error.
      answer.body.on('error', () => undefined);
      const refusal = refusalOf(answer, sent);
      if (refusal !== null) {
        answer.body.destroy();
        if (refusal === 'absent') return sent.absent;
        throw outsideFault(system, refusal, answer.statusCode);
      }
      return parse(system, await answer.body.arrayBuffer());
    } catch (error) {
      if (error instanceof Fault) throw error;
      // The transport's own error may quote what was received; it must not go on.
      throw outsideFault(system, signal.aborted ? 'timed-out' : reasonOfTransport(error));
    }
  }

  return {
    exchange,
    renew: () => {
      const old = pool;
      pool = open();
      // What is under way on them may end; a failure there is that call's own.
      old.close().catch(() => undefined);
    },
    close: () => pool.destroy(),
  };
}

function baseOf(url: string): URL {
  const base = new URL(url);
  const plain = base.username === '' && base.password === '' && base.search === '';
  if (!/^https?:$/.test(base.protocol) || !plain) {
    throw new RangeError('not a plain http(s) address');
  }
  return base;
}

/** Header values are visible ASCII; a key that is not would be a bug of the caller. */
const KEY = /^[\x21-\x7e]{1,200}$/;

function headersOf({ body, key }: Sent): Record<string, string> {
  if (key !== undefined && !KEY.test(key)) throw new RangeError('not an idempotency key');
  return {
    accept: 'application/json',
    'accept-encoding': 'identity',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
}

function refusalOf(
  { statusCode, headers }: Dispatcher.ResponseData,
  { status, absent }: Sent,
): Reason | 'absent' | null {
  if (statusCode === 404 && absent !== undefined) return 'absent';
  if (statusCode === 409) return 'key-conflict';
  if (statusCode === 429) return 'busy';
  if (statusCode >= 500 || statusCode === 408 || statusCode === 425) return 'server-error';
  if (statusCode >= 400) return 'request-refused';
  if (statusCode >= 300) return 'redirected';
  if (statusCode !== status) return 'wrong-shape';
  const type = String(headers['content-type'] ?? '');
  const plain = (headers['content-encoding'] ?? 'identity') === 'identity';
  return plain && /^application\/json\s*(;|$)/i.test(type) ? null : 'wrong-type';
}

/** The transport ends reading, and the connection, at the limit. */
function parse(system: OutsideSystem, bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    // The parser's own message quotes the text; it must not go on.
    throw outsideFault(system, 'not-json');
  }
}

const TRANSPORT: Readonly<Record<string, Reason>> = {
  UND_ERR_CONNECT_TIMEOUT: 'timed-out',
  UND_ERR_HEADERS_TIMEOUT: 'timed-out',
  UND_ERR_BODY_TIMEOUT: 'timed-out',
  UND_ERR_SOCKET: 'cut-off',
  UND_ERR_ABORTED: 'cut-off',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut-off',
  ECONNRESET: 'cut-off',
  EPIPE: 'cut-off',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
};

function reasonOfTransport(error: unknown): Reason {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.name === 'HTTPParserError') return 'not-http';
  return ('code' in error && TRANSPORT[String(error.code)]) || 'unreachable';
}
