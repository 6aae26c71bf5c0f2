/** Why a case about an irregularity (异常核查) does not move. */
import { invariantTitle } from '../policy/legality.ts';
import type { WaitWords } from './wait-words.ts';
import { textField, when, type Fields } from './wording-fields.ts';
import { CHANNEL_REVIEW } from './wording.ts';

export const IRREGULARITY_WAIT_KINDS = ['irregularity', 'irregularity-confirm'] as const;

export const irregularityOf = (detail: Fields) =>
  when(textField(detail, 'invariant'), invariantTitle);

export const IRREGULARITY_WAITS: Readonly<
  Record<(typeof IRREGULARITY_WAIT_KINDS)[number], WaitWords>
> = {
  irregularity: {
    title: '巡检发现异常，等主管核查',
    clause: 'liaoning-5',
    endedBy: ['supervisor'],
    shortenedBy: '账目更正后立即复查；或者查明原因，由另一名主管确认',
    what: irregularityOf,
    channel: CHANNEL_REVIEW,
  },
  'irregularity-confirm': {
    title: '核查意见等第二人确认',
    clause: 'liaoning-5',
    endedBy: ['supervisor'],
    shortenedBy: '由提出人以外的主管确认或者退回',
    what: irregularityOf,
    channel: CHANNEL_REVIEW,
  },
};
