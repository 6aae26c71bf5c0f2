/**
 * Account opening (开户), as its course in time.
 *
 * Received and taken in; checked for identity and nationwide; decided; signed; opened. Whatever
 * else can happen is a stage of its own, and the stage decides what the course waits for. Acts of
 * people write the stage they lead to, so the course only ever asks: where does the case stand?
 *
 * @source 通知（征求意见稿）（一）（二）（五）（十二）（十四）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { accountOpening as caseType } from '../src/cases/account-opening.ts';
import type { CaseStart } from '../src/cases/messages.ts';
import type { AccountOpeningApplication } from '../src/forms/account-opening.ts';
import { steadily } from './engine/commit.ts';
import { openDesk } from './engine/desk.ts';
import { installActs } from './opening/acts.ts';
import { awaitSignature } from './opening/agreement.ts';
import { awaitRepair, check } from './opening/checks.ts';
import { awaitSupplement, awaitVerdict, followOn, receive } from './opening/intake.ts';
import { awaitReviewRequest, awaitSeal } from './opening/outcomes.ts';
import { installRepairs } from './opening/repair.ts';
import { newOpening, type Opening } from './opening/state.ts';

/** Another case of the same person has ended: whoever follows it may go on. */
const claimFree = defineSignal('claimFree');

export async function accountOpening(start: CaseStart): Promise<string> {
  const desk = openDesk(caseType, start);
  let opening: Opening | null = null;
  const current = () => {
    if (!opening) throw new Error('the case has not been submitted');
    return opening;
  };
  desk.onSubmit<AccountOpeningApplication>(async ({ content }) => {
    const district = content.district ?? null;
    const ask = { center: start.center, district, on: desk.today() };
    const prepared = await steadily(({ prepareOpening }) => prepareOpening(ask));
    opening = newOpening(desk, content, prepared);
    return receive(opening);
  });
  installActs(desk, current);
  installRepairs(desk, current);
  setHandler(claimFree, async () => {
    if (desk.stage() === 'contested' && current().follows) {
      await desk.advance(followOn(current()), desk.version());
    }
  });

  return desk.run(async () => {
    while (!caseType.stages[desk.stage()].final) await step(current());
  });
}

/** One look at where the case stands, and what is done about it there. */
function step(opening: Opening): Promise<void> {
  const stage = opening.desk.stage();
  switch (stage) {
    case 'contested':
      return awaitVerdict(opening);
    case 'incomplete':
      return awaitSupplement(opening);
    case 'checking':
    case 'opening':
      return check(opening);
    case 'needs attention':
      return awaitRepair(opening);
    case 'deferred':
      return awaitSeal(opening);
    case 'awaiting signature':
      return awaitSignature(opening);
    case 'not accepted':
    case 'refused':
      return awaitReviewRequest(opening);
    case 'in review':
    case 'in human review':
      return opening.desk.changed(opening.desk.version(), null).then(() => undefined);
    case 'opened':
    case 'finally refused':
    case 'to convert':
    case 'lapsed':
    case 'withdrawn':
    case 'discontinued':
      return Promise.resolve();
  }
}
