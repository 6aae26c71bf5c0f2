/**
 * How the bank takes a request: parse, draw a fault, do it, answer.
 *
 * Unlike a register the bank keeps under a request id only what must not happen twice by itself;
 * instructions carry a key each, and a question is answered anew every time.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type Request, type RequestHandler, type Response } from 'express';
import { type z } from 'zod';
import { contentHash } from '../answers.ts';
import { type Ask } from '../database.ts';
import { type FaultKind, isGeneralFault } from '../inputs.ts';
import { isHeard, misbehave } from '../misbehave.ts';
import { pathOf, type Desk } from '../service.ts';
import { alone, type BankDesk } from './desk.ts';

export interface BankRoute<Query extends { readonly requestId: string }> {
  readonly query: z.ZodType<Query>;
  /** Card numbers it is about: faults may be switched on for one of them. */
  readonly about: (query: Query) => readonly string[];
  /** The same for people to read. */
  readonly masked: (query: Query) => string;
  /** Faults of its own, which `act` makes come true. */
  readonly kinds?: readonly FaultKind[];
  /** Null: a key stands for another content. */
  readonly act: (query: Query, fault: FaultKind | null) => Promise<object | null>;
}

export function serveBank<Query extends { readonly requestId: string }>(
  route: BankRoute<Query>,
  { answers, faults, stop }: Desk,
): RequestHandler {
  const strikes = (kind: FaultKind) => isGeneralFault(kind) || route.kinds?.includes(kind) === true;
  return async (request: Request, response: Response): Promise<void> => {
    const parsed = route.query.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ code: 'E0400', fields: parsed.error.issues.map(pathOf) });
      return;
    }
    const query = parsed.data;
    const fault = await faults.draw('bank', route.about(query), strikes);
    const arrival = {
      id: randomUUID(),
      system: 'bank',
      requestId: query.requestId,
      about: route.masked(query),
      fault: fault?.kind ?? null,
    };
    await answers.arrive(arrival);
    if (fault?.kind === 'slow') await delay(fault.delayMs, undefined, { signal: stop });
    if (fault && !isHeard(fault.kind)) {
      await misbehave({ fault, response, status: 200, answer: {}, stop });
      return;
    }
    const answer = await route.act(query, fault?.kind ?? null);
    await answers.arrive(arrival, { status: answer ? 200 : 409, answer: briefly(answer) });
    if (!answer) response.status(409).json({ code: 'E0409', message: '同一编号已用于不同内容' });
    else if (fault) await misbehave({ fault, response, status: 200, answer, stop });
    else response.json(answer);
  };
}

/** A page of a thousand is no reading for people. */
function briefly(answer: object | null): unknown {
  if (!answer || !('items' in answer) || !Array.isArray(answer.items)) return answer;
  return answer.items.length <= 3 ? answer : { ...answer, items: `${answer.items.length}项` };
}

/** Does what a request asks once per request id, and repeats the answer; null for another content. */
export function once(
  { database }: BankDesk,
  query: { readonly requestId: string },
  act: (ask: Ask) => Promise<object>,
): Promise<object | null> {
  const key = ['bank', query.requestId];
  const hash = contentHash(query);
  return alone(database, async (ask) => {
    const [known] = await ask(
      `update sim.answered set times_asked = times_asked + (content_hash = $3)::integer
       where system = $1 and request_id = $2 returning answer, content_hash = $3 as same`,
      [...key, hash],
      'bank answered',
    );
    if (known) return known['same'] === true ? (known['answer'] as object) : null;
    const answer = await act(ask);
    await ask(
      `insert into sim.answered (system, request_id, content_hash, answer)
       values ($1, $2, $3, $4::text::json)`,
      [...key, hash, JSON.stringify(answer)],
      'bank answer',
    );
    return answer;
  });
}
