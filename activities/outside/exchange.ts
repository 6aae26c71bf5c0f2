/**
 * One HTTP exchange with one outside system: a request out, a bounded JSON answer in.
 *
 * Trusts nothing: only the configured origin is spoken to, redirects are not followed, compressed
 * answers are not unpacked, and reading stops at the limit however long the answer goes on.
 */
import { Pool, type Dispatcher } from 'undici';
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
  const { system, answerBytesMax } = options;
  const base = baseOf(options.url);
  const open = () =>
    new Pool(base.origin, {
      connections: options.connections,
      pipelining: 1,
      allowH2: false,
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: options.silenceTimeoutMs,
      bodyTimeout: options.silenceTimeoutMs,
      maxResponseSize: answerBytesMax,
    });
  let pool = open();

  async function exchange(sent: Sent, signal: AbortSignal): Promise<unknown> {
    try {
      const answer = await pool.request({
        method: sent.method,
        path: `${base.pathname.replace(/\/$/, '')}${sent.path}`,
        headers: headersOf(sent),
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
      return await read(system, answer.body, answerBytesMax);
    } catch (error) {
      const reason = signal.aborted ? 'timed-out' : reasonOfTransport(error);
      throw reason === null ? error : outsideFault(system, reason);
    }
  }

  return {
    exchange,
    renew: () => {
      const old = pool;
      pool = open();
      void old.close();
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

async function read(
  system: OutsideSystem,
  body: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the stream, and with it the connection.
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > bytesMax) throw outsideFault(system, 'too-large');
    parts.push(part);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
    return JSON.parse(text) as unknown;
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

/** Null for what is no failure of the line, such as our own faults and bugs. */
function reasonOfTransport(error: unknown): Reason | null {
  if (!(error instanceof Error)) return null;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (error.name === 'Fault' || typeof code !== 'string') return null;
  if (code.startsWith('HPE_')) return 'not-http';
  return TRANSPORT[code] ?? 'unreachable';
}
