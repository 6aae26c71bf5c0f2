/** What the closing of an empty account remembers, and what its parts share. */
import type { DormancyFound, DormancyNow } from '../../activities/dormancy.ts';
import type { DormantAction, DormantStage } from '../../src/cases/dormant-closing.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { KnownLoans } from '../../src/domain/exit-books.ts';
import type { DormantActs } from '../../src/forms/dormant-closing.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';
import type { PayoutNotes } from '../engine/payout.ts';
import type { ServiceNotes } from '../engine/service.ts';

export interface DormantNotes extends ServiceNotes {
  /** Opaque id. */
  readonly account: string;
  readonly found: DormancyFound;
  readonly servedOn: PlainDate | null;
  /** Last day on which a contribution averts the closing. */
  readonly noticeUntil: PlainDate | null;
  /** Which question to the national platform it was last: part of its key; left out: none yet. */
  readonly round?: number;
  /** Instant (ms) of the next question by itself; null or left out: the platform is not waited for. */
  readonly parkedUntil?: number | null;
  /** Payments of interest; left out: none yet. */
  readonly payout?: PayoutNotes;
}

export type DormantDesk = Desk<DormantStage, DormantAction, DormantNotes>;
export type DormantDraft = Draft<DormantNotes>;
export type ActOf<Name extends DormantAction> = Act<DormantActs[Name]>;

export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** What the books say today. @param loans what the platform answered today; null: it was not asked yet */
export function lookAt(desk: DormantDesk, loans: KnownLoans | null = null): Promise<DormancyNow> {
  const { account } = desk.notes();
  const ask = { caseId: desk.caseId, account, on: desk.today(), loans };
  return steadily(({ lookAtDormancy }) => lookAtDormancy(ask));
}
