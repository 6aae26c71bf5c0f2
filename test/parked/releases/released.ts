/** A release as a later one finds it: the course of today with commands before and after it that came later. */
import { patched, sleep } from '@temporalio/workflow';
import type { CaseStart } from '../../../src/cases/messages.ts';

type Course = (start: CaseStart) => Promise<string>;

/** @param changes what was added so far, release by release; cases from before go on without the first half */
export function released(course: Course, changes: readonly string[]): Course {
  return async (start) => {
    for (const change of changes) if (patched(`${change}-begins`)) void sleep('1 hour');
    const stage = await course(start);
    for (const change of changes) if (patched(`${change}-ends`)) await sleep(1);
    return stage;
  };
}
