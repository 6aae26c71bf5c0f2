/**
 * From declarations to Express: authenticate, authorize, limit, read, check, answer once.
 *
 * The order matters: nobody's body is read before it is known who sends it.
 */
import { Router, type Request, type RequestHandler, type Response } from 'express';
import { ROLES, type Role } from '../cases/case.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { rowOf } from './authorization.ts';
import { jsonBody, rawBody } from './body.ts';
import { loadCaller, type Caller, type Grant } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { etag } from './etag.ts';
import { once, sha256 } from './idempotency.ts';
import { clientLimiter, strangerLimiter } from './limits.ts';
import type { Answer, Method, Operation, RawContext } from './operation.ts';
import { stateOf } from './state.ts';

interface Signed {
  caller: Caller;
  grants: readonly Grant[];
  actingRole: Role | null;
}

/** The routes below /api/v1. */
export function apiRouter(operations: readonly Operation[], deps: ApiDeps): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const limiter = clientLimiter(deps.limits);
  const strangers = strangerLimiter(deps.limits);
  const json = jsonBody(deps.limits);
  for (const [path, ofPath] of byPath(operations)) {
    for (const operation of ofPath) {
      router[operation.method](
        expressPath(path),
        identify(operation, deps, strangers),
        limiter,
        bodyReader(operation, deps, json),
        answering(operation, deps),
      );
    }
    router.all(expressPath(path), notThisMethod(ofPath.map(({ method }) => method)));
  }
  return router;
}

type Strangers = ReturnType<typeof strangerLimiter>;

function identify({ id }: Operation, deps: ApiDeps, strangers: Strangers): RequestHandler {
  const { roles, scope } = rowOf(id);
  return async (request, response, next) => {
    const state = stateOf(response);
    state.operation = id;
    if (request.originalUrl.includes('%00')) {
      throw new Fault('request-unreadable', '请求地址中含有空字符。');
    }
    const caller = await callerOf(request, deps, scope).catch(async (error: unknown) => {
      if (isStranger(error)) await strangers({ request, response });
      throw error;
    });
    state.staff = caller.id;
    const actingRole = roleIn(request.get('anju-role'));
    const grants = caller.grants.filter(
      ({ role }) => roles.includes(role) && (actingRole === null || role === actingRole),
    );
    deps.trail.seen(caller, state.requestId);
    if (grants.length === 0) {
      deps.trail.refused(caller, id, state.requestId);
      throw new Fault('not-authorized', '您的岗位不能办理该事项，或没有在所选岗位上的授权。');
    }
    (response.locals as { signed?: Signed }).signed = { caller, grants, actingRole };
    next();
  };
}

async function callerOf(request: Request, deps: ApiDeps, scope?: string): Promise<Caller> {
  const proof = await deps.signIn.authenticate(request);
  const today = dateAt(deps.now());
  return loadCaller(deps.pool, proof, { today, ...(scope !== undefined && { scope }) });
}

function isStranger(error: unknown): boolean {
  return error instanceof Fault && error.code === 'not-signed-in';
}

/** @throws Fault 'not-authorized' for a word that is no role */
function roleIn(text: string | undefined): Role | null {
  if (text === undefined) return null;
  const role = ROLES.find((known) => known === text);
  if (!role) throw new Fault('not-authorized', 'Anju-Role 中的岗位不存在。');
  return role;
}

function bodyReader(
  operation: Operation,
  { limits }: ApiDeps,
  json: RequestHandler,
): RequestHandler {
  const { raw } = operation;
  if (raw) return rawBody(raw.limit === 'csv' ? limits.csvBytesMax : limits.fileBytesMax);
  if (operation.body ?? operation.documentedBody) return json;
  return (_request, _response, next) => {
    next();
  };
}

function answering(operation: Operation, deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const context = contextOf(request, response, deps);
    const prepared = operation.prepare(context);
    const answer = operation.keyed
      ? await once(
          {
            pool: deps.pool,
            key: deps.secrets.session,
            runningMs: deps.limits.keyRunningMs,
          },
          {
            caller: context.caller.id,
            key: prepared.key,
            requestHash: requestHash(operation, request),
          },
          (again) => prepared.run(deps, again),
        )
      : await prepared.run(deps, false);
    send(response, answer);
  };
}

function contextOf(request: Request, response: Response, deps: ApiDeps): RawContext {
  const { signed } = response.locals as { signed?: Signed };
  if (!signed) throw new Error('the request was not identified');
  const { requestId } = stateOf(response);
  const log = deps.log.child({ requestId, staff: signed.caller.id });
  return { ...signed, origin: requestId, log, request };
}

/** The same request is the same route, the same things, the same content and the same version. */
function requestHash({ id }: Operation, request: Request): string {
  const body: unknown = request.body;
  const content = Buffer.isBuffer(body) ? sha256(body) : body;
  return sha256(
    JSON.stringify([
      id,
      request.params,
      request.query,
      content ?? null,
      request.get('content-type') ?? null,
      request.get('if-match') ?? null,
      request.get('anju-role') ?? null,
    ]),
  );
}

function send(response: Response, answer: Answer): void {
  response.set('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.set(name, value);
  if (answer.version !== undefined) response.set('ETag', etag(answer.version));
  if (answer.location !== undefined) response.set('Location', answer.location);
  if (answer.stream) {
    answer.stream(response);
    return;
  }
  response.status(answer.status);
  if (answer.file) {
    sendFile(response, answer.file);
    return;
  }
  if (answer.body === undefined) response.end();
  else response.json(answer.body);
}

/** Never shown in place unless it is our own PDF: a stranger's file must not become a page. */
function sendFile(response: Response, file: NonNullable<Answer['file']>): void {
  const kind = file.inline ? 'inline' : 'attachment';
  const name = encodeURIComponent(file.name);
  // A sandbox would also keep the browser's own viewer from showing our PDF.
  const policy = file.inline ? "frame-ancestors 'self'" : "default-src 'none'; sandbox";
  if (file.inline) response.set('X-Frame-Options', 'SAMEORIGIN');
  response
    .set('Content-Type', file.mediaType)
    .set('Content-Disposition', `${kind}; filename="file"; filename*=UTF-8''${name}`)
    .set('Content-Security-Policy', policy)
    .end(file.bytes);
}

function notThisMethod(methods: readonly Method[]): RequestHandler {
  const allow = methods.flatMap((method) => (method === 'get' ? ['get', 'head'] : [method]));
  const text = allow
    .map((method) => method.toUpperCase())
    .sort()
    .join(', ');
  return (_request, response) => {
    response.set('Allow', text);
    throw new Fault('method-not-allowed', `该地址只支持 ${text}。`);
  };
}

/** Literal paths before those with parameters, `…:verb` before the bare resource. */
function byPath(operations: readonly Operation[]): readonly [string, readonly Operation[]][] {
  const paths = Map.groupBy(operations, ({ path }) => path);
  return [...paths].sort(([left], [right]) => weight(left) - weight(right));
}

function weight(path: string): number {
  const parameters = path.split('{').length - 1;
  const bareEnd = path.endsWith('}') ? 1 : 0;
  return parameters * 2 + bareEnd;
}

/** `/tasks/{id}:claim` → `/tasks/:id\:claim` */
export function expressPath(path: string): string {
  return path.replaceAll(':', '\\:').replaceAll(/\{(\w+)\}/g, ':$1');
}
