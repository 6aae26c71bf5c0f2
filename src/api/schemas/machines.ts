/** The machinery in answers: outside systems, engine, workers, loops and runs, as the board shows them. */
import { z } from 'zod';
import { RUN_KIND_NAMES, RUN_STATE_NAMES } from '../../cases/runs.ts';
import { LOOPS, SYSTEMS } from '../condition.ts';
import { centerCode, date, instant } from './terms.ts';

const moment = instant.nullable();

export const SystemCondition = z.object({
  system: z.enum(SYSTEMS),
  title: z.string(),
  state: z
    .enum(['up', 'slow', 'open', 'unknown'])
    .meta({ description: 'unknown: nobody asked it lately, or no worker lives that would know' }),
  stateTitle: z.string(),
  since: moment,
  askedAt: moment,
  lastAnswerAt: moment,
  lastError: z.string().nullable(),
  lastErrorAt: moment,
  requestsHeldBack: z.int(),
  processes: z.int(),
  processesOpen: z.int(),
  waiting: z.int().meta({ description: 'Cases that wait for it now' }),
  lastCompleteAt: moment.meta({ description: 'Last complete answer that is on record' }),
  answersLastHour: z.int(),
  completeLastHour: z.int(),
});

export const Workers = z.object({
  engineReachable: z.boolean(),
  engineSince: instant,
  processes: z.array(
    z.object({
      kind: z.enum(['cases', 'runs']),
      title: z.string(),
      build: z.string(),
      alive: z.boolean(),
      startedAt: instant,
      seenAt: instant,
    }),
  ),
  queues: z.array(
    z.object({
      queue: z.string(),
      of: z.enum(['cases', 'runs']),
      kind: z.enum(['workflow', 'activity']),
      title: z.string(),
      pollers: z.int(),
      backlog: z.int(),
      oldestSeconds: z.int(),
    }),
  ),
});

export const Loops = z.array(
  z.object({
    loop: z.enum(LOOPS),
    title: z.string(),
    state: z.enum(['working', 'failing', 'silent']),
    stateTitle: z.string(),
    passedAt: moment,
    doneAt: moment,
    faultAt: moment,
    fault: z.string().nullable(),
    waiting: z.int(),
    oldestSeconds: z.int(),
    parked: z.int(),
  }),
);

export const BoardRuns = z
  .array(
    z.object({
      id: z.string().nullable().meta({ description: 'null: the clock has not begun it' }),
      kind: z.enum(RUN_KIND_NAMES),
      kindTitle: z.string(),
      center: centerCode,
      businessOn: date,
      turn: z.int(),
      state: z.enum([...RUN_STATE_NAMES, 'not-begun', 'schedule-paused']),
      stateTitle: z.string(),
      items: z.int(),
      ended: z.int().meta({ description: 'Items done, refused or failed' }),
      failed: z.int(),
      since: moment.meta({ description: 'Since when it stands as it does; null: not on record' }),
      moving: z
        .boolean()
        .nullable()
        .meta({ description: 'Whether its workflow runs; null: it need not, or nobody knows' }),
      retry: z.object({ attempt: z.int(), fault: z.string(), failedAt: instant }).nullable(),
      trouble: z.boolean().meta({ description: 'It does not go on without a person' }),
      sentence: z.string(),
    }),
  )
  .meta({
    description: 'Runs that have not ended, that failed in part today, or that did not begin',
  });
