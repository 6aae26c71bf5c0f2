/**
 * The outside systems as one program: national platform, identity verification, notices and bank,
 * with durable books in a database of their own and faults that can be switched on.
 *
 * Never imported by the product: it speaks to it over HTTP alone, as it would to the real ones.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { setBusinessClock } from '../domain/business-clock.ts';
import { createApp } from './app.ts';
import { openDatabase } from './database.ts';
import { type InboxOptions } from './inbox.ts';

export interface SimulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Their own database; the tables are made at start. */
  readonly databaseUrl: string;
  readonly host?: string;
  /** Bearer token of the control API; without one it is open. */
  readonly controlToken?: string;
  /** Where receipts of messages go. */
  readonly receipts?: InboxOptions;
  /** Where the bank tells what happened by itself. */
  readonly news?: InboxOptions;
  /** Where units tell what they did to accounts. */
  readonly units?: InboxOptions;
  /** Six digits: the center whose accounts the demo people have "here". */
  readonly center?: string;
  /** Seed of the dice for faults with a probability. */
  readonly seed?: number;
  readonly onError?: (error: unknown) => void;
}

export interface Simulators {
  readonly url: string;
  /** Ends every connection and wait. */
  readonly close: () => Promise<void>;
}

export async function startSimulators(options: SimulatorOptions): Promise<Simulators> {
  const { port, databaseUrl, host = '127.0.0.1', seed = 1, onError = () => undefined } = options;
  const database = await openDatabase(databaseUrl);
  const stop = new AbortController();
  try {
    const app = await createApp({
      database,
      center: options.center,
      token: options.controlToken,
      receipts: options.receipts,
      news: options.news,
      units: options.units,
      seed,
      stop: stop.signal,
      onError: (error) => {
        if (!stop.signal.aborted) onError(error);
      },
    });
    const server = createServer(app).listen(port, host);
    await once(server, 'listening');
    return {
      url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${portOf(server)}`,
      close: async () => {
        stop.abort();
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
        await database.close();
      },
    };
  } catch (error) {
    stop.abort();
    await database.close();
    throw error;
  }
}

function portOf(server: Server): number {
  const address = server.address() as AddressInfo; // a TCP server that listens has one
  return address.port;
}

async function run(): Promise<void> {
  const log = pino({ name: 'simulators' });
  const databaseUrl = process.env['SIM_DATABASE_URL'];
  if (databaseUrl === undefined) throw new Error('SIM_DATABASE_URL is not set');
  const aheadFile = process.env['SIM_DEMO_TIME'];
  if (aheadFile !== undefined) setBusinessClock(() => Date.now() + aheadIn(aheadFile));
  const controlToken = process.env['SIM_CONTROL_TOKEN'];
  const center = process.env['SIM_CENTER'];
  const receipts = inboxIn(process.env, 'SIM_RECEIPTS');
  const news = inboxIn(process.env, 'SIM_BANK');
  const units = inboxIn(process.env, 'SIM_UNITS');
  const simulators = await startSimulators({
    port: Number(process.env['SIM_PORT'] ?? 7310),
    host: process.env['SIM_HOST'] ?? '127.0.0.1',
    databaseUrl,
    ...(controlToken !== undefined && { controlToken }),
    ...(center !== undefined && { center }),
    ...(receipts !== undefined && { receipts }),
    ...(news !== undefined && { news }),
    ...(units !== undefined && { units }),
    seed: Number(process.env['SIM_SEED'] ?? 1),
    // A database error's text may hold what was written: its name and code are enough.
    onError: (error) => {
      log.error({ error: error instanceof Error ? error.name : 'unknown', code: codeOf(error) });
    },
  });
  log.info({ url: simulators.url }, 'ready');
  const end = () => {
    void simulators.close().then(() => {
      log.info('ended');
    });
  };
  process.once('SIGTERM', end).once('SIGINT', end);
}

/** How far a time demo is ahead (ms): the outside lives on the same day as whoever asks it. */
function aheadIn(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    // Nobody has moved the time yet.
    return 0;
  }
}

/** All of it, or nothing is told. The secret may lie in a file. */
function inboxIn(env: NodeJS.ProcessEnv, who: string): InboxOptions | undefined {
  const [inbox, tokens, client] = ['INBOX', 'SIGN_IN', 'CLIENT'].map((n) => env[`${who}_${n}`]);
  const file = env[`${who}_SECRET_FILE`];
  const secret = file === undefined ? env[`${who}_SECRET`] : readFileSync(file, 'utf8').trim();
  if (inbox === undefined || tokens === undefined) return undefined;
  if (client === undefined || secret === undefined) return undefined;
  return { inbox, tokens, client, secret };
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run();
