/** What only the opening of an account does. */
import { open } from './agreement.ts';
import type { Business } from './business.ts';
import { decideOpeningOf } from './decision.ts';
import { convert } from './outcomes.ts';

export const OPENING: Business = {
  type: 'account-opening',
  working: 'opening',
  papers: {
    agreement: 'agreement',
    refusal: 'refusal',
    deferral: 'deferral',
    reminder: 'signing-reminder',
    lapse: 'lapse',
    withdrawn: 'application-withdrawn',
  },
  look: null,
  decide: decideOpeningOf,
  terms: () => ({}),
  complete: open,
  follow: (opening, decision, outcome) =>
    outcome === 'convert' ? convert(opening, decision) : null,
};
