/** The acts of applicants, clerks and supervisors on leaving (退出销户). */
import { askedNow } from '../engine/payout.ts';
import { retriedNow } from './check.ts';
import { ended } from './endings.ts';
import { changeCard, payAgain } from './mending.ts';
import { payingOf } from './payment.ts';
import { reviewed } from './reviewed.ts';
import { corrected, resubmitted, sentBack } from './sent-back.ts';
import { signed } from './signature.ts';
import type { ActOf, ExitDesk } from './state.ts';
import { recheckedNow, stoppedWatching } from './watch.ts';

export function installExitActs(desk: ExitDesk): void {
  desk.onAction('sign', (act: ActOf<'sign'>) => signed(desk, act));
  desk.onAction('withdraw', ({ content }: ActOf<'withdraw'>) =>
    ended(desk, 'withdrawn', content.reason),
  );
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retriedNow(desk, act));
  desk.onAction('recheck', (act: ActOf<'recheck'>) => recheckedNow(desk, act));
  desk.onAction('send-back', (act: ActOf<'send-back'>) => sentBack(desk, act));
  desk.onAction('correct', (act: ActOf<'correct'>) => corrected(desk, act));
  desk.onAction('resubmit', (act: ActOf<'resubmit'>) => resubmitted(desk, act));
  desk.onAction('review', (act: ActOf<'review'>) => reviewed(desk, act));
  desk.onAction('change-card', (act: ActOf<'change-card'>) => changeCard(desk, act));
  desk.onAction('pay-again', (act: ActOf<'pay-again'>) => payAgain(desk, act));
  desk.onAction('ask-payout', ({ content }: ActOf<'ask-payout'>) =>
    askedNow(payingOf(desk), content.reason),
  );
  desk.onAction('stop-watching', (act: ActOf<'stop-watching'>) => stoppedWatching(desk, act));
}
