/**
 * 退回更正 of a withdrawal: sent back from the review or from the approval, corrected at the counter, looked at
 * again. The three days of the law go on, and the alarms with them.
 */
import { withdrawalGapNames } from '../../src/cases/wording-withdrawals.ts';
import { closesAccount } from '../../src/domain/closing-withdrawals.ts';
import type { WithdrawalApplication } from '../../src/forms/withdrawal.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  correction,
  keepingAgent,
  mustDiffer,
  mustStay,
  resubmitted as sentAgain,
  sendBack,
  supplementedBy,
  withAct,
} from '../engine/sent-back.ts';
import { onward } from './decision.ts';
import {
  applicationOf,
  judged,
  judgedNow,
  type ActOf,
  type Judged,
  type WithdrawalDesk,
  type WithdrawalDraft,
  type WithdrawalNotes,
} from './state.ts';

const LOOKED_AT = [
  { wait: 'withdrawal-review', task: 'withdrawal-review' },
  { wait: 'withdrawal-approval', task: 'withdrawal-approval' },
] as const;

export function sentBack(desk: WithdrawalDesk, { content }: ActOf<'send-back'>): WithdrawalDraft {
  const draft = sendBack(desk, content, LOOKED_AT);
  const lastOn = desk.notes().clock?.lastOn ?? null;
  return { ...draft, stage: { at: 'sent back', detail: { ...draft.stage?.detail, lastOn } } };
}

/** 更正: what was confirmed or approved of the old content does not count for the new one. */
export async function corrected(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'correct'>,
): Promise<WithdrawalDraft> {
  const before = applicationOf(desk);
  const application = keepingAgent(before, content.application);
  mustFit(desk, before, application);
  const notes: WithdrawalNotes = {
    ...desk.notes(),
    ...{ reviewed: false, approved: false, confirmed: [], overdue: null },
  };
  const work = await judged(desk, application, notes);
  mustBeWhole(work);
  return withAct(onward(work), {
    step: 'correct',
    content: { ...application },
    parties: supplementedBy(desk, by),
    events: [correction({ before, after: application }, content.reason)],
    effects: [{ name: 'keep-evidence', params: {} }],
  });
}

/** 再送复核: what was confirmed stays confirmed; it goes where it came from. */
export async function resubmitted(
  desk: WithdrawalDesk,
  { content, by }: ActOf<'resubmit'>,
): Promise<WithdrawalDraft> {
  const work = await judgedNow(desk);
  return withAct(onward(work), {
    step: 'resubmit',
    parties: supplementedBy(desk, by),
    events: [sentAgain(content.reason)],
  });
}

/** @throws ApplicationFailure naming the field */
function mustFit(
  desk: WithdrawalDesk,
  before: WithdrawalApplication,
  after: WithdrawalApplication,
): void {
  mustDiffer(before, after);
  mustStay(before, after, { at: '/account', detail: '更正不能改换账户，请撤回后重新申请。' });
  if (closesAccount(before) !== closesAccount(after)) {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/close', restsOn: 'regulation-24' },
      detail: '是否同时注销账户随受理确定，不能更正；请撤回后重新申请。',
    });
  }
  if (desk.notes().paid !== true) return;
  const fixed = ({ bankCard: _card, evidence: _files, ...rest }: WithdrawalApplication) => rest;
  for (const at of Object.keys({ ...fixed(before), ...fixed(after) })) {
    mustStay(fixed(before), fixed(after), {
      ...{ at: `/${at}`, detail: '款项已经付出，只能更正收款卡、补充材料。' },
    });
  }
}

/** What was accepted stays accepted. @throws ApplicationFailure naming what is missing */
function mustBeWhole({ decision, prepared }: Judged): void {
  if (prepared.facts.card === 'other-holder') {
    throw refusedAct({
      ...{ code: 'input-invalid', restsOn: 'liaoning-7' },
      pointer: '#/application/bankCard/holder',
      detail: '收款银行卡的户名不是账户本人，请改用本人名下的银行卡。',
    });
  }
  const { outcome, missing } = decision;
  if (outcome !== 'incomplete') return;
  throw refusedAct({
    ...{ code: 'input-invalid', pointer: '#/application', restsOn: 'regulation-25' },
    detail: `已经受理的申请更正后须仍然齐全，还缺少${withdrawalGapNames(missing)}。`,
  });
}
