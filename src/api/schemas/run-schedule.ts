/** The clocks of the runs (定时) in answers: when each strikes, what it missed, what may be done. */
import { z } from 'zod';
import { SCHEDULE_ACTION_NAMES } from '../../cases/run-schedules.ts';
import { RUN_KIND_NAMES, RUN_STATE_NAMES } from '../../cases/runs.ts';
import { centerCode, date, instant, listOf, staffId } from './terms.ts';

export const RunScheduleView = z
  .object({
    id: z.string().meta({ examples: ['collection.210100'] }),
    kind: z.enum(RUN_KIND_NAMES),
    kindTitle: z.string(),
    note: z.string(),
    center: centerCode,
    version: z.int(),
    clockText: z.string().meta({ examples: ['每天08:00'] }),
    paused: z.boolean(),
    stateTitle: z.string(),
    reason: z.string().nullable().meta({ description: 'Why it is paused; null: it is not' }),
    pausedBy: staffId.nullable(),
    pausedByName: z.string().nullable(),
    pausedAt: instant.nullable(),
    passed: z.int().meta({ description: 'Fire times that passed since it was paused' }),
    next: z
      .array(
        z.object({
          at: instant,
          text: z.string().meta({ description: 'Civil date-time, Asia/Shanghai' }),
          businessOn: date,
        }),
      )
      .meta({ description: 'The next ten; while it is paused, those that would be' }),
    lastRun: z
      .object({
        id: z.string(),
        businessOn: date,
        state: z.enum(RUN_STATE_NAMES),
        stateTitle: z.string(),
        startedAt: instant,
      })
      .nullable(),
    overlap: z.literal('skip'),
    overlapText: z.string(),
    missed: z
      .array(date)
      .meta({ description: 'Business dates without a run: of 31 days, of a year if not daily' }),
    waiting: z.array(date).meta({ description: 'Business dates that wait to be caught up' }),
    engine: z.enum(['on', 'paused', 'absent', 'unknown']).meta({
      description: 'What the engine itself says; unknown: it does not answer, or is being told',
    }),
    warning: z.string().nullable().meta({ description: 'What needs a person; null: nothing' }),
    actions: z.array(
      z.object({
        action: z.enum([...SCHEDULE_ACTION_NAMES, 'backfill']),
        title: z.string(),
        permitted: z.boolean(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'RunSchedule' });

export const RunScheduleList = listOf(RunScheduleView).meta({ id: 'RunScheduleList' });

export const RunScheduleActed = z
  .object({
    schedule: RunScheduleView,
    run: z.string().nullable().meta({ description: 'The run, where one was asked for' }),
  })
  .meta({ id: 'RunScheduleActed' });

export const RunBackfill = z
  .object({
    schedule: RunScheduleView,
    days: z
      .array(z.object({ businessOn: date, run: z.string().nullable() }))
      .meta({ description: 'Every day of the range with its run; null: it waits for its turn' }),
  })
  .meta({ id: 'RunBackfill' });
