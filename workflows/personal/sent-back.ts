/** 退回更正 of a change of personal data: sent back, corrected there, sent to review again. */
import type { PersonalChangeApplication } from '../../src/forms/personal-change.ts';
import { personalGapNames } from '../../src/cases/wording-personal-change.ts';
import { changedFields } from '../../src/cases/differences.ts';
import { refusedAct } from '../engine/desk.ts';
import {
  correction,
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
  type PersonalDesk,
  type PersonalDraft,
  type PersonalNotes,
} from './state.ts';

const REVIEW = [{ wait: 'personal-review', task: 'personal-review' }] as const;

export function sentBack(desk: PersonalDesk, { content }: ActOf<'send-back'>): PersonalDraft {
  return sendBack(desk, content, REVIEW);
}

/** 更正: what another person had confirmed of the old content does not count for the new one. */
export async function corrected(
  desk: PersonalDesk,
  { content: { application, reason }, by }: ActOf<'correct'>,
): Promise<PersonalDraft> {
  const before = applicationOf(desk);
  mustDiffer(before, application);
  mustStay(before, application, {
    ...{ at: '/account', detail: '更正不能改换账户，请撤回后重新申请。' },
  });
  const work = await judged(desk, application, forOther(desk.notes(), before, application));
  mustBeWhole(work);
  return withAct(onward(work), {
    step: 'correct',
    content: { ...application },
    parties: supplementedBy(desk, by),
    events: [correction({ before, after: application }, reason)],
    effects: [{ name: 'keep-personal-evidence', params: {} }],
  });
}

/** What the registry said of the same name and number stands; of others it is asked anew. */
function forOther(
  notes: PersonalNotes,
  before: PersonalChangeApplication,
  after: PersonalChangeApplication,
): PersonalNotes {
  const asked = ({ name, document, bornOn }: PersonalChangeApplication) => ({
    ...{ name, document, bornOn },
  });
  if (changedFields(asked(before), asked(after)).length === 0) return { ...notes, confirmed: [] };
  return { ...notes, confirmed: [], identity: null, round: notes.round + 1 };
}

/** What was accepted stays accepted. @throws ApplicationFailure naming what is missing */
function mustBeWhole({ decision }: Judged): void {
  const { outcome, missing } = decision;
  if (outcome !== 'incomplete') return;
  throw refusedAct({
    ...{ code: 'input-invalid', pointer: '#/application/evidence', restsOn: 'liaoning-11' },
    detail: `已经受理的申请更正后须仍然齐全，还缺少${personalGapNames(missing)}。`,
  });
}

/** 再送复核: as it stands; the rule decides again. */
export async function resubmitted(
  desk: PersonalDesk,
  { content, by }: ActOf<'resubmit'>,
): Promise<PersonalDraft> {
  return withAct(onward(await judgedNow(desk)), {
    step: 'resubmit',
    parties: supplementedBy(desk, by),
    events: [sentAgain(content.reason)],
  });
}
