/**
 * Change of the contribution (缴存变更), as its course in time.
 *
 * Judged when it is asked for; signed; where the bank has to agree, or still has a debit, waited for;
 * judged again on what the books say then, and put in force. Until that moment the terms as they were
 * are debited, and the person may take it back.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { contributionChange as caseType } from '../src/cases/contribution-change.ts';
import type { CaseStart } from '../src/cases/messages.ts';
import type { ContributionChangeApplication } from '../src/forms/contribution-change.ts';
import { openDesk } from './engine/desk.ts';
import { installChangeActs } from './change/acts.ts';
import { awaitBank, lookAtBank } from './change/bank.ts';
import { awaitChangeSignature } from './change/endings.ts';
import { proposeChange } from './change/offer.ts';
import type { ChangeDesk } from './change/state.ts';

/** The bank has answered for the mandate, or for a debit of the account. */
const bankAnswered = defineSignal('bankAnswered');

export async function contributionChange(start: CaseStart): Promise<string> {
  const desk: ChangeDesk = openDesk(caseType, start);
  desk.onSubmit<ContributionChangeApplication>(({ content, by }) =>
    proposeChange(desk, content, by),
  );
  installChangeActs(desk);
  setHandler(bankAnswered, async () => {
    await desk.advance(() => lookAtBank(desk), null);
  });
  return desk.run(() => step(desk));
}

function step(desk: ChangeDesk): Promise<void> {
  switch (desk.stage()) {
    case 'awaiting signature':
      return awaitChangeSignature(desk);
    case 'awaiting bank':
      return awaitBank(desk);
    case 'in force':
    case 'refused':
    case 'lapsed':
    case 'withdrawn':
      return Promise.resolve();
  }
}
