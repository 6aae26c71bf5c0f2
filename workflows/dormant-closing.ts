/**
 * Closing of an empty account (零余额销户), as its course in time: noticed and served; averted by a
 * contribution, or looked at again when the notice is over, the national platform asked for loans, interest
 * paid out, and closed or kept.
 *
 * What the outside tells meanwhile (a notice that arrived, a contribution that was paid) comes as `news`:
 * the case looks into the books and sees for itself.
 *
 * @source 通知（征求意见稿）（十四）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { dormantClosing as caseType } from '../src/cases/dormant-closing.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { DormantClosingApplication } from '../src/forms/dormant-closing.ts';
import { awaitRetry, check, retriedNow } from './dormancy/check.ts';
import { averted, awaitNotice, recheck } from './dormancy/ending.ts';
import { withdraw } from './dormancy/endings.ts';
import { begin, serviceOf } from './dormancy/notice.ts';
import type { ActOf, DormantDesk, DormantDraft } from './dormancy/state.ts';
import { payingOf } from './dormancy/payment.ts';
import { openDesk } from './engine/desk.ts';
import { askedNow, awaitPayout, heardOfPayout, keepAsking } from './engine/payout.ts';
import {
  announcedPaper,
  awaitServiceOf,
  heardOf,
  recordedDelivery,
  servedAgain,
} from './engine/service.ts';

const news = defineSignal(NEWS);

export async function dormantClosing(start: CaseStart): Promise<string> {
  const desk: DormantDesk = openDesk(caseType, start, {
    'dormancy-notice': (notes, until) => ({
      notes: { ...notes, noticeUntil: until },
      effects: [{ name: 'move-dormancy-notice', params: { until } }],
    }),
  });
  desk.onSubmit<DormantClosingApplication>((submission) => begin(desk, submission));
  desk.onAction('record-delivery', ({ content }: ActOf<'record-delivery'>) =>
    recordedDelivery(serviceOf(desk), content),
  );
  desk.onAction('announce', ({ content }: ActOf<'announce'>) =>
    announcedPaper(serviceOf(desk), content),
  );
  desk.onAction('serve-again', ({ content }: ActOf<'serve-again'>) =>
    servedAgain(serviceOf(desk), content),
  );
  desk.onAction('recheck', () => recheck(desk));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(desk, act));
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retriedNow(desk, act));
  desk.onAction('ask-payout', ({ content }: ActOf<'ask-payout'>) =>
    askedNow(payingOf(desk), content.reason),
  );
  setHandler(news, async () => {
    // Before the first change, or after the last one, there is nothing to look at.
    if (desk.version() === 0 || caseType.stages[desk.stage()].final) return;
    await desk.advance(() => lookAround(desk), null);
  });
  return desk.run(() => step(desk));
}

async function lookAround(desk: DormantDesk): Promise<DormantDraft | null> {
  const stage = desk.stage();
  // What is with the bank is waited for, whatever came meanwhile; then the books are looked at.
  if (stage === 'paying' || stage === 'payment unknown') return heardOfPayout(payingOf(desk));
  const ended = await averted(desk);
  if (ended) return ended;
  return stage === 'serving' ? heardOf(serviceOf(desk)) : null;
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: DormantDesk): Promise<void> {
  switch (desk.stage()) {
    case 'serving':
      return awaitServiceOf(serviceOf(desk));
    case 'noticed':
      return awaitNotice(desk);
    case 'checking':
      return check(desk);
    case 'needs attention':
      return awaitRetry(desk);
    case 'paying':
      return awaitPayout(payingOf(desk));
    case 'payment unknown':
      return keepAsking(payingOf(desk));
    case 'closed':
    case 'contributing':
    case 'kept':
    case 'withdrawn':
      return Promise.resolve();
  }
}
