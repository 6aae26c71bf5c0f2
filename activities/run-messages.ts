/** What the outbox holds for the runs: a run's workflow is woken, the Schedule of a kind is set. */
import type { Outgoing } from '../src/db/outbox.ts';
import { setSchedule } from './set-schedule.ts';
import { wakeRun } from './wake-run.ts';

const DELIVER = { 'wake-run': wakeRun, 'set-schedule': setSchedule } as const;
type RunMessage = keyof typeof DELIVER;

export function isAboutRuns(kind: string): kind is RunMessage {
  return Object.hasOwn(DELIVER, kind);
}

/** @throws Fault 'engine-unavailable': the message is sent again */
export function deliverToRuns(
  deps: Parameters<typeof wakeRun>[0],
  row: Outgoing,
  kind: RunMessage,
): Promise<void> {
  return DELIVER[kind](deps, row);
}
