/** Parameters of the papers of a payment after a death (死亡提取). They are handed to the heirs. */
import type { PlainDate } from '../domain/calendar.ts';
import type { Yuan } from '../domain/money.ts';
import type { NoticeHead, PrintedClause, PrintedReason, WaysOnPaper } from './on-paper.ts';

export interface DeathHead extends NoticeHead {
  readonly accountLast4: string;
  readonly diedOn: PlainDate;
  /** 公证继承（（2026）辽证字第1号） */
  readonly basis: string;
}

/** 死亡提取受理通知书 */
export interface DeathAcceptedParams extends DeathHead {
  readonly acceptedOn: PlainDate;
  readonly lastOn: PlainDate;
  /** 张三（配偶），1份，建设银行尾号1234 */
  readonly heirs: readonly string[];
  /** Number of the dead person's own exit that is open; empty: none is; left out of the first version. */
  readonly exit?: string;
}

/** 准予死亡提取决定书 */
export interface DeathDecisionParams extends DeathHead {
  readonly decidedOn: PlainDate;
  readonly total: Yuan;
  readonly shares: readonly {
    readonly who: string;
    readonly share: string;
    readonly amount: Yuan;
  }[];
  /** On whom the last cents fell; empty: every share came out even. */
  readonly cents: string;
  readonly clauses: readonly PrintedClause[];
}

/** 不准死亡提取决定书 */
export interface DeathRefusedParams extends DeathHead {
  readonly decidedOn: PlainDate;
  readonly reasons: readonly PrintedReason[];
  readonly ways: WaysOnPaper;
}

/** 死亡提取付款通知书 */
export interface DeathPaidParams extends DeathHead {
  readonly who: string;
  readonly card: string;
  readonly moved: Yuan;
  readonly paidOn: PlainDate;
}

/** 死亡销户通知书 */
export interface DeathClosedParams extends DeathHead {
  readonly closedOn: PlainDate;
}

/** 死亡提取终止通知 */
export interface DeathEndedParams extends DeathHead {
  readonly endedOn: PlainDate;
}

export interface DeathPaperParams {
  readonly 'death-accepted': DeathAcceptedParams;
  readonly 'death-decision': DeathDecisionParams;
  readonly 'death-refused': DeathRefusedParams;
  readonly 'death-paid': DeathPaidParams;
  readonly 'death-closed': DeathClosedParams;
  readonly 'death-ended': DeathEndedParams;
}
