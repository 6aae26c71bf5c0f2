/**
 * The clock of the runs: one Schedule per kind and center, which only starts the day's run. One that
 * was missed while everything was down is started when it is up again, within a day. Whether it is
 * paused stands in the books; no start of a worker brings a paused one back.
 */
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client } from '@temporalio/client';
import type pg from 'pg';
import {
  RUN_KIND_NAMES,
  RUN_KINDS,
  RUN_TASK_QUEUE,
  type RunKind,
  type RunKindName,
} from '../../src/cases/runs.ts';
import { scheduleIdOf } from '../../src/cases/run-schedules.ts';
import { schedulePause } from '../../src/db/run-schedules.ts';

export interface Clock {
  readonly client: Client;
  readonly pool: pg.Pool;
}

/** Makes the schedules that are not there; those that are there are set anew. */
export async function keepSchedules({ client, pool }: Clock): Promise<void> {
  const { rows } = await pool.query<{ code: string }>('select code from center order by code');
  for (const { code } of rows) {
    for (const kind of RUN_KIND_NAMES) await keepSchedule({ client, pool }, kind, code);
  }
}

async function keepSchedule(
  { client, pool }: Clock,
  kind: RunKindName,
  center: string,
): Promise<void> {
  const scheduleId = scheduleIdOf({ kind, center });
  const { paused, version } = await schedulePause(pool, { kind, center });
  const note = `version ${String(version)}`;
  const options = {
    spec: specOf(RUN_KINDS[kind]),
    action: {
      type: 'startWorkflow' as const,
      workflowType: 'dueRun',
      taskQueue: RUN_TASK_QUEUE,
      workflowId: `due/${kind}/${center}`,
      args: [{ kind, center }],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day' as const },
  };
  try {
    await client.schedule.create({ scheduleId, ...options, state: { paused, note } });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // A pause stays, even one that somebody gave to the engine itself: only a person ends it.
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({
      ...options,
      state: paused && !state.paused ? { ...state, paused, note } : state,
    }));
  }
  // A pause that came meanwhile found no Schedule to be told to.
  const now = await schedulePause(pool, { kind, center });
  if (now.version !== version) await keepSchedule({ client, pool }, kind, center);
}

function specOf({ clock }: RunKind) {
  const { hour, minute, dayOfMonth, month } = clock;
  return {
    calendars: [
      {
        ...{ hour, minute },
        ...(dayOfMonth !== undefined && { dayOfMonth }),
        ...(month !== undefined && { month: MONTHS[month - 1] }),
      },
    ],
    timezone: 'Asia/Shanghai',
  };
}

const MONTHS = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;
