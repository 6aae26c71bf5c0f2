/** What the account opening reads before it decides. */
import type { PlainDate } from '../src/domain/calendar.ts';
import { openingFigures, type OpeningFigures } from '../src/policy/opening-figures.ts';
import type { PlatformAnswer } from '../src/policy/opening-check.ts';
import { createOwnBooks, type Transcript } from './checks.ts';
import { officesFor } from './figures-kept.ts';
import type { Deps } from './deps.ts';

export interface Prepared {
  readonly figures: OpeningFigures;
  /** How long an outside step retries before the case parks, and how often a parked one tries. */
  readonly patience: { readonly budgetSeconds: number; readonly retryMinutes: number };
}

export interface OpeningActivities {
  readonly prepareOpening: (ask: {
    readonly center: string;
    readonly district: string | null;
    readonly on: PlainDate;
    /** The case that asks: it may follow an older figure. Left out by runs from before that was so. */
    readonly caseId?: string;
  }) => Promise<Prepared>;
  /** Our own accounts of the applicant in place of those a transcript has of this center. */
  readonly withOwnBooks: (transcript: Transcript) => Promise<PlatformAnswer>;
}

export function createOpeningActivities(deps: Deps): OpeningActivities {
  const { patience } = deps;
  return {
    withOwnBooks: createOwnBooks(deps),
    /** The figures in force on a day, for a district. */
    prepareOpening: async ({ center, district, on, caseId }) => {
      const { figures } = await officesFor(deps, caseId);
      return { figures: openingFigures(figures, { center, district, on }), patience };
    },
  };
}
