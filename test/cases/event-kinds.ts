/** Every kind of event that the trail knows, by what it tells of: each must have words. */

// prettier-ignore
export const CASE_COURSE = [
  'reversal-proposed',
  'reversal-declined',
  'case-received', 'application-accepted', 'supplement-requested', 'supplemented', 'corrected',
  'check-answered', 'check-failed', 'case-parked', 'repair-retry', 'repair-wait',
  'answer-entered', 'answer-confirmed', 'answer-declined', 'answer-overtaken', 'decided', 'review-opened', 'reviewed',
  'sent-back', 'resubmitted',
  'deferred', 'rechecked', 'deferral-expired', 'contested', 'verdict-given', 'agreement-offered',
  'signing-reminded', 'agreement-signed', 'agreement-outdated', 'agreement-lapsed', 'account-opened',
  'converted-proposal', 'not-accepted', 'refused', 'human-review-requested', 'reconsidered',
  'finally-refused', 'withdrawn', 'discontinued', 'account-opening-undone',
];
// prettier-ignore
export const AROUND = [
  'person-forgotten', 'leftovers-destroyed', 'account-taken-over',
  'repair-proposed', 'repair-confirmed', 'repair-declined', 'repair-withdrawn',
  'repair-carried-out', 'repair-recovered', 'repair-not-recovered', 'repair-postponed',
  'repair-not-needed', 'message-assigned', 'bulk-repair-proposed', 'bulk-repair-confirmed',
  'task-claimed', 'task-released', 'task-assigned', 'note-added', 'file-uploaded', 'file-read',
  'person-read', 'figure-proposed', 'figure-approved', 'figure-declined', 'calendar-loaded', 'promise-moved',
  'document-rendered', 'person-document-issued',
  'notice-sent', 'notice-delivered', 'notice-failed', 'operation-started', 'operation-stopped',
  'operation-done', 'content-read', 'person-searched', 'case-searched', 'list-exported',
  'trail-read', 'trail-verified', 'signed-in', 'signed-out', 'sign-in-refused', 'access-refused',
];
// prettier-ignore
export const MANDATE = [
  'mandate-requested', 'mandate-signed', 'mandate-refused', 'mandate-code-given', 'mandate-confirmed',
  'mandate-not-confirmed', 'mandate-change-requested', 'mandate-changed', 'mandate-change-refused',
  'mandate-cancelled', 'mandate-cancelled-at-bank', 'mandate-cancel-refused', 'mandate-card-kept',
];
// prettier-ignore
export const CHANGE = [
  'change-requested', 'amendment-offered', 'amendment-signed', 'change-sent-to-bank',
  'change-refused-by-bank', 'change-in-force', 'change-lapsed', 'change-not-possible',
];
// prettier-ignore
export const RUNS = [
  'run-started', 'run-previewed', 'run-struck', 'run-approved', 'run-stopped', 'run-woken', 'run-resumed',
  'schedule-paused', 'schedule-unpaused', 'schedule-triggered', 'schedule-backfilled', 'schedule-backfill-dropped',
  'run-cancelled', 'run-braked', 'run-chunk', 'run-done', 'payment-slip-made', 'payment-slip-voided', 'suspense-assigned', 'suspense-returned',
  'suspense-read', 'suspense-return-proposed', 'suspense-return-declined',
  'debit-refusal-recorded', 'debit-refusal-declined', 'debit-refusal-confirmed',
];
// prettier-ignore
export const LEDGER = [
  'source-correction-proposed', 'source-correction-confirmed', 'source-correction-declined',
  'source-correction-withdrawn',
  'correction-proposed', 'correction-confirmed', 'correction-declined', 'correction-withdrawn',
  'receivable-raised', 'receivable-recovered', 'suspense-funded',
];
// prettier-ignore
export const STAFF_DESK = [
  'staff-change-proposed', 'staff-change-approved', 'staff-change-declined',
  'staff-change-withdrawn', 'leaver-settled', 'absence-recorded', 'absence-ended', 'tasks-moved',
  'task-due-moved', 'take-over-acknowledged', 'handed-over',
];
// prettier-ignore
export const BREACHES = [
  'agreement-change-asked', 'agreement-suspended', 'agreement-resumed', 'agreement-terminated',
  'account-closed', 'account-kept', 'dormancy-announced', 'dormancy-averted', 'dormancy-found',
  'dormancy-served', 'dormancy-withdrawn', 'dormant-interest-ordered',
  'dormant-interest-paid',
  'agreement-change-declined', 'breach-found', 'breach-served', 'service-failed', 'breach-announced',
  'served-again', 'cure-found', 'cure-recorded', 'cure-expired', 'objection-made', 'objection-upheld',
  'objection-rejected', 'measures-proposed', 'measures-returned', 'measures-taken',
  'termination-served', 'lift-proposed', 'lift-declined', 'measure-lifted', 'measures-ended',
  'breach-withdrawn',
];
// prettier-ignore
export const WITHDRAWAL = [
  'withdrawal-asked', 'withdrawal-accepted', 'withdrawal-supplement-asked', 'withdrawal-supplemented',
  'withdrawal-refused', 'withdrawal-declined', 'withdrawal-lapsed', 'withdrawal-in-review',
  'withdrawal-reviewed', 'withdrawal-in-approval', 'withdrawal-approved', 'withdrawal-due-soon',
  'withdrawal-escalated', 'withdrawal-granted', 'withdrawal-rest', 'withdrawal-kept-open', 'withdrawal-paid', 'withdrawal-payment-failed',
  'withdrawal-clawed-back', 'payout-unknown', 'payout-asked-for', 'payout-card-changed', 'payout-again',
  'payout-paid', 'payout-refused', 'payout-returned', 'payout-return-told',
];
// prettier-ignore
export const CONVERSIONS = [
  'unit-seal-awaited', 'unit-seal-found', 'account-taken-up', 'employment-told', 'employment-awaited',
  'account-converted', 'employment-refused', 'employment-not-contributed', 'employment-proposed',
  'employment-approved', 'employment-declined', 'employment-withdrawn', 'employment-unbegun',
];
// prettier-ignore
export const EXIT = [
  'exit-asked', 'exit-offered', 'exit-signed', 'exit-regret-over', 'exit-payment-ordered', 'exit-paid',
  'exit-waits', 'exit-due-soon', 'exit-escalated', 'exit-gate-open', 'exit-clock-reset', 'exit-clock-runs', 'exit-obstacle',
  'exit-obstacle-gone', 'exit-delayed', 'exit-refused', 'exit-loan-recheck', 'exit-loan-settled',
  'exit-watch-ended', 'exit-lapsed', 'exit-in-review', 'exit-reviewed', 'exit-declined',
  'exit-deceased',
];
export const AGENTS = ['agent-acted', 'agent-registered', 'agent-revoked'];
// prettier-ignore
export const DEATH = [
  'death-asked', 'death-in-review', 'death-reviewed', 'death-refused', 'death-declined', 'death-settled',
  'death-shared', 'death-payment-ordered', 'death-paid', 'death-taken-as-income',
  'death-division-held',
];
// prettier-ignore
export const PERSONAL = [
  'personal-change-asked', 'personal-change-beside-hold', 'personal-change-accepted',
  'personal-supplement-asked', 'personal-supplemented', 'personal-change-in-review',
  'personal-change-reviewed', 'personal-data-changed', 'personal-change-refused',
  'personal-change-declined', 'personal-change-lapsed', 'personal-mandate-settled',
  'personal-change-heard',
];
export const HOLDS = [
  'hold-placed',
  'hold-confirmed',
  'hold-declined',
  'hold-renewed',
  'hold-term-ending',
  'hold-term-over',
  'hold-release-proposed',
  'hold-release-declined',
  'hold-released',
  'hold-deduction-proposed',
  'hold-deduction-declined',
  'hold-deduction-ordered',
  'hold-deducted',
  'hold-deduction-failed',
  'deduction-return-told',
  'irregularity-found',
  'irregularity-answered',
  'irregularity-returned',
  'irregularity-ended',
  'figure-choice-asked',
  'figure-choice-approved',
  'figure-choice-declined',
  'figure-choice-singly',
  'figure-chosen',
  'wait-move-asked',
  'wait-moved',
  'wait-move-declined',
  'case-paused',
  'case-resumed',
  'account-sealed',
  'account-unsealed',
];
// prettier-ignore
export const BANK = [
  'bank-difference-explained', 'bank-posting-proposed', 'bank-posting-confirmed',
  'bank-posting-declined', 'bank-day-closed', 'bank-day-reopened', 'bank-statement-changed',
];
