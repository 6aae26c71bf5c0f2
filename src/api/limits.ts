/** How many requests a client may send: per signed-in client, and per address for strangers. */
import { rateLimit, type RateLimitRequestHandler } from 'express-rate-limit';
import type { Request, RequestHandler, Response } from 'express';
import { Fault } from '../domain/fault.ts';
import type { Limits } from './deps.ts';
import { stateOf } from './state.ts';

const MINUTE_MS = 60_000;
/** A proxy that is not trusted is told of by app.ts, in the log's own form. */
const VALIDATE = { xForwardedForHeader: false };

function tooMany(): never {
  throw new Fault('too-many-requests', '请求次数超过每分钟的限额。');
}

/** After identification: counts by staff id, so that one office behind one address is no problem. */
export function clientLimiter({ perMinuteMax }: Limits): RateLimitRequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    validate: VALIDATE,
    limit: perMinuteMax,
    standardHeaders: 'draft-8',
    identifier: 'per-client',
    legacyHeaders: false,
    keyGenerator: (_request, response) => stateOf(response).staff ?? 'none',
    handler: tooMany,
  });
}

/**
 * Counts by address what could not be identified, and nothing else: whoever guesses is slowed
 * down, and the office behind the same address goes on working.
 */
export function strangerLimiter(limits: Limits): (tried: Tried) => Promise<void> {
  const limit = signInLimiter(limits);
  return ({ request, response }) =>
    new Promise((resolve, reject) => {
      const next = (error?: unknown): void => {
        if (error instanceof Error) reject(error);
        else resolve();
      };
      void limit(request, response, next);
    });
}

interface Tried {
  readonly request: Request;
  readonly response: Response;
}

/** Checking codes of documents: a person with a stack of papers, not a program that guesses. */
export function verifyLimiter(
  { verifyPerMinuteMax }: Limits,
  refuse: RequestHandler = tooMany,
): RateLimitRequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    validate: VALIDATE,
    limit: verifyPerMinuteMax,
    standardHeaders: false,
    legacyHeaders: false,
    handler: refuse,
  });
}

/** The sign-in pages: every request counts. */
export function signInLimiter({ anonymousPerMinuteMax }: Limits): RateLimitRequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    validate: VALIDATE,
    limit: anonymousPerMinuteMax,
    standardHeaders: false,
    legacyHeaders: false,
    handler: tooMany,
  });
}
