/** The clock of a worker in a time demo. */
import type { WorkerConfig } from './config.ts';
import { setBusinessClock } from './domain/business-clock.ts';
import { openDemoClock, type DemoClock } from './temporal/demo-clock.ts';

/** In a time demo its business has the demo's date; beats, leases and timeouts stay the machine's. */
export function demoClock({ demoTime }: WorkerConfig): DemoClock | undefined {
  if (demoTime === null) return undefined;
  const clock = openDemoClock(demoTime);
  setBusinessClock(clock.now);
  return clock;
}
