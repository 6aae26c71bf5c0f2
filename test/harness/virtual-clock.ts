/** The virtual clock of the time demo, and a case driven from registered wait to registered wait. */
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import {
  virtualClock as clockOf,
  type TimedHandle,
  type VirtualClock as Clock,
} from '../../src/temporal/virtual-clock.ts';

export interface VirtualClock extends Clock {
  /**
   * Jumps to the next `until` of the case's open waits.
   *
   * @returns that instant
   * @throws Error when no open wait has an end
   */
  readonly jumpToWait: (
    handle: TimedHandle,
    waits: { readonly db: Pool; readonly caseId: string; readonly kind?: string },
  ) => Promise<Date>;
}

export function virtualClock(client: Client): VirtualClock {
  const clock = clockOf(client);
  return {
    ...clock,
    jumpToWait: async (handle, { db, caseId, kind }) => {
      const found = await db.query<{ until: Date | null }>(
        `select min(until) as until from wait
          where case_id = $1 and closed_at is null and ($2::text is null or kind = $2)`,
        [caseId, kind ?? null],
      );
      const until = found.rows[0]?.until;
      if (!until) throw new Error(`Case ${caseId} has no open wait with an end.`);
      await clock.jumpTo(handle, until);
      return until;
    },
  };
}
