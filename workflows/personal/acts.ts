/** The acts of applicants, clerks, reviewers and supervisors on a change of personal data (信息变更). */
import { retriedNow } from './check.ts';
import { reviewed } from './decision.ts';
import { ended, mandateSettled } from './endings.ts';
import { supplement } from './intake.ts';
import { corrected, resubmitted, sentBack } from './sent-back.ts';
import type { ActOf, PersonalDesk } from './state.ts';

export function installPersonalActs(desk: PersonalDesk): void {
  desk.onAction('supplement', (act: ActOf<'supplement'>) => supplement(desk, act));
  desk.onAction('withdraw', ({ content }: ActOf<'withdraw'>) =>
    ended(desk, 'withdrawn', content.reason),
  );
  desk.onAction('review', (act: ActOf<'review'>) => reviewed(desk, act));
  desk.onAction('send-back', (act: ActOf<'send-back'>) => sentBack(desk, act));
  desk.onAction('correct', (act: ActOf<'correct'>) => corrected(desk, act));
  desk.onAction('resubmit', (act: ActOf<'resubmit'>) => resubmitted(desk, act));
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retriedNow(desk, act));
  desk.onAction('settle-mandate', (act: ActOf<'settle-mandate'>) => mandateSettled(desk, act));
}
