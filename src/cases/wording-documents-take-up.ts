/** Parameters of the papers by which an account is taken up (单位转灵活, 恢复缴存). */
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { TakeUpWay } from '../domain/vocabulary.ts';
import type { NoticeHead, PrintedClause } from './on-paper.ts';
import type {
  AccountOpenedParams,
  AgreementParams,
  ApplicationWithdrawnParams,
  DeferralParams,
  LapseParams,
  RefusalParams,
  SigningReminderParams,
} from './wording-documents-openings.ts';

/** What is said before signing of the months: one line for every month in which it may be signed. */
export interface MonthOutlookOnPaper {
  readonly in: PlainMonth;
  readonly firstMonth: PlainMonth;
  readonly gapMonths: number;
  readonly continuity: 'kept' | 'broken' | 'none';
}

export interface TakeUpOnPaper {
  readonly way: TakeUpWay;
  readonly last4: string;
  /** Empty: not known. */
  readonly sealedOn: PlainDate | '';
  /** Last month that is paid; empty: none ever was. */
  readonly paidTo: PlainMonth | '';
  readonly toleratedGap: number;
  /** Last day on which it may come into force without breaking the run; empty: there is no run. */
  readonly keptThrough: PlainDate | '';
  readonly outlook: readonly MonthOutlookOnPaper[];
}

export interface TakeUpAgreementParams extends AgreementParams {
  readonly takeUp: TakeUpOnPaper;
}

export interface TakenUpParams extends Omit<AccountOpenedParams, 'openedOn'> {
  readonly way: TakeUpWay;
  readonly on: PlainDate;
  readonly gapMonths: number;
  readonly continuity: MonthOutlookOnPaper['continuity'];
}

export interface UnitSealAwaitedParams extends NoticeHead {
  readonly toldOn: PlainDate;
  readonly last4: string;
  readonly until: PlainDate;
  readonly clauses: readonly PrintedClause[];
}

export interface TakeUpPaperParams {
  readonly 'take-up-agreement': TakeUpAgreementParams;
  readonly 'taken-up': TakenUpParams;
  readonly 'unit-seal-awaited': UnitSealAwaitedParams;
  readonly 'take-up-refused': RefusalParams;
  readonly 'take-up-deferred': DeferralParams;
  readonly 'take-up-reminder': SigningReminderParams;
  readonly 'take-up-lapsed': LapseParams;
  readonly 'take-up-withdrawn': ApplicationWithdrawnParams;
}
