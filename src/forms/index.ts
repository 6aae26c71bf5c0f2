/** The registry of forms: what may be sent for each case type. */
import type { z } from 'zod';
import { AccountOpeningApplication, accountOpeningActions } from './account-opening.ts';

export interface CaseForms {
  readonly application: z.ZodType;
  readonly actions: Readonly<Record<string, z.ZodType>>;
}

export const CASE_FORMS: Readonly<Record<string, CaseForms>> = {
  'account-opening': { application: AccountOpeningApplication, actions: accountOpeningActions },
};
