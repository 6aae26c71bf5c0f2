/**
 * JSON logs, one line per request: method, route, status, duration, request id, staff id.
 *
 * Never a body, a query value, a header or a concrete path: what a person typed may be in them.
 */
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pino, type Logger } from 'pino';
import type { Metrics } from './metrics.ts';
import { stateOf } from './state.ts';

export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * Gives every request its id: a well-formed `X-Request-Id` of a program in front is kept, unless
 * it has 9 digits in a row, which could be somebody's number.
 */
export function requestLog(log: Logger, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const given = request.get('x-request-id');
    const usable = given !== undefined && REQUEST_ID.test(given) && !/\d{9}/.test(given);
    const state = stateOf(response);
    state.requestId = usable ? given : randomUUID();
    response.set('X-Request-Id', state.requestId);
    const begun = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const operation = state.operation ?? 'none';
      metrics.observeRequest(operation, response.statusCode, seconds);
      log.info({
        event: 'request',
        requestId: state.requestId,
        method: request.method,
        operation,
        status: response.statusCode,
        code: state.problem,
        staff: state.staff,
        ms: Math.round(seconds * 1000),
        aborted: response.writableFinished ? undefined : true,
      });
    });
    next();
  };
}
