/** The registry of activities: what workflows may call, by name. */
import type { Change, Committed } from '../src/cases/change.ts';
import type { AgencyActivities } from './agency.ts';
import type { BreachActivities } from './breach.ts';
import type { DormancyActivities } from './dormancy.ts';
import type { DeathActivities } from './death-payout.ts';
import type { ExitActivities } from './exit.ts';
import type { ChangeActivities } from './change.ts';
import type { HoldActivities } from './holds.ts';
import type { IrregularityActivities } from './irregularity.ts';
import type { OutsideActivities } from './checks.ts';
import type { OpeningActivities } from './opening.ts';
import type { PersonalChangeActivities } from './personal-change.ts';
import type { EmploymentActivities } from './employment.ts';
import type { TakeUpActivities } from './take-up.ts';
import type { WaitMoveActivities } from './wait-moves.ts';
import type { WithdrawalActivities } from './withdrawal.ts';

export interface CaseActivities
  extends
    OutsideActivities,
    AgencyActivities,
    OpeningActivities,
    ChangeActivities,
    BreachActivities,
    DormancyActivities,
    DeathActivities,
    ExitActivities,
    HoldActivities,
    PersonalChangeActivities,
    TakeUpActivities,
    EmploymentActivities,
    WaitMoveActivities,
    IrregularityActivities,
    WithdrawalActivities {
  /** Writes a change once, in one transaction. */
  readonly commit: (change: Change) => Promise<Committed>;
  /** What was last written of a case, for a run of its workflow that begins anew. */
  readonly recall: (ask: { readonly caseId: string }) => Promise<Committed | null>;
}
