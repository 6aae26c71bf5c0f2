/**
 * Leaving (退出销户), as its course in time: loans asked for nationwide; the dates told and signed; what is
 * flexible paid; the rest waited for until the half year of the seal is full, looked at again on that very
 * day and paid; the account closed with nothing in it.
 *
 * What the outside tells meanwhile (the bank's answer, a unit, a hold) comes as `news`: the case looks into
 * the books and sees for itself.
 *
 * @source 通知（征求意见稿）（七）; 住房公积金管理条例 第二十五条
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { exit as caseType } from '../src/cases/exit.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import type { ExitApplication } from '../src/forms/exit.ts';
import { openDesk } from './engine/desk.ts';
import { awaitPayout, heardOfPayout, keepAsking } from './engine/payout.ts';
import { heardOfChange } from './exit/reviewed.ts';
import { installExitActs } from './exit/acts.ts';
import { awaitRetry, check } from './exit/check.ts';
import { waitedFor } from './exit/clock.ts';
import { heardOfDeath } from './exit/endings.ts';
import { gateMovedTo } from './exit/gate.ts';
import { awaitGate, gateNews } from './exit/gate-news.ts';
import { receive } from './exit/intake.ts';
import { awaitCard } from './exit/mending.ts';
import { payingOf, settle } from './exit/payment.ts';
import { awaitRegret, awaitSignature } from './exit/signature.ts';
import type { ExitDesk, ExitDraft } from './exit/state.ts';
import { awaitSettlement, watchNews } from './exit/watch.ts';

const news = defineSignal(NEWS);

export async function exit(start: CaseStart): Promise<string> {
  const desk: ExitDesk = openDesk(caseType, start, { 'exit-gate': gateMovedTo });
  desk.onSubmit<ExitApplication>(({ content, by }) => receive(desk, content, by));
  installExitActs(desk);
  setHandler(news, async () => {
    // Before the first change, or after the last one, there is nothing to look at.
    if (desk.version() === 0 || caseType.stages[desk.stage()].final === true) return;
    await desk.advance(() => lookAround(desk), null);
  });
  return desk.run(() => step(desk));
}

async function lookAround(desk: ExitDesk): Promise<ExitDraft | null> {
  const ended = await heardOfDeath(desk);
  if (ended) return ended;
  const stage = desk.stage();
  if (stage === 'awaiting gate') return (await gateNews(desk)) ?? heardOfChange(desk);
  if (stage === 'awaiting settlement') return watchNews(desk);
  return (await heardOfPayout(payingOf(desk))) ?? heardOfChange(desk);
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: ExitDesk): Promise<void> {
  switch (desk.stage()) {
    case 'checking':
      return check(desk);
    case 'needs attention':
      return awaitRetry(desk);
    case 'awaiting signature':
      return awaitSignature(desk);
    case 'regret':
      return awaitRegret(desk);
    case 'settling':
      return settle(desk);
    case 'sent back':
    case 'in review':
      return awaitReview(desk);
    case 'paying':
      return awaitPayout(payingOf(desk));
    case 'payment unknown':
      return keepAsking(payingOf(desk));
    case 'payment failed':
      return awaitCard(desk);
    case 'awaiting gate':
      return awaitGate(desk);
    case 'awaiting settlement':
      return awaitSettlement(desk);
    case 'closed':
    case 'refused':
    case 'told':
    case 'lapsed':
    case 'deceased':
    case 'withdrawn':
      return Promise.resolve();
  }
}

/** 待复核: nothing but a person moves it; told before the last day of the law, and on it. */
async function awaitReview(desk: ExitDesk): Promise<void> {
  await waitedFor(desk, desk.version(), null);
}
