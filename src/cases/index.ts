/** The registry of case types: one line per type, read by workflows, API, CLI and screen. */
import { accountOpening } from './account-opening.ts';
import { openingReversal } from './opening-reversal.ts';
import type { CaseType } from './case.ts';

export const CASE_TYPES: Readonly<Record<string, CaseType>> = {
  'account-opening': accountOpening,
  'opening-reversal': openingReversal,
};

/** What a case type is called on paper. */
export function businessOf(type: string): string {
  return CASE_TYPES[type]?.title ?? type;
}
