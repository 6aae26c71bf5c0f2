/** How a simulated system takes a request: parse, draw a fault, book the answer, send it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Request, type Response } from 'express';
import { type z } from 'zod';
import { type Answers, type Arrival } from './answers.ts';
import { type Fault, type Faults } from './faults.ts';
import { type FaultKind, type System } from './inputs.ts';
import { isHeard, misbehave } from './misbehave.ts';

export interface Service<Query> {
  readonly system: System;
  readonly query: z.ZodType<Query>;
  readonly requestIdOf: (query: Query) => string;
  /** Document numbers or addresses it is about: faults may be switched on for one of them. */
  readonly about: (query: Query) => readonly string[];
  /** The same for people to read. */
  readonly masked: (query: Query) => string;
  /** The answer as the fault leaves it; only a final one is booked, and repeated later. */
  readonly answer: (query: Query, kind: FaultKind | null) => Promise<Reply>;
  /** What happens besides the answer; repeated with it, so it must be able to happen again. */
  readonly effect?: (query: Query) => Promise<void>;
  readonly status: number;
}

interface Reply {
  readonly body: object;
  readonly final: boolean;
}

export interface Desk {
  readonly answers: Answers;
  readonly faults: Faults;
  readonly stop: AbortSignal;
}

export function serve<Query>(service: Service<Query>, desk: Desk) {
  return async (request: Request, response: Response): Promise<void> => {
    const parsed = service.query.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ code: 'E0400', fields: parsed.error.issues.map(pathOf) });
      return;
    }
    const query = parsed.data;
    const fault = await desk.faults.draw(service.system, service.about(query));
    const arrival: Arrival = {
      id: randomUUID(),
      system: service.system,
      requestId: service.requestIdOf(query),
      about: service.masked(query),
      fault: fault?.kind ?? null,
    };
    if (fault) await desk.answers.arrive(arrival);
    // Slow is slow to act; late acts at once and is slow to say so.
    if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { signal: desk.stop });
    await reply(service, desk, { query, arrival, fault, response });
  };
}

interface Exchange<Query> {
  readonly query: Query;
  readonly arrival: Arrival;
  readonly fault: Fault | null;
  readonly response: Response;
}

async function reply<Query>(
  service: Service<Query>,
  { answers, stop }: Desk,
  { query, arrival, fault, response }: Exchange<Query>,
): Promise<void> {
  const { status } = service;
  const { body, final } = await service.answer(query, fault?.kind ?? null);
  if (!final) {
    await answers.arrive(arrival, { status, answer: body });
    response.status(status).json(body);
    return;
  }
  if (fault && !isHeard(fault.kind)) {
    await misbehave({ fault, response, status, answer: {}, stop });
    return;
  }
  const requestId = service.requestIdOf(query);
  const booked = await answers.book({ ...arrival, requestId, query, answer: body, status });
  if (!booked.same) {
    response.status(409).json({ code: 'E0409', message: '同一请求编号已用于不同内容' });
    return;
  }
  await service.effect?.(query);
  const stored = booked.answer as object; // a row that book() has just written or found
  if (fault) await misbehave({ fault, response, status, answer: stored, stop });
  else response.status(status).json(stored);
}

export function pathOf(issue: z.core.$ZodIssue): string {
  return `/${issue.path.map(String).join('/')}`;
}
