/**
 * Asking the outside systems about the applicant of a case.
 *
 * The person's data are read here and never pass through a workflow: in go ids, out come codes,
 * and the evidence already sealed under the person's own key.
 */
import type { CheckRecord } from '../src/cases/change.ts';

export interface Question {
  readonly caseId: string;
  /** Business key of the request, the same for every attempt. */
  readonly key: string;
  readonly purpose: 'OPEN_ACCOUNT' | 'LOAN' | 'REVIEW';
}

export interface Answered {
  readonly record: CheckRecord;
}

export interface OutsideActivities {
  readonly identity: (question: Question) => Promise<Answered>;
  readonly national: (question: Question) => Promise<Answered>;
}
