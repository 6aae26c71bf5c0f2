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
import { deadlineOf } from './engine/days.ts';
import { openDesk } from './engine/desk.ts';
import { installActs } from './opening/acts.ts';
import { awaitSignature } from './opening/agreement.ts';
import { check } from './opening/checks.ts';
import { awaitSupplement, followOn, receive } from './opening/intake.ts';
import { awaitReviewRequest, awaitSeal } from './opening/outcomes.ts';
import { awaitRepair } from './opening/parking.ts';
import { installRepairs } from './opening/repair.ts';
import { firstNotes, openingOf, withFigures, type OpeningDesk } from './opening/state.ts';

/** Another case of the same person has ended: whoever follows it may go on. */
const claimFree = defineSignal('claimFree');

export async function accountOpening(start: CaseStart): Promise<string> {
  const desk: OpeningDesk = openDesk(caseType, start, {
    supplement: (notes, last) => ({ notes: { ...notes, supplementBy: deadlineOf(last) } }),
    'seal-elsewhere': (notes, last) => ({ notes: { ...notes, deferredTo: deadlineOf(last) } }),
    'review-window': (notes, last) => ({ notes: { ...notes, reviewBy: deadlineOf(last) } }),
  });
  desk.onSubmit<AccountOpeningApplication>(async ({ content, by }) => {
    const district = content.district ?? null;
    const ask = { center: start.center, district, on: desk.today() };
    const prepared = await steadily(({ prepareOpening }) => prepareOpening(ask));
    return receive({ desk, application: content, notes: firstNotes(prepared) }, by);
  });
  installActs(desk);
  installRepairs(desk);
  setHandler(claimFree, async () => {
    await desk.advance(async () => {
      if (desk.stage() !== 'contested' || !desk.notes().follows) return null;
      return followOn(await withFigures(openingOf(desk)));
    }, null);
  });
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
function step(desk: OpeningDesk): Promise<void> {
  switch (desk.stage()) {
    case 'incomplete':
      return awaitSupplement(desk);
    case 'checking':
    case 'opening':
      return check(desk);
    case 'needs attention':
      return awaitRepair(desk);
    case 'deferred':
      return awaitSeal(desk);
    case 'awaiting signature':
      return awaitSignature(desk);
    case 'not accepted':
    case 'refused':
      return awaitReviewRequest(desk);
    case 'contested':
    case 'in review':
    case 'in human review':
      return untilChanged(desk);
    case 'opened':
    case 'finally refused':
    case 'to convert':
    case 'lapsed':
    case 'withdrawn':
    case 'discontinued':
      return Promise.resolve();
  }
}

/** A person has to act: who and what for stands in the open wait and task. */
async function untilChanged(desk: OpeningDesk): Promise<void> {
  await desk.changed(desk.version(), null);
}
