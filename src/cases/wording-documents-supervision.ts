/** Parameters of the papers about what supervisors decide beside the course of a case. */
import type { PlainDate } from '../domain/calendar.ts';
import type { NoticeHead, PrintedClause } from './on-paper.ts';

/** 改期告知书: the last day of a wait became another one. */
export interface WaitMovedParams extends NoticeHead {
  readonly movedOn: PlainDate;
  /** What is waited for. */
  readonly wait: string;
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  /** First day on which what follows is done. */
  readonly followsOn: PlainDate;
  readonly then: string;
  readonly ground: string;
  readonly document: string;
  /** How the half year is counted by the corrected seal; empty: none was corrected. */
  readonly seal: string;
  readonly clauses: readonly PrintedClause[];
}

/** 异常核查结果单: what was found, and what it came to; for the file, never sent. */
export interface IrregularityResultParams extends NoticeHead {
  readonly endedOn: PlainDate;
  readonly invariant: string;
  /** The state that must not be, in the rule's words. */
  readonly rule: string;
  readonly evidence: string;
  readonly outcome: 'gone' | 'explained' | 'mended';
  /** What the supervisors wrote; empty: it ended by itself. */
  readonly answer: string;
  readonly confirmation: string;
  readonly clauses: readonly PrintedClause[];
}

export interface SupervisionPaperParams {
  readonly 'wait-moved': WaitMovedParams;
  readonly 'irregularity-result': IrregularityResultParams;
}
