/** What the account opening reads before it decides. */
import type { PlainDate } from '../src/domain/calendar.ts';
import type { OpeningFigures } from '../src/policy/opening-figures.ts';

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
  }) => Promise<Prepared>;
}
