/** Health and metrics of a worker process: alive, ready, and what its outside systems answer. */
import { createServer } from 'node:http';
import type { Logger } from 'pino';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Health } from '../activities/outside/health.ts';
import type { Attempt } from '../activities/outside/http.ts';

export interface WorkerHealth {
  readonly outside: (health: Health) => void;
  readonly attempt: (attempt: Attempt) => void;
  readonly relay: (failure: { readonly kind: string; readonly code: string }) => void;
  /** Something beside the cases failed and will be tried again. */
  readonly fault: (error: unknown) => void;
  /** Asked by the readiness page from now on. */
  readonly ready: (check: () => boolean) => void;
  /** The worker cannot go on: the process ends and is started again by whoever watches it. */
  readonly fatal: (error: unknown) => void;
  readonly close: () => Promise<void>;
}

const STATES = { up: 0, slow: 1, open: 2 } as const;

export function createWorkerHealth(options: {
  readonly kind: string;
  readonly log: Logger;
  readonly port: number | undefined;
  readonly host: string;
}): WorkerHealth {
  const { kind, log, port, host } = options;
  const { registry, state, answers, failures } = instruments(kind);
  let isReady = () => false;
  const server = createServer((request, response) => {
    void answer(request.url ?? '', { isReady: () => isReady(), registry }).then(
      ({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type }).end(body);
      },
    );
  });
  if (port !== undefined) server.listen(port, host);
  return {
    outside: (health) => {
      state.set({ system: health.system }, STATES[health.state]);
      log.warn({ system: health.system, state: health.state }, 'outside system changed');
    },
    attempt: ({ system, ms, reason }) => {
      answers.observe({ system, outcome: reason ?? 'answered' }, ms / 1000);
    },
    relay: (failure) => {
      failures.inc(failure);
    },
    fault: (error) => {
      log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'tried again');
    },
    ready: (check) => {
      isReady = check;
    },
    fatal: (error) => {
      log.fatal({ error: error instanceof Error ? error.message : 'unknown' }, 'worker ended');
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** What this process counts. */
function instruments(kind: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ worker: kind });
  collectDefaultMetrics({ register: registry });
  const state = new Gauge({
    name: 'anju_outside_state',
    help: 'Outside system: 0 up, 1 slow, 2 circuit open',
    labelNames: ['system'],
    registers: [registry],
  });
  const answers = new Histogram({
    name: 'anju_outside_seconds',
    help: 'Attempts at outside systems',
    labelNames: ['system', 'outcome'],
    buckets: [0.01, 0.05, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'anju_relay_failures_total',
    help: 'Failed deliveries of outgoing messages',
    labelNames: ['kind', 'code'],
    registers: [registry],
  });
  return { registry, state, answers, failures };
}

async function answer(
  url: string,
  { isReady, registry }: { readonly isReady: () => boolean; readonly registry: Registry },
) {
  const json = 'application/json';
  if (url === '/health/live') return { status: 200, type: json, body: '{"status":"ok"}' };
  if (url === '/health/ready') {
    const ready = isReady();
    const body = JSON.stringify({ status: ready ? 'ok' : 'starting' });
    return { status: ready ? 200 : 503, type: json, body };
  }
  if (url === '/metrics') {
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  }
  return { status: 404, type: json, body: '{}' };
}
