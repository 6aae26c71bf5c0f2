/** The acts of clerks, reviewers and supervisors on a payment after a death (死亡提取). */
import { marksOf } from '../../src/policy/personal-change-watch.ts';
import { askedNow } from '../engine/payout.ts';
import { retriedNow } from './check.ts';
import { declined, withdrawn } from './endings.ts';
import { changeCard, payAgain } from './mending.ts';
import { onward, payingOf } from './payment.ts';
import { corrected, resubmitted, sentBack } from './sent-back.ts';
import { judged, judgedNow, type ActOf, type DeathDesk, type DeathDraft } from './state.ts';

export function installDeathActs(desk: DeathDesk): void {
  desk.onAction('review', (act: ActOf<'review'>) => reviewed(desk, act));
  desk.onAction('send-back', (act: ActOf<'send-back'>) => sentBack(desk, act));
  desk.onAction('correct', (act: ActOf<'correct'>) => corrected(desk, act));
  desk.onAction('resubmit', (act: ActOf<'resubmit'>) => resubmitted(desk, act));
  desk.onAction('withdraw', ({ content }: ActOf<'withdraw'>) => withdrawn(desk, content.reason));
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retriedNow(desk, act));
  desk.onAction('change-card', (act: ActOf<'change-card'>) => changeCard(desk, act));
  desk.onAction('pay-again', (act: ActOf<'pay-again'>) => payAgain(desk, act));
  desk.onAction('ask-payout', ({ content }: ActOf<'ask-payout'>) =>
    askedNow(payingOf(desk), content.reason),
  );
}

/** 复核: the papers prove the death, the inheritance and the shares; or they do not. */
async function reviewed(desk: DeathDesk, { content, by }: ActOf<'review'>): Promise<DeathDraft> {
  const { approve, reason } = content;
  const before = await judgedNow(desk);
  const done = { kind: 'death-reviewed', public: { approve }, content: { reason } };
  const seen = marksOf(before.prepared.facts.watch);
  const notes = { ...desk.notes(), reviewed: approve, seen };
  const next = approve
    ? onward(await judged(desk, before.application, notes))
    : declined(before, reason);
  const { otherwise } = next;
  const others = Object.entries(otherwise ?? {}).map(
    ([code, make]) => [code, () => withReview(make())] as const,
  );
  const withReview = (draft: DeathDraft): DeathDraft => ({
    ...draft,
    parties: { ...draft.parties, reviewer: by.id },
    events: [done, ...draft.events],
  });
  // Paid or not, the papers prove the death; what came between is looked at anew, and proves it then.
  const proof = { name: 'prove-death', params: { take: next.outcome === undefined } };
  return {
    ...withReview(next),
    step: 'reviewed',
    ...(approve && { effects: [proof, ...(next.effects ?? [])] }),
    ...(otherwise && { otherwise: Object.fromEntries(others) }),
  };
}
