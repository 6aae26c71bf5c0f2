/** What only the opening of an account does. */
import { open } from './agreement.ts';
import type { Business } from './state.ts';
import { decideOpeningOf } from './decision.ts';
import { convert } from './outcomes.ts';
import { deadlineOf } from '../engine/days.ts';
import type { Movers } from '../engine/desk.ts';
import type { Notes } from './state.ts';

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

/** Waits of an opening whose last day a supervisor may move, and what the course remembers of it. */
export const OPENING_MOVES: Movers<Notes> = {
  supplement: (notes, last) => ({ notes: { ...notes, supplementBy: deadlineOf(last) } }),
  'seal-elsewhere': (notes, last) => ({ notes: { ...notes, deferredTo: deadlineOf(last) } }),
  'review-window': (notes, last) => ({ notes: { ...notes, reviewBy: deadlineOf(last) } }),
};
