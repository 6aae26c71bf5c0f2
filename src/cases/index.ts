/** The registry of case types: one line per type, read by workflows, API, CLI and screen. */
import { accountOpening } from './account-opening.ts';
import type { CaseType } from './case.ts';

export const CASE_TYPES: Readonly<Record<string, CaseType>> = {
  'account-opening': accountOpening,
};
