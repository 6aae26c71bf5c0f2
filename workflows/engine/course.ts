/**
 * The course of a case in time: from its submission, step by step, until it has ended.
 *
 * A run that has become long or old begins anew from the books. A run whose submission was lost on
 * the way looks there too, before it gives up.
 */
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  workflowInfo,
  type CancellationScope,
} from '@temporalio/workflow';
import type { CaseStart } from '../../src/cases/messages.ts';
import { dateAt } from '../../src/domain/calendar.ts';
import { alone } from './stage.ts';
import { recall, type Case } from './writing.ts';

const DAY_MS = 86_400_000;
/** A run begins anew at least once a year, so that no history grows with a case's patience. */
const RUN_MAX_MS = 365 * DAY_MS;
/** A submission arrives with the start; one that does not was lost with its sender. */
const LOST_AFTER_MS = 60_000;
/** The sender may come back under the same key. */
const FORGOTTEN_AFTER_MS = DAY_MS;

/** True in a run that goes on with a case from the books. */
export function isLaterRun({ fromBooks }: CaseStart): boolean {
  return fromBooks === true || workflowInfo().continuedFromExecutionRunId !== undefined;
}

/**
 * Waits until anything is written, or until the moment (ms since the epoch) when one is given.
 * A case that is told to look again wakes too: its course then sees for itself what is due.
 *
 * @returns false when the moment came and nothing was written
 */
export async function changed(
  { caseType, now }: Case<unknown>,
  { seen, until }: { readonly seen: number; readonly until: number | null },
): Promise<boolean> {
  const { looks } = now;
  const moved = () => now.version !== seen || now.looks !== looks;
  const end = Math.min(until ?? Infinity, runEndsAt());
  const left = end - Date.now();
  if (left > 0) {
    // What Temporal's own pages show beside the timer: a stage and a day, nothing personal.
    const summary = `${caseType.stages[now.stage]?.title ?? ''} · ${dateAt(end)}`;
    await condition(moved, left, { summary });
  }
  return moved() || until === null || Date.now() < until;
}

export async function runCourse(
  work: Case<unknown>,
  scope: CancellationScope,
  step: () => Promise<void>,
): Promise<string> {
  const { now } = work;
  await begin(work);
  if (now.version === 0) {
    await condition(allHandlersFinished);
    throw ApplicationFailure.nonRetryable('the submission was not recorded', 'not-recorded');
  }
  try {
    await scope.run(async () => {
      while (!now.ended) {
        await renew(work);
        await step();
      }
    });
  } catch (error) {
    if (!now.ended || !isCancellation(error)) throw error;
  }
  await condition(allHandlersFinished);
  return now.stage;
}

async function begin(work: Case<unknown>): Promise<void> {
  const { now } = work;
  const known = () => now.version > 0 || now.rejected;
  const fromBooks = () => alone(now, () => (known() ? Promise.resolve() : recall(work)));
  if (isLaterRun(work.start)) return fromBooks();
  if (await condition(known, LOST_AFTER_MS)) return;
  await fromBooks();
  if (!known()) await condition(known, FORGOTTEN_AFTER_MS);
}

/** A new run of the same case, when this one is long or old and nobody is in the middle of it. */
async function renew({ now, start }: Case<unknown>): Promise<void> {
  if (!workflowInfo().continueAsNewSuggested && Date.now() < runEndsAt()) return;
  await condition(allHandlersFinished);
  if (!now.ended) await continueAsNew<(start: CaseStart) => Promise<string>>(start);
}

function runEndsAt(): number {
  return workflowInfo().runStartTime.getTime() + RUN_MAX_MS;
}
