/**
 * The API process: reads its environment, connects, serves, works bulk operations off, and stops
 * politely on SIGTERM or SIGINT.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createAccessTrail } from './api/access-trail.ts';
import { createApp } from './api/app.ts';
import { createCondition } from './api/condition.ts';
import { runBulk } from './api/bulk.ts';
import { DEFAULT_LIMITS, type ApiDeps } from './api/deps.ts';
import { createFeed } from './api/feed.ts';
import { runLeavers } from './api/leavers.ts';
import { createLog } from './api/log.ts';
import { createMetrics } from './api/metrics.ts';
import { businessFigures } from './api/queries/figures-of-business.ts';
import { DEFAULT_REPAIR_LIMITS, runRepairs } from './api/repair/run.ts';
import { createTemporalRepairs } from './api/repair/temporal-repairs.ts';
import { createRadar } from './api/radar/radar.ts';
import { serve } from './api/serve.ts';
import { createCookies } from './api/session/cookies.ts';
import { createIssuer } from './api/session/issuer.ts';
import { signInRoutes } from './api/session/routes.ts';
import { createSignIn } from './api/session/sign-in.ts';
import { createSessionStore } from './api/session/store.ts';
import { PARKED_STAGES } from './api/supervision.ts';
import { createTemporalEngine } from './api/temporal-engine.ts';
import { createVerifier } from './api/verifier.ts';
import { createTemporalWatch } from './api/temporal-watch.ts';
import { parseApiConfig } from './config.ts';
import { readSecrets } from './crypto/secrets.ts';
import { createClient, createPool } from './db/pool.ts';
import { setBusinessClock } from './domain/business-clock.ts';
import { dateAt } from './domain/calendar.ts';
import { folderStore } from './documents/store.ts';
import { RUN_TASK_QUEUE } from './cases/runs.ts';
import { demoBooks } from './api/queries/demo-time.ts';
import { connectClient } from './temporal/connection.ts';
import { openDemoClock } from './temporal/demo-clock.ts';
import { createDemoTime } from './temporal/demo-time.ts';

const SWEEP_MS = 10 * 60_000;
const REQUIRED_ACR = 'mfa';
const CONSOLE = fileURLToPath(new URL('../dist/console', import.meta.url));

const config = parseApiConfig(process.env);
const secrets = readSecrets(config.secretsFile);
const log = createLog(config.logLevel);
const limits = DEFAULT_LIMITS;
const { publicUrl } = config;
const pool = createPool(config.databaseUrl, { name: 'anju-api', max: config.databasePool });
const demo = config.demoTime === null ? undefined : openDemoClock(config.demoTime);
/** What time it is for the business; loops, leases and sessions are the machine's. */
const now = demo?.now ?? Date.now;
setBusinessClock(now);
const temporal = connectClient({
  ...config.temporal,
  demo,
  codec: secrets.codec,
  identity: `api@${process.pid}`,
});
const engine = createTemporalEngine(temporal.client, limits.engineMs);
const repairEngine = createTemporalRepairs(temporal.client, limits.engineMs);
const watching = { pool, watch: createTemporalWatch(temporal.client), now: Date.now };
const radar = createRadar(watching);
const feed = createFeed(() => createClient(config.databaseUrl, 'anju-api-feed'), log);
const metrics = createMetrics({
  figures: () => {
    const at = now();
    return businessFigures(pool, {
      today: dateAt(at),
      at: new Date(at).toISOString(),
      parkedStages: PARKED_STAGES,
    });
  },
  radar,
  now: Date.now,
});
const store = createSessionStore({
  pool,
  key: secrets.session,
  idleMs: limits.sessionIdleMs,
  sessionMs: limits.sessionMs,
});
const parts = {
  issuer: createIssuer({ ...config.oidc, requiredAcr: REQUIRED_ACR }),
  store,
  cookies: createCookies(publicUrl),
  publicUrl,
};
const verifier = createVerifier({ pool, secrets, heads: config.heads, log, now: Date.now });
const trail = createAccessTrail({ pool, log, now });
const deps: ApiDeps = {
  pool,
  secrets,
  engine,
  repairEngine,
  store: folderStore(config.files),
  feed,
  signIn: createSignIn(parts),
  trail,
  metrics,
  condition: createCondition(watching),
  radar,
  watch: watching.watch,
  log,
  limits,
  publicUrl,
  demo: config.demo,
  demoTime: demo
    ? createDemoTime({
        client: temporal.client,
        clock: demo,
        books: demoBooks(pool),
        runQueue: RUN_TASK_QUEUE,
      })
    : null,
  verifier,
  now,
};
const app = createApp(deps, {
  signInRoutes: signInRoutes({ ...parts, pool, log, trail, now: Date.now }),
  trustProxy: config.trustProxy,
  ...(existsSync(CONSOLE) && { consoleFolder: CONSOLE }),
});
const listening = await serve(app, {
  port: config.port,
  host: config.host,
  limits,
  feed,
});
log.info({ event: 'listening', port: listening.port });

const stopping = new AbortController();
const carrying = { pool, secrets, engine, repairEngine, log, now: Date.now };
const bulk = runBulk({ ...carrying, metrics, perSecond: limits.bulkPerSecond }, stopping.signal);
const repairs = runRepairs({ ...carrying, limits: DEFAULT_REPAIR_LIMITS }, stopping.signal);
const leavers = runLeavers({ pool, log, now: Date.now }, stopping.signal);
const sweeping = setInterval(() => {
  store.sweep().catch(() => undefined);
}, SWEEP_MS);

async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  stopping.abort();
  clearInterval(sweeping);
  await listening.stop();
  await verifier.stop();
  await Promise.all([bulk, repairs, leavers]);
  await temporal.close();
  await pool.end();
  log.info({ event: 'stopped' });
}

process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
