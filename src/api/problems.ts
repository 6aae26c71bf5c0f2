/**
 * Errors as RFC 9457 problems, from the one table of faults. What is not a fault is a bug: it is
 * logged with its stack and answered with a trace id and nothing else.
 */
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { databaseFault, refusalFault } from '../db/database-fault.ts';
import { FAULTS, Fault, type FaultCode } from '../domain/fault.ts';
import { CLAUSE_OF, INTERNAL_TITLE, REMEDIES } from './problem-texts.ts';
import { stateOf } from './state.ts';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly remedy: string;
  /** The clause it rests on, by its key; among the members beside `errors` and `earliestDate`. */
  readonly clause?: string;
  readonly traceId: string;
}

export function problemOf(error: unknown, traceId: string): Problem {
  const fault = faultOf(error);
  if (!fault) {
    return {
      type: '/problems/internal',
      title: INTERNAL_TITLE,
      status: 500,
      code: 'internal',
      remedy: REMEDIES.internal,
      traceId,
    };
  }
  const { status, title } = FAULTS[fault.code];
  const clause = CLAUSE_OF[fault.code];
  return {
    type: `/problems/${fault.code}`,
    title,
    status,
    code: fault.code,
    detail: fault.message,
    remedy: REMEDIES[fault.code],
    ...(clause === undefined ? {} : { clause }),
    ...fault.members,
    traceId,
  };
}

export function problems(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const { requestId } = stateOf(response);
    const problem = problemOf(error, requestId);
    if (problem.status === 500) {
      log.error({ event: 'bug', requestId, operation: stateOf(response).operation, ...bug(error) });
    }
    sendProblem(response, problem);
  };
}

function sendProblem(response: Response, problem: Problem): void {
  stateOf(response).problem = problem.code;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="anju"');
  const retryAfter = RETRY_AFTER_S[problem.code];
  if (retryAfter !== undefined && !response.get('Retry-After')) {
    response.set('Retry-After', String(retryAfter));
  }
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem));
}

const RETRY_AFTER_S: Readonly<Record<string, number>> = {
  'key-in-progress': 1,
  'too-many-requests': 30,
  'engine-unavailable': 3,
  'database-unavailable': 3,
  'outside-system-unavailable': 30,
  'outside-answer-unusable': 30,
};

/** Stack frames help; messages of strangers' errors may quote input, so only their kind is kept. */
export function bug(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? error.code : undefined;
  return { kind: error.name, sqlState: code, at: frames.slice(0, 8).map((line) => line.trim()) };
}

/** Our own faults, and the few errors of libraries that mean one of them. */
export function faultOf(error: unknown): Fault | null {
  if (error instanceof Fault) return error;
  if (!(error instanceof Error)) return null;
  const known = bodyFault(error);
  if (known) return new Fault(known.code, known.detail, { cause: error });
  return refusalFault(error) ?? databaseFault(error);
}

interface Known {
  readonly code: FaultCode;
  readonly detail: string;
}

const BODY_FAULTS: Readonly<Record<string, Known>> = {
  'entity.too.large': { code: 'too-large', detail: '提交内容超过允许的大小。' },
  'entity.parse.failed': { code: 'request-unreadable', detail: '请求内容不是有效的 JSON。' },
  'entity.verify.failed': {
    code: 'request-unreadable',
    detail: '请求内容嵌套层数过多，或含有空字符。',
  },
  'encoding.unsupported': { code: 'media-type-refused', detail: '不接受压缩过的请求内容。' },
  'charset.unsupported': { code: 'media-type-refused', detail: '请求内容须为 UTF-8 编码。' },
  'request.aborted': { code: 'request-unreadable', detail: '请求未发送完整。' },
  'request.size.invalid': { code: 'request-unreadable', detail: '请求长度与声明不符。' },
};

function bodyFault(error: Error): Known | null {
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  if (BODY_FAULTS[type]) return BODY_FAULTS[type];
  if (error instanceof URIError || ('status' in error && error.status === 400)) {
    return { code: 'request-unreadable', detail: '请求地址或内容无法识别。' };
  }
  return null;
}
