/** Callers of the API in tests: a browser with a session, or a program with a token. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Contract } from './contract.ts';
import type { Told } from './told.ts';

export interface Sent {
  readonly body?: unknown;
  readonly raw?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
  readonly version?: number | null;
}

export interface Api {
  get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Told>;
  post: (path: string, sent?: Sent) => Promise<Told>;
  put: (path: string, sent?: Sent) => Promise<Told>;
  delete: (path: string, sent?: Sent) => Promise<Told>;
  send: (method: string, path: string, sent?: Sent) => Promise<Told>;
}

/** @param headers Authorization, or Cookie and Origin */
export function apiClient(
  base: string,
  headers: () => Readonly<Record<string, string>>,
  contract: Contract,
  log: readonly string[] = [],
): Api {
  const send = async (method: string, path: string, sent: Sent = {}): Promise<Told> => {
    const { body, raw, key = randomUUID(), version = null } = sent;
    const changes = method !== 'GET';
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...headers(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(changes && key !== null ? { 'idempotency-key': key } : {}),
        ...(version === null ? {} : { 'if-match': `"v${version}"` }),
        ...sent.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: typeof raw === 'string' ? raw : Buffer.from(raw) }),
    });
    const text = await response.text();
    const told = toldOf(response, text);
    const problem = contract.check(method, path, told);
    expect(told.status === 500 ? log.findLast((line) => line.includes('"bug"')) : null).toBeNull();
    expect(problem, `${method} ${path} → ${told.status}: ${text.slice(0, 500)}`).toBeNull();
    return told;
  };
  return {
    send,
    get: (path, more) => send('GET', path, more ? { headers: more } : {}),
    post: (path, sent) => send('POST', path, sent),
    put: (path, sent) => send('PUT', path, sent),
    delete: (path, sent) => send('DELETE', path, sent),
  };
}

function toldOf(response: Response, text: string): Told {
  const json = /json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = json ? JSON.parse(text) : null;
  const at = (path: string): unknown =>
    path
      .split('.')
      .reduce<unknown>(
        (inner, step) =>
          typeof inner === 'object' && inner !== null
            ? (inner as Record<string, unknown>)[step]
            : undefined,
        body,
      );
  const of = <T>(path: string, fits: (value: unknown) => value is T): T => {
    const value = at(path);
    if (fits(value)) return value;
    throw new Error(`the answer has no such value at ${path}: ${text.slice(0, 300)}`);
  };
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    at,
    string: (path) => of(path, (value): value is string => typeof value === 'string'),
    number: (path) => of(path, (value): value is number => typeof value === 'number'),
    list: (path) =>
      of(path, (value): value is readonly Record<string, unknown>[] => Array.isArray(value)),
  };
}
