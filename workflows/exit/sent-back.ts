/** 退回更正 of leaving: the card or the scans were wrong; corrected at the counter and looked at again. */
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
import { next } from './payment.ts';
import {
  applicationOf,
  judged,
  judgedNow,
  toldDates,
  type ActOf,
  type ExitDesk,
  type ExitDraft,
} from './state.ts';

const REVIEW = [{ wait: 'exit-review', task: 'exit-review' }] as const;

export function sentBack(desk: ExitDesk, { content }: ActOf<'send-back'>): ExitDraft {
  const draft = sendBack(desk, content, REVIEW);
  const detail = { ...toldDates(desk.notes()), ...draft.stage?.detail };
  return { ...draft, stage: { at: 'sent back', detail } };
}

/** 更正: another card is a change that nobody has looked at yet. */
export async function corrected(
  desk: ExitDesk,
  { content, by }: ActOf<'correct'>,
): Promise<ExitDraft> {
  const before = applicationOf(desk);
  const application = keepingAgent(before, content.application);
  mustDiffer(before, application);
  mustStay(before, application, {
    ...{ at: '/account', detail: '更正不能改换账户，请撤回后重新申请。' },
  });
  const work = await judged(desk, application, desk.notes());
  if (work.prepared.books.card === 'other-holder') {
    throw refusedAct({
      ...{ code: 'input-invalid', restsOn: 'liaoning-7' },
      pointer: '#/application/bankCard/holder',
      detail: '收款银行卡的户名不是账户本人，请改用本人名下的银行卡。',
    });
  }
  const files = application.evidence.map(({ file }) => file);
  return withAct(next(work), {
    step: 'correct',
    content: { ...application },
    parties: supplementedBy(desk, by),
    events: [correction({ before, after: application }, content.reason)],
    effects: [{ name: 'attach-files', params: { files } }],
  });
}

/** 再送复核: as it stands; what nobody has looked at yet is looked at. */
export async function resubmitted(
  desk: ExitDesk,
  { content, by }: ActOf<'resubmit'>,
): Promise<ExitDraft> {
  return withAct(next(await judgedNow(desk)), {
    step: 'resubmit',
    parties: supplementedBy(desk, by),
    events: [sentAgain(content.reason)],
  });
}
