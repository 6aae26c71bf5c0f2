/** The whole HTTP application, put together from its parts. */
import express, { type Express, type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { checkAuthorization } from './authorization.ts';
import { consoleRoutes } from './console-page.ts';
import type { DemoTime } from './demo-clock.ts';
import type { ApiDeps } from './deps.ts';
import { healthRoutes } from './health.ts';
import { signInLimiter } from './limits.ts';
import { requestLog } from './log.ts';
import { openApiDocument } from './openapi.ts';
import { OPERATIONS } from './operations-list.ts';
import { problemPages } from './problem-pages.ts';
import { problems } from './problems.ts';
import { stateOf } from './state.ts';
import { verifyPages } from './verify-page.ts';
import { apiRouter } from './wire.ts';

export interface AppParts {
  /** /auth/login, /auth/callback, /auth/logout */
  readonly signInRoutes: Router;
  /** Folder of the built console, when there is one. */
  readonly consoleFolder?: string;
  /** Proxies whose word on a client's address is taken; by default nobody's. */
  readonly trustProxy?: readonly string[];
}

/** @throws Error at start when a route has no authorization row */
export function createApp(
  deps: ApiDeps,
  { signInRoutes, consoleFolder, trustProxy = [] }: AppParts,
): Express {
  checkAuthorization(OPERATIONS.map(({ id }) => id));
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.set('case sensitive routing', true);
  app.set('trust proxy', trustProxy.length === 0 ? false : [...trustProxy]);
  app.use(requestLog(deps.log, deps.metrics));
  if (trustProxy.length === 0) app.use(proxyNotTrusted(deps.log));
  app.use(securityHeaders(deps.publicUrl));
  app.use('/health', named('health'), healthRoutes(deps));
  const document = JSON.stringify(openApiDocument(OPERATIONS, deps.publicUrl));
  app.get('/api/openapi.json', (_request, response) => {
    stateOf(response).operation = 'openapi';
    response.type('json').send(document);
  });
  app.get('/metrics', async (_request, response) => {
    stateOf(response).operation = 'metrics';
    response.type(deps.metrics.contentType).send(await deps.metrics.text());
  });
  app.use('/problems', named('problem-page'), problemPages());
  app.use('/verify', verifyPages(deps));
  app.use('/auth', signInLimiter(deps.limits), signInRoutes);
  if (deps.demoTime !== null) app.use('/api/v1', tellsDemoDate(deps.demoTime));
  app.use('/api/v1', apiRouter(OPERATIONS, deps));
  if (consoleFolder !== undefined) app.use(consoleRoutes(consoleFolder));
  app.use(() => {
    throw new Fault('not-found', '没有这个地址。');
  });
  app.use(problems(deps.log));
  return app;
}

/** Said once: behind a proxy nobody told it of, the API takes all strangers for one. */
function proxyNotTrusted(log: Logger): RequestHandler {
  let told = false;
  return (request, _response, next) => {
    if (!told && request.get('x-forwarded-for') !== undefined) {
      told = true;
      log.warn({ event: 'proxy-not-trusted', setting: 'ANJU_TRUST_PROXY' });
    }
    next();
  };
}

/** Nothing from elsewhere, no script in the page, no frame around it. */
function securityHeaders(publicUrl: string): RequestHandler {
  const tls = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        frameSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(tls && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: tls && { maxAge: 63_072_000, includeSubDomains: false },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginEmbedderPolicy: false,
  });
}

/** In a time demo every answer bears its date, so that nobody takes it for the real one. */
function tellsDemoDate({ now }: DemoTime): RequestHandler {
  return (_request, response, next) => {
    response.set('Anju-Demo-Date', dateAt(now()));
    next();
  };
}

function named(operation: string): RequestHandler {
  return (_request, response, next) => {
    stateOf(response).operation = operation;
    next();
  };
}
