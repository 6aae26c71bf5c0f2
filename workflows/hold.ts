/**
 * A hold on an account (冻结), as its course in time: placed, looked at by a second person, deducted from by a
 * court's order, reminded of before its term ends, somebody's task when it is over, and released by two.
 *
 * The clock ends no hold: it only says that a term is over.
 *
 * @source 民事诉讼法 第二百五十三条; 住房公积金管理条例 第四十一条; 通知（征求意见稿）（二）（三）（七）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { hold as caseType } from '../src/cases/hold.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { HoldApplication } from '../src/forms/hold.ts';
import { openDesk } from './engine/desk.ts';
import { askedNow, awaitPayout, heardOfPayout, keepAsking } from './engine/payout.ts';
import { confirmDeduct, declineDeduct, deduct, payingOf } from './hold/deduction.ts';
import { confirm, decline, place } from './hold/placing.ts';
import { confirmRelease, declineRelease, release } from './hold/release.ts';
import { awaitTerm, renew } from './hold/term.ts';
import type { ActOf, HoldDesk } from './hold/state.ts';

const news = defineSignal(NEWS);

export async function hold(start: CaseStart): Promise<string> {
  const desk: HoldDesk = openDesk(caseType, start);
  desk.onSubmit<HoldApplication>((submission) => place(desk, submission));
  desk.onAction('confirm', (act: ActOf<'confirm'>) => confirm(desk, act));
  desk.onAction('decline', (act: ActOf<'decline'>) => decline(desk, act));
  desk.onAction('renew', (act: ActOf<'renew'>) => renew(desk, act));
  desk.onAction('release', (act: ActOf<'release'>) => release(desk, act));
  desk.onAction('confirm-release', (act: ActOf<'confirm-release'>) => confirmRelease(desk, act));
  desk.onAction('decline-release', (act: ActOf<'decline-release'>) => declineRelease(desk, act));
  desk.onAction('deduct', (act: ActOf<'deduct'>) => deduct(desk, act));
  desk.onAction('confirm-deduct', (act: ActOf<'confirm-deduct'>) => confirmDeduct(desk, act));
  desk.onAction('decline-deduct', (act: ActOf<'decline-deduct'>) => declineDeduct(desk, act));
  desk.onAction('ask-payout', ({ content }: ActOf<'ask-payout'>) =>
    askedNow(payingOf(desk), content.reason),
  );
  setHandler(news, async () => {
    // What the bank has answered is looked at where a payment is waited for, and nowhere else.
    if (desk.version() === 0) return;
    await desk.advance(() => heardOfPayout(payingOf(desk)), null);
  });
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
async function step(desk: HoldDesk): Promise<void> {
  const stage = desk.stage();
  if (stage === 'in force') return awaitTerm(desk);
  if (stage === 'paying') return awaitPayout(payingOf(desk));
  if (stage === 'payment unknown') return keepAsking(payingOf(desk));
  // A person has to act: who and what for stands in the open wait and task.
  await desk.changed(desk.version(), null);
}
