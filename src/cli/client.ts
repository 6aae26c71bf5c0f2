/**
 * Talking to the API: one request, its answer or a failure with the API's own problem.
 *
 * A request that changes something carries a key. When its outcome is not known (no answer, 503),
 * the failure says how to repeat the very same request, which then is done once.
 */
import { EXIT, exitOf, failure, type Problem } from './failure.ts';

const TIMEOUT_MS = 35_000;
const FILE_TIMEOUT_MS = 120_000;

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1, already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly json?: unknown;
  readonly bytes?: { readonly content: Uint8Array<ArrayBuffer>; readonly mediaType: string };
  /** Idempotency-Key. */
  readonly key?: string;
  /** If-Match. */
  readonly version?: number;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly bytes: Uint8Array | null;
  readonly headers: Headers;
}

export interface Client {
  readonly send: (request: Request) => Promise<Answer>;
  /** The body of a GET. */
  readonly read: (path: string, query?: Request['query']) => Promise<unknown>;
  /** An open answer of server-sent events. */
  readonly stream: (path: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
}

export interface Connection {
  readonly api: string;
  readonly token: () => Promise<string>;
  /** Anju-Role. */
  readonly role?: string;
}

export function createClient(connection: Connection): Client {
  const send = async (request: Request): Promise<Answer> => {
    const response = await reach(connection, request, { signal: timeout(request) });
    sayDemoDate(response);
    const bytes = new Uint8Array(await response.arrayBuffer().catch(lost(request)));
    const body = jsonIn(response, bytes);
    if (!response.ok) throw refused(request, response, body);
    return { status: response.status, body, bytes, headers: response.headers };
  };
  return {
    send,
    read: async (path, query) =>
      (await send({ method: 'GET', path, ...(query === undefined ? {} : { query }) })).body,
    stream: async (path, signal) => {
      const request: Request = { method: 'GET', path };
      const response = await reach(connection, request, { signal, accept: 'text/event-stream' });
      if (!response.ok || response.body === null) {
        const bytes = new Uint8Array(await response.arrayBuffer().catch(lost(request)));
        throw refused(request, response, jsonIn(response, bytes));
      }
      return response.body;
    },
  };
}

let saidDate: string | null = null;

/** A time demo's answers bear its date: told beside the answer, so that nobody takes it for today's. */
function sayDemoDate({ headers }: Response): void {
  const date = headers.get('anju-demo-date');
  if (date === null || date === saidDate) return;
  saidDate = date;
  process.stderr.write(`演示时间：${date}（演示环境，所办业务均无效力）\n`);
}

function timeout({ bytes }: Request): AbortSignal {
  return AbortSignal.timeout(bytes === undefined ? TIMEOUT_MS : FILE_TIMEOUT_MS);
}

async function reach(
  { api, token, role }: Connection,
  request: Request,
  options: { readonly signal: AbortSignal; readonly accept?: string },
): Promise<Response> {
  const { method, path, query = {}, json, bytes, key, version } = request;
  const url = new URL(`${api}/api/v1${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const headers = {
    authorization: `Bearer ${await token()}`,
    accept: options.accept ?? 'application/json, application/problem+json, */*;q=0.5',
    ...(role === undefined ? {} : { 'anju-role': role }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(version === undefined ? {} : { 'if-match': `"v${String(version)}"` }),
    ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    ...(bytes === undefined ? {} : { 'content-type': bytes.mediaType }),
  };
  const body = bytes?.content ?? (json === undefined ? null : JSON.stringify(json));
  return fetch(url, { method, headers, body, redirect: 'manual', signal: options.signal }).catch(
    lost(request),
  );
}

/** No answer: nobody knows whether it was done. */
function lost(request: Request): (cause: unknown) => never {
  return (cause) => {
    throw Object.assign(
      failure(EXIT.unavailable, {
        code: 'engine-unavailable',
        title: '没有收到接口的答复',
        detail: request.key === undefined ? '接口无法连接。' : '请求是否已经办理尚不清楚。',
        ...repeat(request),
      }),
      { cause },
    );
  };
}

function repeat({ key, version }: Request): { readonly repeat?: string } {
  if (key === undefined) return {};
  const same = version === undefined ? '' : ` --if-version ${String(version)}`;
  return { repeat: `--key ${key}${same}` };
}

function jsonIn(response: Response, bytes: Uint8Array): unknown {
  const type = response.headers.get('content-type') ?? '';
  if (!/json/.test(type)) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'code' in body;
}

function refused(request: Request, response: Response, body: unknown) {
  const { status } = response;
  const problem: Problem = isProblem(body)
    ? body
    : { code: 'unreadable-answer', title: `接口答复了 ${String(status)}，内容无法识别`, status };
  const exit = exitOf(status, problem.code);
  const unknownOutcome = exit === EXIT.unavailable || status >= 500;
  return failure(exit, { ...problem, ...(unknownOutcome ? repeat(request) : {}) });
}
