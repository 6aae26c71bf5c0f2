/**
 * The API of a suite: real database, real sign-in provider, real HTTP; the engine is real changes
 * without Temporal, unless a suite brings its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import type pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { createAccessTrail } from '../../../src/api/access-trail.ts';
import { createApp } from '../../../src/api/app.ts';
import { DEFAULT_LIMITS, type ApiDeps, type Limits } from '../../../src/api/deps.ts';
import type { DemoTime } from '../../../src/api/demo-clock.ts';
import type { Engine } from '../../../src/api/engine.ts';
import type { RepairEngine } from '../../../src/api/repair/engine.ts';
import type { EngineWatch } from '../../../src/api/engine-watch.ts';
import { createCondition } from '../../../src/api/condition.ts';
import { createFeed } from '../../../src/api/feed.ts';
import { createMetrics } from '../../../src/api/metrics.ts';
import { businessFigures } from '../../../src/api/queries/figures-of-business.ts';
import { createRadar } from '../../../src/api/radar/radar.ts';
import { serve, type Listening } from '../../../src/api/serve.ts';
import { createCookies } from '../../../src/api/session/cookies.ts';
import { createIssuer } from '../../../src/api/session/issuer.ts';
import { signInRoutes } from '../../../src/api/session/routes.ts';
import { createSignIn } from '../../../src/api/session/sign-in.ts';
import { createSessionStore } from '../../../src/api/session/store.ts';
import { PARKED_STAGES } from '../../../src/api/supervision.ts';
import { createVerifier, type Verifier } from '../../../src/api/verifier.ts';
import { generateSecrets, parseSecrets, type Secrets } from '../../../src/crypto/secrets.ts';
import { createClient, createPool } from '../../../src/db/pool.ts';
import { folderStore } from '../../../src/documents/store.ts';
import { dateAt } from '../../../src/domain/calendar.ts';
import { startProvider } from '../../../src/embedded/provider.ts';
import {
  CONSOLE_CLIENT,
  DEMO_CHANNELS,
  DEMO_SENDERS,
  senderScope,
  demoClientSecret,
} from '../../../src/embedded/provider/people.ts';
import { database, type SuiteDatabase } from '../../harness/database.ts';
import { apiClient, type Api } from './client.ts';
import { createContract, type ApiDocument, type Contract } from './contract.ts';
import { fakeEngine, type FakeEngine } from './engine.ts';
import { fakeRepairEngine, type FakeRepairEngine } from './repairs.ts';
import { seed } from './seed.ts';
import { fakeWatch } from './watch.ts';
import { channelToken, mintToken, signIn, type Browser } from './sign-in.ts';

export interface World {
  readonly base: string;
  readonly issuer: string;
  /** The provider's signing keys. */
  readonly keysFile: string;
  readonly secrets: Secrets;
  readonly owner: pg.Pool;
  readonly app: pg.Pool;
  readonly engine: FakeEngine;
  readonly repairs: FakeRepairEngine;
  readonly contract: Contract;
  readonly deps: ApiDeps;
  /** Lines of the API's log. */
  readonly log: string[];
  /** Lines of the provider's log. */
  readonly signInLog: string[];
  /** Milliseconds added to the API's clock. */
  clock: { ahead: number };
  /** A program with a person's token, as the command line has it; a channel with its own. */
  as: (staff: string) => Api;
  /** A browser signed in as this person by the real flow. */
  browser: (staff: string) => Promise<Browser>;
  withBrowser: (browser: Browser) => Api;
  anonymous: () => Api;
  /** The Authorization header of somebody. */
  authorization: (staff: string) => string;
}

export interface WorldOptions {
  /** Proxies in front of the API. */
  readonly trustProxy?: readonly string[];
  /** A time demo; left out: none, as everywhere but there. */
  readonly demoTime?: DemoTime;
  readonly limits?: Partial<Limits>;
  /** Instead of the engine without Temporal; made when the suite begins. */
  readonly engine?: () => Engine;
  readonly repairEngine?: () => RepairEngine;
  /** Instead of a look at the engine that finds everything in order. */
  readonly watch?: () => EngineWatch;
  /** A database that the suite has and has filled, with the secrets it was filled under. */
  readonly filled?: { readonly db: SuiteDatabase; readonly secrets: Secrets };
}

export function world(options: WorldOptions = {}): World {
  const { filled } = options;
  const db = filled?.db ?? database();
  const secrets = filled?.secrets ?? parseSecrets(generateSecrets());
  const parts: Partial<Made> = {};
  const made = (): Made => {
    if (parts.base === undefined) throw new Error('the world exists from its beforeAll on');
    return parts as Made;
  };
  const clock = { ahead: 0 };
  const now = () => Date.now() + clock.ahead;
  const engine = fakeEngine(() => ({ pool: made().app, secrets, now }));
  const repairs = fakeRepairEngine(() => made().app);
  beforeAll(async () => {
    Object.assign(parts, await open({ db, secrets, engine, repairs, now, options }));
  });
  afterAll(async () => {
    await parts.close?.();
  });
  return {
    secrets,
    engine,
    repairs,
    clock,
    get base() {
      return made().base;
    },
    get issuer() {
      return made().issuer;
    },
    get keysFile() {
      return made().keysFile;
    },
    get owner() {
      return made().owner;
    },
    get app() {
      return made().app;
    },
    get contract() {
      return made().contract;
    },
    get deps() {
      return made().deps;
    },
    get log() {
      return made().log;
    },
    get signInLog() {
      return made().signInLog;
    },
    as: (staff) => {
      const { base, contract, tokens } = made();
      const token = tokens.get(staff);
      if (token === undefined) throw new Error(`no token for ${staff}`);
      return apiClient(base, () => ({ authorization: `Bearer ${token}` }), contract, made().log);
    },
    browser: (staff) => signIn(made().base, staff, secrets),
    withBrowser: (browser) =>
      apiClient(
        made().base,
        () => ({ cookie: browser.cookies(made().base), origin: made().base }),
        made().contract,
        made().log,
      ),
    authorization: (staff) => `Bearer ${made().tokens.get(staff) ?? ''}`,
    anonymous: () => apiClient(made().base, () => ({}), made().contract, made().log),
  };
}

interface Made {
  readonly keysFile: string;
  readonly base: string;
  readonly issuer: string;
  readonly owner: pg.Pool;
  readonly app: pg.Pool;
  readonly contract: Contract;
  readonly deps: ApiDeps;
  readonly log: string[];
  readonly signInLog: string[];
  readonly tokens: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

interface Opening {
  readonly db: SuiteDatabase;
  readonly secrets: Secrets;
  readonly engine: Engine;
  readonly repairs: RepairEngine;
  readonly now: () => number;
  readonly options: WorldOptions;
}

async function open({ db, secrets, engine, repairs, now, options }: Opening): Promise<Made> {
  const folder = mkdtempSync(join(tmpdir(), 'anju-api-'));
  const owner = createPool(db.urls.owner, { name: 'test-owner', max: 4 });
  const app = createPool(db.urls.app, { name: 'test-app', max: 8 });
  const pool = createPool(db.urls.api, { name: 'test-api', max: 12 });
  if (!options.filled) await seed(owner);
  const [apiPort, issuerPort] = [await freePort(), await freePort()];
  const base = `http://127.0.0.1:${apiPort}`;
  const issuer = `http://127.0.0.1:${issuerPort}`;
  const signInLog: string[] = [];
  const keysFile = join(folder, 'keys.json');
  const provider = await startProvider(
    {
      issuer,
      host: '127.0.0.1',
      port: issuerPort,
      publicUrl: base,
      secrets,
      keysFile,
      audience: 'anju-api',
      now: Date.now,
    },
    (event, person) => signInLog.push(`${event} ${person ?? '-'}`),
  );
  const log: string[] = [];
  const logger = pino({ level: 'info', base: null }, { write: (line) => void log.push(line) });
  const limits = { ...DEFAULT_LIMITS, perMinuteMax: 1_000_000, ...options.limits };
  const feed = createFeed(() => createClient(db.urls.api, 'test-feed'), logger);
  const watching = { pool, watch: options.watch?.() ?? fakeWatch(() => owner), now };
  const radar = createRadar(watching);
  const figures = () => {
    const at = now();
    const today = dateAt(at);
    const iso = new Date(at).toISOString();
    return businessFigures(pool, { today, at: iso, parkedStages: PARKED_STAGES });
  };
  const metrics = createMetrics({ figures, radar, now });
  const signInParts = {
    issuer: createIssuer({
      issuer,
      clientId: CONSOLE_CLIENT,
      clientSecret: demoClientSecret(CONSOLE_CLIENT, secrets),
      audience: 'anju-api',
      requiredAcr: 'mfa',
    }),
    store: createSessionStore({
      pool,
      key: secrets.session,
      idleMs: limits.sessionIdleMs,
      sessionMs: limits.sessionMs,
    }),
    cookies: createCookies(base),
    publicUrl: base,
  };
  const heads = join(folder, 'heads');
  const verifier = createVerifier({ pool, secrets, heads, log: logger, now });
  const trail = createAccessTrail({ pool, log: logger, now });
  const deps: ApiDeps = {
    pool,
    secrets,
    engine: options.engine?.() ?? engine,
    repairEngine: options.repairEngine?.() ?? repairs,
    store: folderStore(join(folder, 'files')),
    feed,
    signIn: createSignIn(signInParts),
    trail,
    metrics,
    condition: createCondition(watching),
    radar,
    watch: watching.watch,
    log: logger,
    limits,
    publicUrl: base,
    demo: { simulators: 'http://127.0.0.1:9' },
    demoTime: options.demoTime ?? null,
    verifier,
    now,
  };
  const listening = await serve(
    createApp(deps, {
      signInRoutes: signInRoutes({ ...signInParts, pool, log: logger, trail, now }),
      ...(options.trustProxy && { trustProxy: options.trustProxy }),
    }),
    { port: apiPort, host: '127.0.0.1', limits, feed },
  );
  const answer = await fetch(`${base}/api/openapi.json`);
  const contract = createContract((await answer.json()) as ApiDocument);
  const tokens = new Map<string, string>();
  for (const id of PEOPLE) tokens.set(id, await mintToken({ keysFile, issuer, subject: id }));
  for (const id of DEMO_CHANNELS) tokens.set(id, await channelToken(issuer, id, secrets));
  for (const id of DEMO_SENDERS) {
    tokens.set(id, await channelToken(issuer, id, secrets, senderScope(id)));
  }
  return {
    ...{ base, issuer, keysFile, owner, app, contract, deps, log, signInLog, tokens },
    close: () => close({ listening, verifier, provider, pools: [owner, app, pool], folder }),
  };
}

const PEOPLE = [
  'lin-guiyuan',
  'wang-guiyuan',
  'zhao-fuhe',
  'qian-shenpi',
  'sun-zhuguan',
  'zhou-zhuguan',
  'li-shenji',
  'wu-yunwei',
  'dl-guiyuan',
  'dl-zhuguan',
];

async function close(parts: {
  readonly listening: Listening;
  readonly verifier: Verifier;
  readonly provider: Server;
  readonly pools: readonly pg.Pool[];
  readonly folder: string;
}): Promise<void> {
  await parts.listening.stop();
  await parts.verifier.stop();
  parts.provider.close();
  parts.provider.closeAllConnections();
  await Promise.all(parts.pools.map((pool) => pool.end()));
  rmSync(parts.folder, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
