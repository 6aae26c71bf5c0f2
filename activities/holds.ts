/** What a hold (冻结) reads before it decides: how the account stands, whether the order is known, what can be deducted. */
import { holdStanding } from '../src/ledger/holds.ts';
import { prepareDeduction, type DeductionAsk, type DeductionNow } from './deductions.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';

export interface HoldLook {
  readonly account: 'normal' | 'sealed' | 'closed';
  readonly known: boolean;
}

export interface HoldActivities {
  /** Null: the center has no such account. */
  readonly lookAtHeld: (ask: {
    readonly center: string;
    readonly account: string;
    /** Number of the order. */
    readonly document: string;
  }) => Promise<HoldLook | null>;
  /** Null: the hold is not in force. */
  readonly lookAtDeduction: (ask: DeductionAsk) => Promise<DeductionNow | null>;
}

export function createHoldActivities(deps: Deps): HoldActivities {
  const { pool } = deps;
  return {
    lookAtHeld: async ({ center, account, document }) => {
      const found = await holdStanding(pool, { account, document });
      if (found?.center !== center) return null;
      return { account: found.state, known: found.known };
    },
    lookAtDeduction: async (ask) => {
      const now = await prepareDeduction(pool, await officesFor(deps, ask.caseId), ask);
      if (now === null) return null;
      const { facts, decision, payoutUntil, last4 } = now;
      return { facts, decision, payoutUntil, last4 };
    },
  };
}
