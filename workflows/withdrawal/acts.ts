/** The acts of applicants, clerks, reviewers and supervisors on a withdrawal (提取). */
import { askedNow } from '../engine/payout.ts';
import { retriedNow } from './check.ts';
import { approved, declinedBySupervisor, reviewed } from './decision.ts';
import { ended } from './endings.ts';
import { supplement } from './intake.ts';
import { changeCard, payAgain, payingOf } from './payment.ts';
import { corrected, resubmitted, sentBack } from './sent-back.ts';
import type { ActOf, WithdrawalDesk } from './state.ts';

export function installWithdrawalActs(desk: WithdrawalDesk): void {
  desk.onAction('supplement', (act: ActOf<'supplement'>) => supplement(desk, act));
  desk.onAction('withdraw', ({ content }: ActOf<'withdraw'>) =>
    ended(desk, 'withdrawn', content.reason),
  );
  desk.onAction('send-back', (act: ActOf<'send-back'>) => sentBack(desk, act));
  desk.onAction('correct', (act: ActOf<'correct'>) => corrected(desk, act));
  desk.onAction('resubmit', (act: ActOf<'resubmit'>) => resubmitted(desk, act));
  desk.onAction('review', (act: ActOf<'review'>) => reviewed(desk, act));
  desk.onAction('approve', (act: ActOf<'approve'>) => approved(desk, act));
  desk.onAction('decline', (act: ActOf<'decline'>) => declinedBySupervisor(desk, act));
  desk.onAction('change-card', (act: ActOf<'change-card'>) => changeCard(desk, act));
  desk.onAction('pay-again', (act: ActOf<'pay-again'>) => payAgain(desk, act));
  desk.onAction('ask-payout', ({ content }: ActOf<'ask-payout'>) =>
    askedNow(payingOf(desk), content.reason),
  );
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retriedNow(desk, act));
}
