/**
 * The clock of the runs: one Schedule per kind and center, which only starts the day's run. One that
 * was missed while everything was down is started when it is up again, within a day.
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

export interface Clock {
  readonly client: Client;
  readonly pool: pg.Pool;
}

/** Makes the schedules that are not there; those that are there are set anew. */
export async function keepSchedules({ client, pool }: Clock): Promise<void> {
  const { rows } = await pool.query<{ code: string }>('select code from center order by code');
  for (const { code } of rows) {
    for (const kind of RUN_KIND_NAMES) await keepSchedule(client, kind, code);
  }
}

async function keepSchedule(client: Client, kind: RunKindName, center: string): Promise<void> {
  const scheduleId = `run/${kind}/${center}`;
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
    await client.schedule.create({ scheduleId, ...options });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    // A supervisor's pause stays.
    await client.schedule.getHandle(scheduleId).update(({ state }) => ({ ...options, state }));
  }
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
