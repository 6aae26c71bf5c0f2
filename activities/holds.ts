/** What a hold (冻结) reads before it decides: how the account stands, and whether the order is known. */
import { holdStanding } from '../src/ledger/holds.ts';
import type { Deps } from './deps.ts';

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
}

export function createHoldActivities({ pool }: Deps): HoldActivities {
  return {
    lookAtHeld: async ({ center, account, document }) => {
      const found = await holdStanding(pool, { account, document });
      if (found?.center !== center) return null;
      return { account: found.state, known: found.known };
    },
  };
}
