/** What is said between the API and a case workflow. Plain JSON, encrypted on the way. */
import type { Actor } from './case.ts';

/** Arguments of every case workflow. */
export interface CaseStart {
  readonly caseId: string;
  readonly type: string;
  readonly center: string;
  readonly branch: string;
  readonly channel: string;
  /** Begun anew for a case that stands in the books: nobody will submit it again. */
  readonly fromBooks?: true;
}

/** First Update of a case: `submit`, sent together with its start. */
export interface Submission<Content> {
  readonly content: Content;
  readonly by: Actor;
  readonly operation?: string;
}

/** Every later human act: one Update named after the action. */
export interface Act<Content = unknown> {
  readonly content: Content;
  readonly by: Actor;
  /** The version the person looked at; null when the act does not depend on it. */
  readonly expectedVersion: number | null;
}

/** What the API tells after an act. */
export interface Standing {
  readonly caseId: string;
  readonly number: string;
  readonly stage: string;
  readonly version: number;
}

/** An Update that every case answers: it reads its books again and looks where it stands. */
export const LOOK_AGAIN = 'lookAgain';
/** A Query that every case answers: where its workflow believes it stands. */
export const STANDING = 'standing';

/** A Signal of cases that listen to what comes in by itself: they look into the books. */
export const NEWS = 'news';

export const CASE_TASK_QUEUE = 'cases';

/** The workflow id of a case. It holds no personal data. */
export function caseWorkflowId(caseId: string): string {
  return `case/${caseId}`;
}

/** 'account-opening' → `accountOpening`: the workflow's name. */
export function workflowTypeOf(caseType: string): string {
  return caseType.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
