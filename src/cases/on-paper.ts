/** What most printed documents have in common: who issues them, for whom, by which clauses, which plan. */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { Cycle, DebitRule, DocumentType } from '../domain/vocabulary.ts';

/** A clause as it was printed: its words are null for a center's own document. */
export interface PrintedClause {
  readonly key: string;
  readonly title: string;
  readonly text: string | null;
}

export interface PrintedReason {
  readonly code: string;
  readonly reason: string;
  readonly remedy: string;
  readonly clauses: readonly PrintedClause[];
  /** From this day on a new application may succeed. */
  readonly earliestOn: PlainDate | null;
}

/** The center as it signs. */
export interface CenterOnPaper {
  readonly name: string;
  /** 沈阳公积金: how a text message names the sender. */
  readonly shortName: string;
  readonly phone: string | null;
  readonly address: string | null;
  /** The center's own document that governs the business, title and number. */
  readonly rule: string;
}

export interface PersonOnPaper {
  readonly name: string;
  readonly documentType: DocumentType;
  /** In full; notices print it masked. */
  readonly documentNumber: string;
}

/** What every notice of a case begins with. */
export interface NoticeHead {
  readonly center: CenterOnPaper;
  readonly caseNumber: string;
  /** 开户 */
  readonly business: string;
  readonly person: PersonOnPaper;
  /** 代理人, where somebody acts for the person: one line; left out: nobody does. */
  readonly agent?: string;
  /** Where the case was received. */
  readonly branch: string;
}

/** The plan of contributions as chosen. */
export interface ChosenPlan {
  readonly monthlyAmount: Yuan;
  readonly cycle: Cycle;
  /** Day of the month, 1 to 28. */
  readonly debitDay: number;
  readonly debitRule: DebitRule;
  readonly bank: string;
  readonly cardLast4: string;
}

/** The ways against a decision. */
export interface ReviewWays {
  readonly humanReviewUntil: PlainDate;
  /** Who hears an administrative reconsideration: 沈阳市人民政府. */
  readonly reconsiderationBody: string;
  /** 沈阳市沈河区人民法院; null: the competent court. */
  readonly court: string | null;
}

/** Where to go against a decision about an account. */
export interface WaysOnPaper {
  readonly reconsiderationBody: string;
  readonly court: string;
}
