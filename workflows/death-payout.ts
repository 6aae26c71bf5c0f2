/**
 * Payment after a death (死亡提取), as its course in time: the collection stopped at once; heirs and loans asked
 * for; looked at by another person; interest settled, the shares told to the cent and paid one after the other;
 * the account closed with nothing in it.
 *
 * @source 住房公积金管理条例 第二十四条第三款; 通知（征求意见稿）（七）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { deathPayout as caseType } from '../src/cases/death-payout.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { DeathPayoutApplication } from '../src/forms/death-payout.ts';
import { installDeathActs } from './death/acts.ts';
import { awaitRetry, check } from './death/check.ts';
import { receive } from './death/intake.ts';
import { awaitAnything, payingOf, settle } from './death/payment.ts';
import type { DeathDesk } from './death/state.ts';
import { openDesk } from './engine/desk.ts';
import { awaitPayout, heardOfPayout, keepAsking } from './engine/payout.ts';

const news = defineSignal(NEWS);

export async function deathPayout(start: CaseStart): Promise<string> {
  const desk: DeathDesk = openDesk(caseType, start);
  desk.onSubmit<DeathPayoutApplication>(({ content, by }) => receive(desk, content, by));
  installDeathActs(desk);
  setHandler(news, async () => {
    // Before the first change, or after the last one, there is nothing to look at.
    if (desk.version() === 0 || caseType.stages[desk.stage()].final === true) return;
    await desk.advance(() => heardOfPayout(payingOf(desk)), null);
  });
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: DeathDesk): Promise<void> {
  switch (desk.stage()) {
    case 'checking':
      return check(desk);
    case 'needs attention':
      return awaitRetry(desk);
    case 'sent back':
    case 'in review':
    case 'payment failed':
      return awaitAnything(desk);
    case 'settling':
      return settle(desk);
    case 'paying':
      return awaitPayout(payingOf(desk));
    case 'payment unknown':
      return keepAsking(payingOf(desk));
    case 'closed':
    case 'refused':
    case 'withdrawn':
      return Promise.resolve();
  }
}
