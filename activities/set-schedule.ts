/** Pauses or resumes the engine's Schedule of a kind of runs, as a message of the outbox asks for it. */
import { ScheduleNotFoundError, type Client } from '@temporalio/client';
import type pg from 'pg';
import { scheduleIdOf } from '../src/cases/run-schedules.ts';
import { markDelivered, type Outgoing } from '../src/db/outbox.ts';
import { schedulePause } from '../src/db/run-schedules.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { Fault } from '../src/domain/fault.ts';

interface SetDeps {
  readonly pool: pg.Pool;
  readonly client: Client;
}

/**
 * Brings the Schedule to what the books say now, so that the order of messages does not matter. One
 * that the engine does not have is made as the books say when the next worker starts.
 *
 * @throws Fault 'engine-unavailable': the message is sent again
 */
export async function setSchedule(deps: SetDeps, row: Outgoing): Promise<void> {
  const [, kind = '', center = ''] = row.key.split('/');
  // Whoever acted on it meanwhile is followed, too: the last word of the books is the engine's.
  for (let seen = 0; ;) {
    const { paused, version } = await schedulePause(deps.pool, { kind, center });
    if (version === seen) break;
    seen = version;
    await set(deps.client, { kind, center, paused, note: `version ${String(version)}` });
  }
  await inTransaction(deps.pool, (tx) => markDelivered(tx, row.id));
}

interface Setting {
  readonly kind: string;
  readonly center: string;
  readonly paused: boolean;
  readonly note: string;
}

async function set(client: Client, { kind, center, paused, note }: Setting): Promise<void> {
  const handle = client.schedule.getHandle(scheduleIdOf({ kind, center }));
  try {
    await (paused ? handle.pause(note) : handle.unpause(note));
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) {
      throw new Fault('engine-unavailable', 'the schedule could not be set', { cause: error });
    }
  }
}
