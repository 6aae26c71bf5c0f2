/** Why a case about a hold does not move. */
import type { WaitWords } from './wait-words.ts';
import { holdTitle } from './wording-accounts.ts';
import { textField, type Fields } from './wording-fields.ts';
import { CHANNEL_REVIEW } from './wording.ts';

export const HOLD_WAIT_KINDS = [
  'hold-check',
  'hold-term',
  'hold-open',
  'hold-over',
  'hold-release',
  'hold-deduction',
] as const;

const kind = (detail: Fields) => {
  const hold = textField(detail, 'hold');
  return hold === null ? '' : holdTitle(hold);
};
/** A hold is nobody's business but the center's and the holder's. */
const common = { clause: 'civil-procedure-253', what: kind, channel: CHANNEL_REVIEW } as const;

export const HOLD_WAITS: Readonly<Record<(typeof HOLD_WAIT_KINDS)[number], WaitWords>> = {
  'hold-check': {
    ...common,
    title: '已冻结，等第二人对照文书核对',
    endedBy: ['supervisor', 'approver'],
    shortenedBy: '由登记人以外的主管或审批人员核对',
  },
  'hold-term': {
    ...common,
    title: '冻结期内，等续冻或者解除',
    endedBy: ['supervisor'],
    shortenedBy: '凭解除文书提出解除，由另一人确认；期满不自行解除',
  },
  'hold-open': {
    ...common,
    title: '冻结中，没有期限，等解除',
    endedBy: ['supervisor'],
    shortenedBy: '冻结的原因消除后，凭文书提出解除，由另一人确认',
  },
  'hold-over': {
    ...common,
    title: '冻结已期满，等续冻或者解除',
    endedBy: ['supervisor'],
    shortenedBy: '联系作出机关，凭文书续冻或者解除；仍按冻结执行',
  },
  'hold-release': {
    ...common,
    title: '已提出解除，等第二人确认',
    endedBy: ['supervisor', 'approver'],
    shortenedBy: '由提出人以外的主管或审批人员确认或不同意',
  },
  'hold-deduction': {
    ...common,
    title: '已登记扣划，等第二人对照文书核对',
    endedBy: ['supervisor', 'approver'],
    shortenedBy: '由登记人以外的主管或审批人员确认或者退回',
  },
};
