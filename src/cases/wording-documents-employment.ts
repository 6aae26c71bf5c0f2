/** Parameters of the papers about a conversion to employee (灵活转单位). */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { NoticeHead, PrintedClause } from './on-paper.ts';

/** 单位报送录用告知书 */
export interface EmploymentListedParams extends NoticeHead {
  readonly toldOn: PlainDate;
  readonly last4: string;
  readonly fromOn: PlainDate;
  /** Last day on which the unit's first contribution is waited for. */
  readonly until: PlainDate;
  /** The agreement was in force, and rests. */
  readonly suspended: boolean;
  readonly clauses: readonly PrintedClause[];
}

/** 转为单位缴存通知书 */
export interface ConvertedToEmployeeParams extends NoticeHead {
  readonly on: PlainDate;
  readonly last4: string;
  readonly firstMonth: PlainMonth;
  /** Months that both paid. */
  readonly overlap: number;
  readonly clauses: readonly PrintedClause[];
}

/** 灵活转单位办结告知书: it did not come to it. */
export interface EmploymentEndedParams extends NoticeHead {
  readonly endedOn: PlainDate;
  readonly last4: string;
  readonly how: 'not-contributed' | 'withdrawn' | 'not-converted';
  /** Of one that the unit paid for and that could not be carried over: why, and what can be done. */
  readonly reasons?: readonly string[];
  /** First month debited again; null: nothing rested for it. */
  readonly owesFrom: PlainMonth | null;
}

export interface EmploymentPaperParams {
  readonly 'employment-listed': EmploymentListedParams;
  readonly 'converted-to-employee': ConvertedToEmployeeParams;
  readonly 'employment-ended': EmploymentEndedParams;
}
