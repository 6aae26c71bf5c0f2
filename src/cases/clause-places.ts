/**
 * Which clauses the tasks and the printed documents rest on: beside the waits (wording-waits.ts),
 * the reasons (wording-reasons.ts), the rules and the figures (src/policy), the rest of the clause map.
 */
import { BREACH_KINDS } from '../policy/breach-kinds.ts';
import type { ClauseKey } from '../policy/clauses.ts';
import { HOLD_SPECS } from '../policy/holds.ts';
import { INVARIANTS } from '../policy/legality.ts';
import { MOVABLE_WAITS } from '../policy/wait-moves.ts';
import { REASON_CODES, reasonOf } from './wording-reasons.ts';
import type { DocumentKind } from './wording-documents.ts';
import type { TaskKind } from './wording-tasks.ts';

/** Every task is owed because of a clause. */
export const TASK_CLAUSES: Readonly<Record<TaskKind, ClauseKey>> = {
  supplement: 'liaoning-1',
  verdict: 'liaoning-14',
  repair: 'liaoning-14',
  'confirm-answer': 'liaoning-14',
  review: 'liaoning-14',
  rework: 'liaoning-14',
  sign: 'liaoning-2',
  'human-review': 'liaoning-1',
  'approve-reversal': 'liaoning-5',
  'sign-change': 'liaoning-2',
  'bank-change': 'liaoning-4',
  'take-over': 'liaoning-12',
  recover: 'liaoning-5',
  'settle-suspense': 'liaoning-5',
  'settle-difference': 'liaoning-5',
  'confirm-difference': 'liaoning-5',
  'unanswered-debit': 'liaoning-4',
  'mend-proof': 'liaoning-5',
  'confirm-source': 'liaoning-5',
  'approve-agreement-change': 'liaoning-2',
  'serve-notice': 'liaoning-2',
  'answer-objection': 'liaoning-2',
  'propose-measures': 'liaoning-2',
  'approve-measures': 'liaoning-2',
  'approve-lift': 'liaoning-2',
  'withdrawal-supplement': 'regulation-25',
  'withdrawal-review': 'regulation-25',
  'withdrawal-approval': 'regulation-25',
  'withdrawal-due': 'regulation-25',
  'mend-payout': 'liaoning-7',
  'payout-unknown': 'liaoning-7',
  'payout-returned': 'liaoning-7',
  'exit-signature': 'liaoning-7',
  'exit-review': 'liaoning-11',
  'exit-due': 'regulation-25',
  'death-review': 'regulation-25',
  'personal-supplement': 'liaoning-11',
  'personal-review': 'liaoning-11',
  'personal-mandate': 'liaoning-4',
  'confirm-hold': 'civil-procedure-253',
  'renew-hold': 'civil-procedure-253',
  'end-hold': 'civil-procedure-253',
  'confirm-release': 'civil-procedure-253',
  'confirm-deduct': 'civil-procedure-253',
  'redo-deduction': 'civil-procedure-253',
  'deduction-returned': 'civil-procedure-253',
  'approve-employment': 'liaoning-3',
  'examine-irregularity': 'liaoning-5',
  'confirm-irregularity': 'liaoning-5',
  'confirm-wait-move': 'liaoning-14',
};

/** A decision against the applicant cites the clauses of its reasons, whichever they are. */
const OF_REASONS: readonly ClauseKey[] = [
  ...new Set(REASON_CODES.flatMap((code) => reasonOf(code).clauses)),
];

/** A notice of a breach cites the clause of its fact. */
const OF_BREACHES: readonly ClauseKey[] = [
  ...new Set(Object.values(BREACH_KINDS).map(({ clause }) => clause)),
];

/** A notice of a hold cites the clause of its kind. */
const OF_HOLDS: readonly ClauseKey[] = [
  ...new Set(Object.values(HOLD_SPECS).flatMap(({ clause, told }) => (told ? [clause] : []))),
];

/** A moved wait cites the clause of its kind, an irregularity that of its state. */
const OF_MOVES: readonly ClauseKey[] = [
  ...new Set(Object.values(MOVABLE_WAITS).map(({ clause }) => clause)),
];
const OF_INVARIANTS: readonly ClauseKey[] = [
  ...new Set(Object.values(INVARIANTS).map(({ clause }) => clause)),
];

/** What a document quotes or carries out; empty where it only confirms what was done. */
export const DOCUMENT_CLAUSES: Readonly<Record<DocumentKind, readonly ClauseKey[]>> = {
  agreement: [
    ...(['liaoning-2', 'liaoning-4', 'liaoning-5', 'liaoning-7', 'liaoning-14'] as const),
    ...(['regulation-24', 'regulation-25', 'regulation-26'] as const),
    ...(['regulation-41', 'regulation-49'] as const),
  ],
  receipt: [],
  acceptance: ['liaoning-14', 'regulation-49'],
  'supplement-notice': ['liaoning-1'],
  'not-accepted': OF_REASONS,
  refusal: OF_REASONS,
  deferral: ['liaoning-14'],
  'signing-reminder': ['liaoning-2'],
  lapse: ['liaoning-2'],
  'account-opened': ['liaoning-4', 'liaoning-5', 'liaoning-9', 'liaoning-14'],
  'conversion-referral': ['regulation-13', 'liaoning-3'],
  'application-withdrawn': [],
  'human-review': ['regulation-49'],
  'opening-undone': ['liaoning-5'],
  'employment-listed': ['liaoning-3'],
  'converted-to-employee': ['liaoning-3'],
  'employment-ended': ['liaoning-3'],
  'take-up-agreement': [
    ...(['liaoning-2', 'liaoning-3', 'liaoning-4', 'liaoning-5', 'liaoning-7'] as const),
    ...(['liaoning-14', 'regulation-24', 'regulation-25', 'regulation-26'] as const),
    ...(['regulation-41', 'regulation-49'] as const),
  ],
  'taken-up': ['liaoning-3', 'liaoning-4', 'liaoning-5', 'liaoning-14'],
  'unit-seal-awaited': ['liaoning-3', 'regulation-13'],
  'take-up-refused': OF_REASONS,
  'take-up-deferred': ['liaoning-14'],
  'take-up-reminder': ['liaoning-2', 'liaoning-3'],
  'take-up-lapsed': ['liaoning-2'],
  'take-up-withdrawn': [],
  amendment: ['liaoning-2', 'liaoning-4'],
  'contribution-changed': ['liaoning-4'],
  'change-refused': OF_REASONS,
  'change-ended': ['liaoning-2', 'liaoning-4'],
  'contribution-receipt': ['liaoning-4', 'liaoning-5'],
  'payment-slip': ['liaoning-4', 'liaoning-5'],
  'debit-refused': ['liaoning-4'],
  'payment-reminder': ['liaoning-2', 'liaoning-4'],
  'mandate-ended': ['liaoning-4'],
  'agreement-changed': ['liaoning-2'],
  'breach-notice': OF_BREACHES,
  'objection-reply': ['liaoning-2'],
  'breach-decision': [...OF_BREACHES, 'liaoning-8', 'civil-code-565'],
  'breach-closed': ['liaoning-2'],
  'dormancy-notice': ['liaoning-14', 'civil-code-1259'],
  'dormancy-ended': ['liaoning-14'],
  'dormant-interest-paid': ['liaoning-14', 'regulation-21'],
  'dormant-closed': ['liaoning-14'],
  'dormancy-warning': ['liaoning-14'],
  'withdrawal-accepted': ['regulation-24', 'regulation-25'],
  'withdrawal-supplement': ['regulation-25'],
  'withdrawal-decision': ['regulation-24', 'regulation-25', 'liaoning-7'],
  'withdrawal-refused': OF_REASONS,
  'withdrawal-paid': ['liaoning-7'],
  'payout-failed': ['liaoning-7'],
  'withdrawal-ended': ['regulation-25'],
  'withdrawal-closed': ['regulation-24', 'liaoning-7'],
  'withdrawal-kept-open': ['regulation-24'],
  'payout-returned': ['liaoning-7'],
  'death-accepted': ['regulation-25'],
  'death-decision': ['regulation-24'],
  'death-refused': OF_REASONS,
  'death-paid': ['regulation-24'],
  'death-closed': ['regulation-24'],
  'death-ended': ['regulation-24'],
  'personal-change-accepted': ['liaoning-11'],
  'personal-change-supplement': ['liaoning-11'],
  'personal-changed': ['liaoning-11'],
  'personal-change-told': ['liaoning-11'],
  'personal-change-refused': OF_REASONS,
  'personal-change-ended': ['liaoning-11'],
  'exit-terms': ['liaoning-7'],
  'exit-accepted': ['regulation-25', 'liaoning-7'],
  'exit-decision': ['liaoning-7'],
  'exit-refused': OF_REASONS,
  'exit-paid': ['liaoning-7'],
  'exit-gate-moved': ['liaoning-7'],
  'exit-closed': ['liaoning-7'],
  'exit-ended': ['liaoning-7'],
  'exit-loan-settled': ['liaoning-7'],
  'wait-moved': OF_MOVES,
  'irregularity-result': OF_INVARIANTS,
  'hold-notice': OF_HOLDS,
  'hold-reply': ['civil-procedure-253'],
  'deduction-notice': ['civil-procedure-253'],
  'deduction-reply': ['civil-procedure-253'],
  'earliest-dates': ['liaoning-1', 'liaoning-7', 'liaoning-14'],
  'account-statement': ['liaoning-5'],
  'proof-certificate': ['liaoning-5'],
  'run-list': ['liaoning-14'],
};
