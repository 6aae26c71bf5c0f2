/** Prometheus metrics: requests of this process, and the state of the business as gauges. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { STALL_KINDS } from '../cases/wording-stalls.ts';
import type { BusinessFigures } from './queries/figures-of-business.ts';
import type { Radar } from './radar/radar.ts';

export interface Metrics {
  observeRequest: (operation: string, status: number, seconds: number) => void;
  streamOpened: () => void;
  streamClosed: () => void;
  bulkRow: (outcome: string) => void;
  /** The text of the page. The business gauges are read when somebody asks, at most every 10 s. */
  text: () => Promise<string>;
  readonly contentType: string;
}

const FRESH_MS = 10_000;
/** However often somebody scrapes, the radar sweeps once a minute for it, and nobody waits. */
const SWEEP_AGE_MS = 60_000;

export interface MetricsSource {
  /** The business figures, from PostgreSQL. */
  readonly figures: () => Promise<BusinessFigures>;
  readonly radar: Pick<Radar, 'known'>;
  readonly now: () => number;
}

export function createMetrics({ figures, radar, now }: MetricsSource): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'anju_http_request_seconds',
    help: 'Requests by operation and status',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const streams = new Gauge({
    name: 'anju_event_streams',
    help: 'Open server-sent event streams',
    registers,
  });
  const bulk = new Counter({
    name: 'anju_bulk_rows_total',
    help: 'Rows of bulk operations by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const refresh = businessGauges(registers, figures, now);
  const refreshStalls = stallGauges(registers, radar);
  return {
    observeRequest: (operation, status, seconds) => {
      requests.observe({ operation, status: String(status) }, seconds);
    },
    streamOpened: () => {
      streams.inc();
    },
    streamClosed: () => {
      streams.dec();
    },
    bulkRow: (outcome) => {
      bulk.inc({ outcome });
    },
    text: async () => {
      await refresh();
      refreshStalls();
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}

/** What the last sweep of the radar found; `anju_radar_swept` says how old that is. */
function stallGauges(registers: Registry[], radar: Pick<Radar, 'known'>): () => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const stalls = gauge('anju_stalls', 'Findings of the radar; orphan: nothing moves it', ['kind']);
  const sweptAt = gauge('anju_radar_swept', 'When the radar swept last (unix seconds)');
  const whole = gauge('anju_radar_complete', '1: the last sweep read and looked at everything');
  return () => {
    const sweep = radar.known(SWEEP_AGE_MS);
    if (!sweep) return;
    for (const kind of STALL_KINDS) {
      stalls.set({ kind }, sweep.findings.filter((one) => one.kind === kind).length);
    }
    sweptAt.set(Math.floor(sweep.at / 1000));
    whole.set(sweep.complete ? 1 : 0);
  };
}

/** Gauges keep their last value while the database is away; `anju_figures_read` says how old. */
function businessGauges(
  registers: Registry[],
  read: () => Promise<BusinessFigures>,
  now: () => number,
): () => Promise<void> {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers });
  const waits = gauge('anju_waits_open', 'Open waits', ['kind', 'age']);
  const overdueWaits = gauge('anju_waits_overdue', 'Open waits past their instant', ['kind']);
  const tasks = gauge('anju_tasks_open', 'Open tasks', ['role']);
  const overdueTasks = gauge('anju_tasks_overdue', 'Open tasks past their due date', ['role']);
  const cases = gauge('anju_cases_open', 'Open cases', ['type', 'stage']);
  const parked = gauge('anju_cases_parked', 'Cases that need attention');
  const late = gauge('anju_cases_overdue', 'Open cases past their last day', ['by']);
  const outbox = gauge('anju_outbox_waiting', 'Outbox rows not yet delivered', ['state']);
  const outboxAge = gauge('anju_outbox_oldest_seconds', 'Age of the oldest undelivered outbox row');
  const unsealed = gauge('anju_events_unsealed', 'Events not yet sealed into the chain');
  const calendar = gauge(
    'anju_calendar_missing',
    '1: a year whose working days are needed is not loaded; next year from December on',
    ['year'],
  );
  const readAt = gauge('anju_figures_read', 'When the business gauges were read (unix seconds)');
  let freshUntil = 0;
  return async () => {
    if (now() < freshUntil) return;
    const figures = await read().catch(() => null);
    if (!figures) return;
    freshUntil = now() + FRESH_MS;
    for (const one of [waits, overdueWaits, tasks, overdueTasks, cases, outbox, calendar]) {
      one.reset();
    }
    for (const { kind, age, count, overdue } of figures.waits) {
      waits.set({ kind, age }, count);
      overdueWaits.inc({ kind }, overdue);
    }
    for (const { role, count, overdue } of figures.tasks) {
      tasks.set({ role }, count);
      overdueTasks.set({ role }, overdue);
    }
    for (const { type, stage, count } of figures.cases) cases.set({ type, stage }, count);
    parked.set(figures.parked);
    late.set({ by: 'law' }, figures.late.law);
    late.set({ by: 'promise' }, figures.late.promise);
    outbox.set({ state: 'waiting' }, figures.outbox.waiting);
    outbox.set({ state: 'parked' }, figures.outbox.parked);
    outboxAge.set(figures.outbox.oldestSeconds);
    unsealed.set(figures.unsealed);
    for (const { year, missing } of figures.calendar) {
      calendar.set({ year: String(year) }, missing ? 1 : 0);
    }
    readAt.set(Math.floor(now() / 1000));
  };
}
