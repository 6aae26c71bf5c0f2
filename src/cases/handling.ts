/**
 * How long a person is busy with a task, and which tasks come when a wait ends by the clock: what the
 * maturity forecast makes hours of. Minutes are what an office reckons with until it has measured its own.
 */
import { HOLD_REMINDER_DAYS } from '../policy/holds.ts';
import type { TaskKind } from './wording-tasks.ts';
import type { WaitKind } from './wording-waits.ts';

export const HANDLING_MINUTES: Readonly<Record<TaskKind, number>> = {
  supplement: 15,
  verdict: 30,
  repair: 30,
  'confirm-answer': 15,
  review: 30,
  rework: 15,
  sign: 25,
  'human-review': 60,
  'approve-reversal': 15,
  'sign-change': 20,
  'bank-change': 20,
  'take-over': 5,
  recover: 45,
  'settle-suspense': 20,
  'settle-difference': 30,
  'unanswered-debit': 20,
  'confirm-difference': 15,
  'mend-proof': 60,
  'confirm-source': 15,
  'approve-agreement-change': 15,
  'approve-employment': 15,
  'serve-notice': 40,
  'answer-objection': 60,
  'propose-measures': 40,
  'approve-measures': 20,
  'approve-lift': 20,
  'withdrawal-supplement': 15,
  'withdrawal-review': 25,
  'withdrawal-approval': 15,
  'withdrawal-due': 20,
  'mend-payout': 20,
  'payout-unknown': 30,
  'payout-returned': 15,
  'exit-signature': 15,
  'exit-review': 20,
  'exit-due': 20,
  'death-review': 30,
  'personal-supplement': 15,
  'personal-review': 20,
  'personal-mandate': 15,
  'confirm-hold': 15,
  'renew-hold': 30,
  'end-hold': 30,
  'confirm-release': 15,
  'confirm-deduct': 20,
  'redo-deduction': 30,
  'deduction-returned': 15,
  'examine-irregularity': 60,
  'confirm-irregularity': 20,
  'confirm-wait-move': 15,
};

/** Fewer finished tasks say too little. */
export const MEASURED_FROM = 5;

export interface Following {
  readonly task: TaskKind;
  /** Days from the last day of the wait to the day on which the task arises. */
  readonly days: number;
}

/** What arises of itself around the end of a wait that nobody ends before. */
export const FOLLOWING: Readonly<Partial<Record<WaitKind, readonly Following[]>>> = {
  cure: [{ task: 'propose-measures', days: 1 }],
  'hold-term': [
    { task: 'renew-hold', days: -HOLD_REMINDER_DAYS },
    { task: 'end-hold', days: 1 },
  ],
};
