/** Parameters of the papers of a change of personal data (信息变更). What is on them is masked, but for the head. */
import type { PlainDate } from '../domain/calendar.ts';
import type { NoticeHead, PrintedClause, PrintedReason, WaysOnPaper } from './on-paper.ts';

export interface PersonalHead extends NoticeHead {
  readonly accountLast4: string;
  /** 姓名、手机号码 */
  readonly what: string;
}

/** 信息变更受理通知书 */
export interface PersonalAcceptedParams extends PersonalHead {
  readonly acceptedOn: PlainDate;
  readonly promisedWorkingDays: number;
  readonly promisedOn: PlainDate | null;
  /** Another person looks at it first. */
  readonly reviewed: boolean;
}

/** 信息变更补正告知书 */
export interface PersonalSupplementParams extends PersonalHead {
  readonly toldOn: PlainDate;
  readonly missing: readonly string[];
  readonly until: PlainDate;
}

/** 信息变更通知书 */
export interface PersonalChangedParams extends PersonalHead {
  readonly changedOn: PlainDate;
  /** 手机号码：138****0000 → 139****0000 */
  readonly changes: readonly string[];
  /** The card that is debited bears the name before. */
  readonly mandate: boolean;
  readonly held: boolean;
  readonly clauses: readonly PrintedClause[];
}

/** 信息变更告知: to the phone as it was before. */
export interface PersonalToldParams extends PersonalHead {
  readonly changedOn: PlainDate;
}

/** 不予变更决定书 */
export interface PersonalRefusedParams extends PersonalHead {
  readonly decidedOn: PlainDate;
  readonly reasons: readonly PrintedReason[];
  readonly ways: WaysOnPaper;
}

/** 信息变更终止通知 */
export interface PersonalEndedParams extends PersonalHead {
  readonly endedOn: PlainDate;
  readonly why: 'withdrawn' | 'not-supplied';
}

export interface PersonalPaperParams {
  readonly 'personal-change-accepted': PersonalAcceptedParams;
  readonly 'personal-change-supplement': PersonalSupplementParams;
  readonly 'personal-changed': PersonalChangedParams;
  readonly 'personal-change-told': PersonalToldParams;
  readonly 'personal-change-refused': PersonalRefusedParams;
  readonly 'personal-change-ended': PersonalEndedParams;
}
