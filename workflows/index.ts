/** The registry of workflows: what the workers can run. */
export { accountOpening } from './account-opening.ts';
export { contributionChange } from './contribution-change.ts';
export { conversionToEmployee } from './conversion-to-employee.ts';
export { conversionToFlexible } from './conversion-to-flexible.ts';
export { personalChange } from './personal-change.ts';
export { resumption } from './resumption.ts';
export { agreementChange } from './agreement-change.ts';
export { breach } from './breach.ts';
export { dormantClosing } from './dormant-closing.ts';
export { deathPayout } from './death-payout.ts';
export { exit } from './exit.ts';
export { hold } from './hold.ts';
export { irregularity } from './irregularity.ts';
export { openingReversal } from './opening-reversal.ts';
export { withdrawal } from './withdrawal.ts';
export { dueRun, run } from './run.ts';
