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
  /**
   * As `exchange`, for a body that is taken as it comes.
   *
   * @throws also what `take` throws
   */
  readonly download: <T>(wanted: Download<T>, key: string, signal: AbortSignal) => Promise<T>;
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

export interface Download<T> {
  /** Below the configured address; never personal data. */
  readonly path: string;
  readonly type: RegExp;
  /** Reads the body to its end. */
  readonly take: (body: AsyncIterable<Uint8Array>) => Promise<T>;
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

  const wire: Wire = { system, base, pool: () => pool };

  return {
    exchange: (sent, signal) => exchange(wire, sent, signal),
    download: (wanted, key, signal) => download(wire, wanted, { key, signal }),
    renew: () => {
      const old = pool;
      pool = open();
      // What is under way on them may end; a failure there is that call's own.
      old.close().catch(() => undefined);
    },
    close: () => pool.destroy(),
  };
}

interface Wire {
  readonly system: OutsideSystem;
  readonly base: URL;
  readonly pool: () => Pool;
}
type Body = Dispatcher.ResponseData['body'];
const JSON_TYPE = /^application\/json\s*(;|$)/i;

async function exchange(wire: Wire, sent: Sent, signal: AbortSignal): Promise<unknown> {
  const body = await send(wire, sent, { type: JSON_TYPE, signal });
  if (body === null) return sent.absent;
  try {
    return parse(wire.system, await body.arrayBuffer());
  } catch (error) {
    throw faultOf(wire.system, error, signal);
  }
}

async function download<T>(
  wire: Wire,
  { path, type, take }: Download<T>,
  { key, signal }: { readonly key: string; readonly signal: AbortSignal },
): Promise<T> {
  const body = await send(wire, { method: 'GET', path, key, status: 200 }, { type, signal });
  if (body === null) throw outsideFault(wire.system, 'wrong-shape');
  try {
    return await take(parts(wire.system, body, signal));
  } finally {
    body.destroy();
  }
}

/** Sends, and gives the body of an answer that may be read; null: what is absent. */
async function send(
  { system, base, pool }: Wire,
  sent: Sent,
  { type, signal }: { readonly type: RegExp; readonly signal: AbortSignal },
): Promise<Body | null> {
  const headers = headersOf(sent, type === JSON_TYPE ? 'application/json' : '*/*');
  try {
    const answer = await pool().request({
      method: sent.method,
      path: `${base.pathname.replace(/\/$/, '')}${sent.path}`,
      headers,
      ...(sent.body !== undefined && { body: JSON.stringify(sent.body) }),
      signal,
    });
    // Without a listener an answer that is given up would be an uncaught error.
    answer.body.on('error', () => undefined);
    const refusal = refusalOf(answer, sent, type);
    if (refusal === null) return answer.body;
    answer.body.destroy();
    if (refusal === 'absent') return null;
    throw outsideFault(system, refusal, answer.statusCode);
  } catch (error) {
    throw faultOf(system, error, signal);
  }
}

/** What fails while it is read is the transport's; what fails in the reader is the reader's own. */
async function* parts(
  system: OutsideSystem,
  body: Body,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const part of body) yield part as Uint8Array;
  } catch (error) {
    throw faultOf(system, error, signal);
  }
}

/** The transport's own error may quote what was received; it must not go on. */
function faultOf(system: OutsideSystem, error: unknown, signal: AbortSignal): Fault {
  if (error instanceof Fault) return error;
  return outsideFault(system, signal.aborted ? 'timed-out' : reasonOfTransport(error));
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

function headersOf({ body, key }: Sent, accept: string): Record<string, string> {
  if (key !== undefined && !KEY.test(key)) throw new RangeError('not an idempotency key');
  return {
    accept,
    'accept-encoding': 'identity',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(key !== undefined && { 'idempotency-key': key }),
  };
}

function refusalOf(
  { statusCode, headers }: Dispatcher.ResponseData,
  { status, absent }: Sent,
  wanted: RegExp,
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
  return plain && wanted.test(type) ? null : 'wrong-type';
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
