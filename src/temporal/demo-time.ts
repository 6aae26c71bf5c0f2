/**
 * A time demo moves: one case to the end of its next wait, and with it everything else that would have
 * happened by then, in its order: other cases' waits, and the runs of the days that pass.
 *
 * Time itself is the engine's: every case is carried by the server's own skipping, so that business
 * dates come from workflow time here as everywhere.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { DemoClock } from './demo-clock.ts';
import { startAhead } from './demo-client.ts';
import { virtualClock, type VirtualClock } from './virtual-clock.ts';

export interface DemoWait {
  /** Id of the case's workflow. */
  readonly workflowId: string;
  /** Key of the wait; the same wait is not gone to twice. */
  readonly wait: string;
  readonly until: number;
}

export interface DemoRun {
  readonly kind: string;
  readonly center: string;
  readonly at: number;
}

/** What the demo has to know of the books; given by whoever starts it. */
export interface DemoBooks {
  /** The earliest open wait of an open case that ends by then and is none of those. */
  readonly nextWait: (until: number, gone: ReadonlySet<string>) => Promise<DemoWait | null>;
  readonly isOpen: (wait: string) => Promise<boolean>;
  /** The workflows of all open cases and runs. */
  readonly openWorkflows: () => Promise<readonly string[]>;
  /** The runs that the clock would have begun after the one and up to the other instant, in order. */
  readonly runsBetween: (from: number, to: number) => Promise<readonly DemoRun[]>;
  /** Whether nothing moves the run any more but a person. */
  readonly rests: (run: string) => Promise<boolean>;
}

export interface DemoTime {
  /** The demo's instant (ms). */
  readonly now: () => number;
  readonly moving: () => boolean;
  /** Goes there; one journey at a time. @returns what went along, or null: somebody travels already */
  readonly travel: (to: number) => Promise<Travelled | null>;
}

export interface Travelled {
  readonly from: number;
  readonly to: number;
  /** Waits that ended on the way. */
  readonly waits: number;
  readonly runs: readonly DemoRun[];
  /** The workflow of the case for which it stopped on the way; null: it went all the way. */
  readonly stoppedBy: string | null;
}

export interface DemoParts {
  readonly client: Client;
  readonly clock: DemoClock;
  readonly books: DemoBooks;
  /** Where the runs' workers listen. */
  readonly runQueue: string;
  /** How cases are carried; left out: by the server's own skipping. */
  readonly time?: Pick<VirtualClock, 'jumpTo' | 'untilIdle'>;
}

/**
 * So many waits of one case may end in one journey. A case that asks an outside system which is down would ask it
 * again for ever, every half hour of half a year.
 */
export const REPEATS_MAX = 20;

/** How long a wait that is over may take to be written as ended, and a run to come to rest. */
const ENDED_MS = 5_000;
const RUN_MS = 20_000;
const LOOK_MS = 50;

export function createDemoTime(parts: DemoParts): DemoTime {
  let travelling = false;
  return {
    now: parts.clock.now,
    moving: () => travelling,
    travel: async (to) => {
      if (travelling) return null;
      travelling = true;
      try {
        return await travel(parts, to);
      } finally {
        travelling = false;
      }
    },
  };
}

async function travel(parts: DemoParts, to: number): Promise<Travelled> {
  const { books, clock, client } = parts;
  const from = clock.now();
  const time = parts.time ?? virtualClock(client);
  const ahead = await books.runsBetween(from, to);
  const road: Road = { time, gone: new Set(), times: new Map() };
  const runs: DemoRun[] = [];
  let stoppedBy: string | null = null;
  for (const run of ahead) {
    stoppedBy = await waitsUntil(parts, road, run.at);
    if (stoppedBy !== null) break;
    clock.setTo(run.at);
    await begin(parts, run);
    runs.push(run);
  }
  stoppedBy ??= await waitsUntil(parts, road, to);
  const reached = stoppedBy === null ? to : clock.now();
  clock.setTo(reached);
  // Whoever waits for no day lives on the same day as everybody else.
  for (const workflowId of await books.openWorkflows()) {
    await time.jumpTo(client.workflow.getHandle(workflowId), new Date(reached));
  }
  return { from, to: reached, waits: road.gone.size, runs, stoppedBy };
}

/** What was passed so far. */
interface Road {
  readonly time: NonNullable<DemoParts['time']>;
  readonly gone: Set<string>;
  /** How many waits of a case ended. */
  readonly times: Map<string, number>;
}

/**
 * Every wait that ends by then, the earliest first; what it leads to may be a wait again.
 *
 * @returns the case whose next wait would be one too many; null: all have ended
 */
async function waitsUntil(
  { books, clock, client }: DemoParts,
  { time, gone, times }: Road,
  until: number,
): Promise<string | null> {
  for (;;) {
    const next = await books.nextWait(until, gone);
    if (next === null) return null;
    const before = times.get(next.workflowId) ?? 0;
    if (before >= REPEATS_MAX) return next.workflowId;
    times.set(next.workflowId, before + 1);
    gone.add(next.wait);
    clock.setTo(next.until);
    await time.jumpTo(client.workflow.getHandle(next.workflowId), new Date(next.until));
    await untilTrue(async () => !(await books.isOpen(next.wait)), ENDED_MS);
    await time.untilIdle(client.workflow.getHandle(next.workflowId));
  }
}

/** A run of the clock, at its hour of the demo's day. */
async function begin({ client, clock, books, runQueue }: DemoParts, run: DemoRun): Promise<void> {
  const { kind, center, at } = run;
  const workflowId = `due/${kind}/${center}/${at}`;
  const options = { workflowId, taskQueue: runQueue, args: [{ kind, center }] };
  await startAhead(client, clock, { type: 'dueRun', options });
  const begun: unknown = await client.workflow.getHandle(workflowId).result();
  if (typeof begun === 'string') await untilTrue(() => books.rests(begun), RUN_MS);
}

/** Gives up quietly: what takes longer goes on by itself. */
async function untilTrue(look: () => Promise<boolean>, limitMs: number): Promise<void> {
  const giveUpAt = performance.now() + limitMs;
  while (!(await look()) && performance.now() < giveUpAt) await delay(LOOK_MS);
}
