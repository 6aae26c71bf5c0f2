/**
 * Live screens: server-sent events of one case, or of the tasks one may see.
 *
 * An event carries ids and versions only; the screen reads again what it may see. The caller's
 * right is looked at again at every heartbeat and before events, at most every few seconds: taken
 * away, the stream ends.
 */
import type { Request, Response } from 'express';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { rowOf } from './authorization.ts';
import { loadCaller, reaches, type Caller, type Grant } from './caller.ts';
import { caseFor } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import type { News } from './feed.ts';
import { operation, type Answer, type Context } from './operation.ts';
import { presenceIn, type Presence } from './presence.ts';
import { findCase } from './queries/cases.ts';
import { caseParams } from './schemas/terms.ts';
import { isChannel } from './show-case.ts';

const RECHECK_MS = 3_000;

const stream = {
  method: 'get',
  tag: 'Live',
  answers: {
    200: {
      description: 'Events until either side ends it; `id` is what Last-Event-ID takes',
      mediaTypes: ['text/event-stream'],
    },
  },
} as const;

export const streamCase = operation({
  ...stream,
  id: 'streamCase',
  path: '/cases/{id}/stream',
  summary: 'Changes of one case',
  params: caseParams,
  handle: async (call, deps) => {
    const { id } = call.params;
    const row = await caseFor(call, deps, id);
    const seen = Number(call.request.get('last-event-id') ?? '-1');
    return open(call, deps, {
      operationId: 'streamCase',
      first: row.version === seen ? null : caseEvent(id, row.version),
      presence: () => presenceIn(call, deps, row),
      pick: async (news, { caller, grants }) => {
        if (news.kind === 'presence') {
          return news.case === id && !isChannel({ caller }) ? presenceEvent(id) : null;
        }
        if (news.kind === 'task') return news.case === id ? tasksOfCase(id) : null;
        if (news.kind === 'case' && news.id !== id) return null;
        if (news.kind === 'end') return null;
        const now = await findCase(deps.pool, caller, grants, id);
        if (!now) throw new Fault('not-found', '该业务已不在您的办理范围内。');
        return caseEvent(id, now.version);
      },
    });
  },
});

function caseEvent(id: string, version: number): StreamEvent {
  return { id: String(version), event: 'case', data: { id, version } };
}

function presenceEvent(caseId: string): StreamEvent {
  return { event: 'presence', data: { case: caseId } };
}

function tasksOfCase(caseId: string): StreamEvent {
  return { event: 'tasks', data: { case: caseId } };
}

export const streamTasks = operation({
  ...stream,
  id: 'streamTasks',
  path: '/tasks/stream',
  summary: 'Changes of the tasks one may see',
  handle: (call, deps) =>
    Promise.resolve(
      open(call, deps, {
        operationId: 'streamTasks',
        // What was missed is not kept: the list is read again.
        first: { event: 'reload', data: {} },
        pick: (news, { grants }) => Promise.resolve(taskEvent(news, grants)),
      }),
    ),
});

function taskEvent(news: News, grants: readonly Grant[]): StreamEvent | null {
  if (news.kind === 'gap') return { event: 'reload', data: {} };
  if (news.kind !== 'task') return null;
  const { id, case: caseId, center, branch, role } = news;
  const mine = grants.some((grant) => reaches(grant, { center, branch: branch ?? grant.branch }));
  return mine ? { event: 'task', data: { id, case: caseId, role } } : null;
}

interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  readonly data: object;
}

interface Right {
  readonly caller: Caller;
  readonly grants: readonly Grant[];
}

interface Plan {
  readonly operationId: string;
  readonly first: StreamEvent | null;
  /** Whoever follows it is here, for the others to see. */
  readonly presence?: () => Presence | null;
  /** The event for some news, or null. Throws when the stream must end. */
  readonly pick: (news: News, right: Right) => Promise<StreamEvent | null>;
}

const openStreams = new Map<string, number>();

/** @throws Fault 'too-many-requests' for more streams than one client needs */
function open(context: Context, deps: ApiDeps, plan: Plan): Answer {
  const { id } = context.caller;
  // Asked for its headers only: there is nothing to follow.
  if (context.request.method === 'HEAD') return { status: 200 };
  const count = openStreams.get(id) ?? 0;
  if (count >= deps.limits.streamsMax) {
    throw new Fault('too-many-requests', '同时打开的实时连接过多。');
  }
  return {
    status: 200,
    stream: (response) => {
      openStreams.set(id, (openStreams.get(id) ?? 0) + 1);
      deps.metrics.streamOpened();
      response.once('close', () => {
        const left = (openStreams.get(id) ?? 1) - 1;
        if (left > 0) openStreams.set(id, left);
        else openStreams.delete(id);
        deps.metrics.streamClosed();
      });
      run(context, deps, plan, response);
    },
  };
}

function run(context: Context, deps: ApiDeps, plan: Plan, response: Response): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.write('retry: 2000\n\n');
  if (plan.first) write(response, plan.first);
  const right = createRight(context, deps, plan.operationId);
  let queue = Promise.resolve();
  const next = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch(() => {
      response.end();
    });
  };
  const presence = plan.presence?.() ?? null;
  next(async () => presence?.beat());
  const stop = deps.feed.subscribe((news) => {
    if (news.kind === 'end') {
      response.end();
      return;
    }
    next(async () => {
      const event = await plan.pick(news, await right());
      if (event) write(response, event);
    });
  });
  const heartbeat = setInterval(() => {
    next(async () => {
      await right();
      await presence?.beat();
      response.write(': still here\n\n');
    });
  }, deps.limits.heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    stop();
    presence?.leave();
  });
}

/** The caller's grants, read again when they are older than a few seconds. */
function createRight(context: Context, deps: ApiDeps, operationId: string): () => Promise<Right> {
  const { request, actingRole } = context;
  let known: Right = { caller: context.caller, grants: context.grants };
  let readAt = performance.now();
  return async () => {
    if (performance.now() - readAt < RECHECK_MS) return known;
    known = await rightNow(request, deps, { operationId, actingRole });
    readAt = performance.now();
    return known;
  };
}

async function rightNow(
  request: Request,
  deps: ApiDeps,
  { operationId, actingRole }: { operationId: string; actingRole: Context['actingRole'] },
): Promise<Right> {
  const proof = await deps.signIn.authenticate(request);
  const caller = await loadCaller(deps.pool, proof, { today: dateAt(deps.now()) });
  const { roles } = rowOf(operationId);
  const grants = caller.grants.filter(
    ({ role }) => roles.includes(role) && (actingRole === null || role === actingRole),
  );
  if (grants.length === 0) throw new Fault('not-authorized', '您的权限已经变更。');
  return { caller, grants };
}

function write(response: Response, { id, event, data }: StreamEvent): void {
  const head = id === undefined ? '' : `id: ${id}\n`;
  response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
