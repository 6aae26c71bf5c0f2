/** The public API as the console uses it: typed by the OpenAPI document, problems as errors. */
import createClient from 'openapi-fetch';
import { sayUnattended } from './attended.ts';
import type { components, paths } from './schema.ts';

export const api = createClient<paths>({ baseUrl: '/' });
api.use(sayUnattended);

/** What answers are made of, by the names of the OpenAPI document. */
export type Schemas = components['schemas'];
/** RFC 9457, with the server's codes and ours for an answer that never came. */
export interface Problem extends Pick<
  Schemas['Problem'],
  | 'type'
  | 'title'
  | 'status'
  | 'detail'
  | 'remedy'
  | 'clause'
  | 'earliestDate'
  | 'errors'
  | 'traceId'
> {
  readonly code: string;
}

export interface ProblemError extends Error {
  readonly problem: Problem;
}

interface Result<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** Told of every 401: somebody's session ended while the page was open. */
let onSignedOut: () => void = () => undefined;

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/**
 * The content of an answer.
 *
 * @throws ProblemError with the server's own words, or with ours when nothing came
 */
export async function read<T>(asked: Promise<Result<T>>): Promise<T> {
  const result = await asked.catch(() => null);
  if (result === null) throw problemError(NO_ANSWER);
  const { data, error, response } = result;
  if (response.ok) return data as T;
  if (response.status === 401) onSignedOut();
  throw problemError(isProblem(error) ? error : unreadable(response));
}

/** Headers of a change: one key for one intended change, and the version that was read. */
export function changing(key: string): { readonly 'Idempotency-Key': string };
export function changing(
  key: string,
  version: number,
): { readonly 'Idempotency-Key': string; readonly 'If-Match': string };
export function changing(key: string, version?: number) {
  return {
    'Idempotency-Key': key,
    ...(version === undefined ? {} : { 'If-Match': `"v${version}"` }),
  };
}

/** A key for a change that is about to be offered: made when the form opens, not when it is sent. */
export function newKey(): string {
  return crypto.randomUUID();
}

export function problemOf(error: unknown): Problem {
  if (error instanceof Error && 'problem' in error && isProblem(error.problem)) {
    return error.problem;
  }
  return { ...NO_ANSWER, title: '页面出现错误', code: 'internal', remedy: '请刷新页面后重试。' };
}

/** Whether the very same request, sent again under the same key, may still succeed. */
export function mayRepeat({ status, code }: Problem): boolean {
  return status === 0 || status === 503 || code === 'key-in-progress' || status === 429;
}

function problemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.title), { problem });
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'title' in value && 'status' in value;
}

const NO_ANSWER: Problem = {
  type: 'about:blank',
  title: '没有收到服务器的回应',
  status: 0,
  code: 'no-answer',
  remedy: '网络或服务可能暂时中断。再次提交不会重复办理。',
  traceId: '',
};

function unreadable({ status, headers }: Response): Problem {
  return {
    ...NO_ANSWER,
    title: '服务器的回应无法识别',
    status,
    code: 'internal',
    remedy: '请稍后重试；仍然如此请联系运维人员。',
    traceId: headers.get('x-request-id') ?? '',
  };
}
