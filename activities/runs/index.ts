/** The activities of the run worker. */
import { Context } from '@temporalio/activity';
import { RUN_KINDS, type DueRun } from '../../src/cases/runs.ts';
import { beginDueRun } from '../../src/db/runs.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import type { RunDeps } from './kind.ts';
import { RUN_WORKS } from './kinds.ts';
import { stepRun, type RunWorks, type StepAsk, type Stood } from './step.ts';

export interface RunActivities {
  /** Does what is due of a run now. */
  readonly stepRun: (ask: StepAsk) => Promise<Stood>;
  /** Begins the run of a kind for the day it works for, when there was none. */
  readonly beginRun: (due: DueRun & { readonly at: number }) => Promise<string | null>;
}

/** How often a step says that its process lives, whatever it is at; the engine waits six times as long. */
const BEAT_MS = 5_000;

/** @param works other kinds of runs, for tests */
export function createRunActivities(deps: RunDeps, works: RunWorks = RUN_WORKS): RunActivities {
  return {
    stepRun: async (ask) => {
      const context = Context.current();
      const beat = () => {
        context.heartbeat();
      };
      const beating = setInterval(beat, BEAT_MS);
      try {
        return await stepRun(deps, works, ask, { signal: context.cancellationSignal, beat });
      } finally {
        clearInterval(beating);
      }
    },
    beginRun: ({ kind, center, at }) => {
      const on = addDays(dateAt(at), RUN_KINDS[kind].clock.dayOffset);
      return beginDueRun(deps.pool, { kind, center, on, at });
    },
  };
}
