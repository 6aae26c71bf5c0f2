/**
 * 退回更正: whoever may review a case may also send it back to the counter, by a coded reason. There it is
 * corrected, or sent to review again as it stands; the day of acceptance and every clock stay as they are.
 * The parts that the tables of the case types share.
 */
import type { ActionSpec, Permit, StagePlace, StageSpec } from './case.ts';

export const SENT_BACK = 'sent back';
export type SentBackStage = typeof SENT_BACK;
export type SentBackAction = 'send-back' | 'resubmit' | 'correct';

/** The part of whoever entered something of the application later than its submitter: no reviewer of it. */
export const SUPPLEMENTER = 'supplementer';

export const SENT_BACK_ACTIONS = {
  'send-back': {
    title: '退回更正',
    coded: true,
    preview: '业务回到受理网点更正或者说明，不作认定；受理日期不变，办理期限照常计算。',
  },
  resubmit: { title: '再送复核', reason: true },
} as const satisfies Readonly<Record<string, ActionSpec>>;

/** Where a type has no act of its own by which an accepted application is corrected. */
export const CORRECT: ActionSpec = { title: '更正申请', reason: true };

/** @param channelTitle all that a channel learns, as at the stage of the review */
export function sentBackStage(channelTitle?: string): StageSpec {
  return {
    ...{ title: '复核退回，待更正', state: 'waiting' },
    ...(channelTitle !== undefined && { channelTitle }),
  };
}

/** @param step the step of the course at which the review stands */
export function sentBackPlace<Step extends string>(
  step: Step,
): StagePlace & { readonly step: Step } {
  return {
    step,
    now: '复核人员退回经办网点更正或者补充说明，办妥后再送复核；受理日期不变，办理期限照常计算，需要申请人配合的由网点联系。',
  };
}

/** A review, and sending back, by the very same people. */
export function reviewing(who: Permit) {
  return { review: who, 'send-back': who };
}

const CLERK: Permit = { roles: ['clerk'] };

/** What the counter does with what came back: a channel does not learn that it did. */
export const REWORKING = { correct: CLERK, resubmit: CLERK } as const;
