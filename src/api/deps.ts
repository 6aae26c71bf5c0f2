/** What the API is given by its composition root: connections, keys, the engine, its limits. */
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Secrets } from '../crypto/secrets.ts';
import type { FileStore } from '../db/files.ts';
import type { AccessTrail } from './access-trail.ts';
import type { Condition } from './condition.ts';
import type { DemoTime } from './demo-clock.ts';
import type { Engine } from './engine.ts';
import type { EngineWatch } from './engine-watch.ts';
import type { Feed } from './feed.ts';
import type { Metrics } from './metrics.ts';
import type { RepairEngine } from './repair/engine.ts';
import type { Radar } from './radar/radar.ts';
import type { SignIn } from './session/sign-in.ts';
import type { Verifier } from './verifier.ts';

/** Every limit of the API in one place; a test runs against smaller ones. */
export interface Limits {
  readonly jsonBytesMax: number;
  readonly jsonDepthMax: number;
  readonly csvBytesMax: number;
  readonly csvRowsMax: number;
  readonly fileBytesMax: number;
  /** Requests per minute of one signed-in client. */
  readonly perMinuteMax: number;
  /** Requests per minute of one address before anybody is signed in. */
  readonly anonymousPerMinuteMax: number;
  /** Codes of documents that one address may have checked per minute. */
  readonly verifyPerMinuteMax: number;
  readonly requestMs: number;
  /** How long an answer of the engine is waited for before 503. */
  readonly engineMs: number;
  readonly sessionIdleMs: number;
  readonly sessionMs: number;
  /** A `running` idempotency record not renewed for so long belongs to a request that died. */
  readonly keyRunningMs: number;
  /** Open event streams of one client. */
  readonly streamsMax: number;
  readonly heartbeatMs: number;
  /** Bulk operations: cases started per second by one API process. */
  readonly bulkPerSecond: number;
  /** Rows of one export. */
  readonly exportRowsMax: number;
}

export const DEFAULT_LIMITS: Limits = {
  jsonBytesMax: 256 * 1024,
  jsonDepthMax: 32,
  csvBytesMax: 5 * 1024 * 1024,
  csvRowsMax: 10_000,
  fileBytesMax: 10 * 1024 * 1024,
  perMinuteMax: 1_200,
  anonymousPerMinuteMax: 240,
  verifyPerMinuteMax: 60,
  requestMs: 30_000,
  engineMs: 5_000,
  sessionIdleMs: 30 * 60_000,
  sessionMs: 10 * 3_600_000,
  keyRunningMs: 6_000,
  streamsMax: 20,
  heartbeatMs: 15_000,
  bulkPerSecond: 10,
  exportRowsMax: 20_000,
};

export interface ApiDeps {
  /** Connected as the role that reads business tables and writes only schema `web`. */
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
  readonly engine: Engine;
  /** The engine as guided repair sees it. */
  readonly repairEngine: RepairEngine;
  readonly store: FileStore;
  readonly feed: Feed;
  readonly signIn: SignIn;
  readonly trail: AccessTrail;
  readonly metrics: Metrics;
  /** How outside systems, engine, workers and loops do; a few seconds old at most. */
  readonly condition: () => Promise<Condition>;
  readonly radar: Radar;
  /** The engine as board and radar see it. */
  readonly watch: EngineWatch;
  readonly log: Logger;
  readonly limits: Limits;
  /** The address people use, without a slash at the end: `https://anju.example`. */
  readonly publicUrl: string;
  /** A demo, with the page of its simulated outside; null: the outside is real. */
  readonly demo: { readonly simulators: string } | null;
  /** The clock of a time demo; null: time passes by itself. */
  readonly demoTime: DemoTime | null;
  /** Walks the chain of the trail in the background. */
  readonly verifier: Verifier;
  /** ms since the epoch. */
  readonly now: () => number;
}
