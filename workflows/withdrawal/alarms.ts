/** The three days of a withdrawal (条例 25), wherever it waits before it is decided. */
import * as alarms from '../engine/alarms.ts';
import type { WithdrawalDesk, WithdrawalDraft, WithdrawalNotes } from './state.ts';

const WORDS: alarms.AlarmWords = {
  near: 'withdrawal-due-soon',
  day: 'withdrawal-escalated',
  task: 'withdrawal-due',
  undecided: ['deciding', 'checking', 'check unanswered', 'sent back', 'in review', 'in approval'],
  others: ['withdrawal-review', 'withdrawal-approval', 'rework', 'repair'],
};

export function waitedFor(desk: WithdrawalDesk, seen: number, until: number | null) {
  return alarms.waitedFor(desk, seen, until, WORDS);
}

export function stillDue(next: WithdrawalDraft, notes: WithdrawalNotes): WithdrawalDraft {
  return alarms.stillDue(next, notes, WORDS);
}
