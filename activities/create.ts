/** All activities of a case worker, over one set of connections. */
import { createAgencyActivities } from './agency.ts';
import { createChangeActivities } from './change.ts';
import { createBreachActivities } from './breach.ts';
import { createDormancyActivities } from './dormancy.ts';
import { createCheckActivities } from './checks.ts';
import { createCommit, createRecall } from './commit.ts';
import { createDeathActivities } from './death-payout.ts';
import { createExitActivities } from './exit.ts';
import { createHoldActivities } from './holds.ts';
import type { Deps } from './deps.ts';
import { createIrregularityActivities } from './irregularity.ts';
import type { CaseActivities } from './index.ts';
import { createOpeningActivities } from './opening.ts';
import { createPersonalChangeActivities } from './personal-change.ts';
import { createEmploymentActivities } from './employment.ts';
import { createTakeUpActivities } from './take-up.ts';
import { createWaitMoveActivities } from './wait-moves.ts';
import { createWithdrawalActivities } from './withdrawal.ts';

export function createCaseActivities(deps: Deps): CaseActivities {
  return {
    commit: createCommit(deps),
    recall: createRecall(deps),
    ...createCheckActivities(deps),
    ...createOpeningActivities(deps),
    ...createChangeActivities(deps),
    ...createBreachActivities(deps),
    ...createDormancyActivities(deps),
    ...createTakeUpActivities(deps),
    ...createEmploymentActivities(deps),
    ...createDeathActivities(deps),
    ...createExitActivities(deps),
    ...createPersonalChangeActivities(deps),
    ...createWithdrawalActivities(deps),
    ...createHoldActivities(deps),
    ...createWaitMoveActivities(deps),
    ...createAgencyActivities(deps),
    ...createIrregularityActivities(deps),
  };
}
