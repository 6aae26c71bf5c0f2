/**
 * A run (批处理): it asks for the next step until there is none, and sleeps while the run waits for a
 * person, for the bank or for tomorrow. What the run is stands in the database; this only drives it,
 * so that any step may be asked for twice.
 */
import {
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { hasEnded, WAKE_RUN, type DueRun, type RunStart } from '../src/cases/runs.ts';
import type { RunActivities } from '../activities/runs/index.ts';

/** It never gives up: what is wrong is mended, and the next try goes on. */
const PATIENCE = { initialInterval: '1 second', maximumInterval: '1 minute' } as const;

const { stepRun } = proxyActivities<RunActivities>({
  // A step commits every few seconds; freezing a list of a million accounts takes minutes.
  startToCloseTimeout: '15 minutes',
  // It beats as long as its process lives: after a crash another one goes on soon.
  heartbeatTimeout: '30 seconds',
  retry: PATIENCE,
});
const { beginRun } = proxyActivities<RunActivities>({
  startToCloseTimeout: '1 minute',
  retry: PATIENCE,
});

export async function run({ run: id }: RunStart): Promise<string> {
  let woken = 0;
  setHandler(defineSignal(WAKE_RUN), () => {
    woken += 1;
  });
  for (;;) {
    const seen = woken;
    const { state, waitSeconds } = await stepRun({ run: id, at: Date.now() });
    if (hasEnded(state)) return state;
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof run>({ run: id });
    if (waitSeconds === 0) continue;
    const called = () => woken !== seen;
    if (waitSeconds === null) await condition(called);
    else await condition(called, waitSeconds * 1000);
  }
}

/** What a Schedule starts: the run of the day; it is started by the outbox, as those of people are. */
export async function dueRun(due: DueRun): Promise<string | null> {
  return beginRun({ ...due, at: Date.now() });
}
