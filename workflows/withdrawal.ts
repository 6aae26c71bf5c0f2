/**
 * Withdrawal (提取), as its course in time: taken in; decided within the three days of the law, by another
 * person where the amount asks for it; reserved and paid by the bank; where the person leaves for good, closed.
 *
 * What the bank answers comes as `news`: the case looks into the books and sees for itself. As long as it
 * has not answered nothing is paid a second time and nothing is given back.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条; 通知（征求意见稿）（七）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import { withdrawal as caseType } from '../src/cases/withdrawal.ts';
import type { WithdrawalApplication } from '../src/forms/withdrawal.ts';
import { deadlineOf } from './engine/days.ts';
import { openDesk } from './engine/desk.ts';
import { awaitPayout, heardOfPayout, keepAsking } from './engine/payout.ts';
import { installWithdrawalActs } from './withdrawal/acts.ts';
import { hearOfChange } from './withdrawal/changes.ts';
import { awaitDecision, decideSoon } from './withdrawal/decision.ts';
import { awaitCheck, check } from './withdrawal/check.ts';
import { awaitSupplement, receive } from './withdrawal/intake.ts';
import { awaitCard, payingOf } from './withdrawal/payment.ts';
import type { WithdrawalDesk } from './withdrawal/state.ts';

const news = defineSignal(NEWS);

export async function withdrawal(start: CaseStart): Promise<string> {
  const desk: WithdrawalDesk = openDesk(caseType, start, {
    'withdrawal-supplement': (notes, last) => ({
      notes: { ...notes, supplementBy: deadlineOf(last) },
    }),
  });
  desk.onSubmit<WithdrawalApplication>(({ content, by }) => receive(desk, content, by));
  installWithdrawalActs(desk);
  setHandler(news, async () => {
    // Before the first change, or after the last one, there is nothing to look at.
    if (desk.version() === 0 || caseType.stages[desk.stage()].final === true) return;
    await desk.advance(
      async () => (await heardOfPayout(payingOf(desk))) ?? hearOfChange(desk),
      null,
    );
  });
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: WithdrawalDesk): Promise<void> {
  switch (desk.stage()) {
    case 'incomplete':
      return awaitSupplement(desk);
    case 'deciding':
    case 'closing':
      return decideSoon(desk);
    case 'checking':
      return check(desk);
    case 'check unanswered':
      return awaitCheck(desk);
    case 'sent back':
    case 'in review':
    case 'in approval':
      return awaitDecision(desk);
    case 'paying':
      return awaitPayout(payingOf(desk));
    case 'needs attention':
      return keepAsking(payingOf(desk));
    case 'payment failed':
      return awaitCard(desk);
    case 'closed':
    case 'paid':
    case 'refused':
    case 'lapsed':
    case 'withdrawn':
      return Promise.resolve();
  }
}
