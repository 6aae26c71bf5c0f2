/** The registry of workflows: what a case worker can run. */
export { accountOpening } from './account-opening.ts';
export { openingReversal } from './opening-reversal.ts';
