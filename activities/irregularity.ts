/** What the case of an irregularity reads: what was found, and whether the books still show it. */
import { findIrregularity } from '../src/db/irregularities.ts';
import { findHits } from '../src/db/legality.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { WITHDRAWAL_CASES } from '../src/policy/withdrawal-reasons.ts';
import type { Deps } from './deps.ts';

/** What the sweep wrote down. Ids, codes and dates. */
export interface IrregularityFound {
  readonly invariant: string;
  /** Opaque id; null: it is about a case. */
  readonly account: string | null;
  readonly aboutCase: string | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface IrregularityActivities {
  /** @throws Fault 'not-found' when no sweep found it */
  readonly prepareIrregularity: (ask: { readonly caseId: string }) => Promise<IrregularityFound>;
  readonly lookAtIrregularity: (ask: {
    readonly caseId: string;
    readonly on: PlainDate;
    /** Instant of the workflow (ms). */
    readonly at: number;
  }) => Promise<{ readonly stands: boolean }>;
}

/** Reasons of withdrawals for which unit money waits for no half year. */
export function closingNow(): readonly string[] {
  return Object.entries(WITHDRAWAL_CASES).flatMap(([reason, { closing }]) =>
    closing ? [reason] : [],
  );
}

export function createIrregularityActivities({ pool }: Deps): IrregularityActivities {
  return {
    prepareIrregularity: async ({ caseId }) => {
      const found = await findIrregularity(pool, caseId);
      if (!found) throw new Fault('not-found', '没有查得这项异常。');
      const { invariant, accountId: account, aboutCase, evidence } = found;
      return { invariant, account, aboutCase, evidence };
    },
    lookAtIrregularity: async ({ caseId, on, at }) => {
      const found = await findIrregularity(pool, caseId);
      if (!found) throw new Fault('not-found', '没有查得这项异常。');
      const { center, person, invariant, hit } = found;
      const asked = { center, on, at, closingNow: closingNow(), person };
      const hits = await findHits(pool, invariant, asked);
      return { stands: hits.some((one) => one.hit === hit) };
    },
  };
}
