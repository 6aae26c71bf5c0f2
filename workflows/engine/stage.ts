/**
 * Where a case stands, as its workflow knows it: `stageOf` mirrors what was committed, and answers the
 * query for it. The stage itself is written by the one transaction of a change, never from here.
 */
import {
  defineQuery,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { CaseType, Parties } from '../../src/cases/case.ts';
import type { Committed } from '../../src/cases/change.ts';
import { STANDING, type CaseStart, type Standing } from '../../src/cases/messages.ts';

const STATE = defineSearchAttributeKey('AnjuState', 'KEYWORD');
const BRANCH = defineSearchAttributeKey('AnjuBranch', 'KEYWORD');

export interface Standings<Notes> {
  version: number;
  stage: string;
  number: string;
  parties: Parties;
  /** What the course remembers; null before the first change. */
  notes: Notes | null;
  /** The form in force. */
  content: unknown;
  ended: boolean;
  /** The first change can never be written: there is no case. */
  rejected: boolean;
  /** Acts that were written, and whose outcome the workflow only learned afterwards. */
  found: readonly string[];
  /** How often it was told to look again. */
  looks: number;
  /** The end of the line of those who want to write. */
  queue: Promise<unknown>;
}

/** The mirror of one case, empty before its first change. */
export function stageOf<Notes>(start: CaseStart): Standings<Notes> {
  const now: Standings<Notes> = {
    version: 0,
    stage: '',
    number: '',
    parties: {},
    notes: null,
    content: null,
    ended: false,
    rejected: false,
    found: [],
    looks: 0,
    queue: Promise.resolve(),
  };
  setHandler(defineQuery<Standing>(STANDING), () => standing(start, now));
  return now;
}

/** One piece of work at a time, in the order of asking. */
export function alone<T>(now: Standings<unknown>, work: () => Promise<T>): Promise<T> {
  const turn = now.queue.then(work);
  now.queue = turn.catch(() => undefined);
  return turn;
}

export function standing({ caseId }: CaseStart, now: Standings<unknown>): Standing {
  const { number, stage, version } = now;
  return { caseId, number, stage, version };
}

/** Shows in the engine's lists what the case is, where they say something else. */
export function showState(caseType: CaseType, now: Standings<unknown>): void {
  const state = caseType.stages[now.stage]?.state;
  const shown = workflowInfo().typedSearchAttributes.get(STATE);
  if (state === undefined || now.ended || shown === state) return;
  upsertSearchAttributes([{ key: STATE, value: state }]);
}

/** Takes over what the database now says, and shows it where Temporal's own pages look. */
export function takeOver<Notes>(
  caseType: CaseType,
  now: Standings<Notes>,
  committed: Committed,
  memory: { readonly notes: Notes; readonly content: unknown },
): void {
  const { version, number, stage, parties, branch } = committed;
  const before = caseType.stages[now.stage]?.state ?? 'running';
  const spec = caseType.stages[stage];
  if (!spec) throw new Error(`the books name a stage that ${caseType.type} does not have`);
  Object.assign(now, { version, number, stage, parties, ...memory });
  now.ended = spec.final === true;
  if (spec.state !== before && !now.ended) {
    upsertSearchAttributes([{ key: STATE, value: spec.state }]);
  }
  // Only a hand-over names a branch: histories from before there was one know nothing of it.
  if (branch !== undefined) upsertSearchAttributes([{ key: BRANCH, value: branch }]);
  setCurrentDetails(`${number} · ${spec.title}`);
}
