/** 退回更正 of an opening or the taking up of an account: sent back, corrected there, sent to review again. */
import { missingName } from '../../src/cases/wording-tasks.ts';
import { listText } from '../../src/cases/wording.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  mustDiffer,
  mustStay,
  resubmitted,
  sendBack,
  supplementedBy,
  withAct,
} from '../engine/sent-back.ts';
import { decideAgain } from './outcomes.ts';
import { decidedBy, intakeOf, type ActOf, type Opening, type OpeningDraft } from './state.ts';

const REVIEW = [{ wait: 'review', task: 'review' }] as const;

/** 退回更正: whoever sends it back has looked at it, and does not look at it as somebody new later. */
export function sentBack(opening: Opening, { content, by }: ActOf<'send-back'>): OpeningDraft {
  return { ...sendBack(opening.desk, content, REVIEW), parties: decidedBy(opening, by) };
}

/** 再送复核: what was cleared stays cleared; an answer that has become too old is asked for again. */
export function sentAgain(opening: Opening, { content, by }: ActOf<'resubmit'>): OpeningDraft {
  return withAct(decideAgain(opening), {
    step: 'resubmit',
    parties: supplementedBy(opening.desk, by),
    events: [resubmitted(content.reason)],
  });
}

/**
 * What was accepted stays accepted: a correction of what came back is whole, and of the same person and account.
 *
 * @throws ApplicationFailure naming the field
 */
export function mustFit(before: Opening, after: Opening): void {
  const [was, is] = [before.application, after.application];
  mustDiffer(was, is);
  mustStay(was, is, { at: '/account', detail: '更正不能改换账户，请撤回后重新申请。' });
  const { name, document } = was.applicant;
  if (name !== is.applicant.name && document.number !== is.applicant.document.number) {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/applicant', restsOn: 'liaoning-1' },
      detail: '姓名和证件号码同时改换的，是另一人的申请，不能更正；请撤回后以本人名义重新申请。',
    });
  }
  const { missing } = intakeOf(after);
  const [first] = missing;
  if (first === undefined) return;
  const names = listText([...new Set(missing.map(({ code }) => missingName(code)))]);
  throw refusedAct({
    ...{ code: 'input-invalid', pointer: `#/application${first.pointer}`, restsOn: 'liaoning-1' },
    detail: `已经受理的申请更正后须仍然齐全，还缺少${names}。`,
  });
}
