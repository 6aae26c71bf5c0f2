/** Parameters of imaginary people for the papers about empty accounts. */
import { plainDate, plainMonth } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  DormancyEndedParams,
  DormancyNoticeParams,
  DormancyWarningParams,
  DormantClosedParams,
  DormantInterestPaidParams,
} from '../../cases/wording-documents.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';

const on = plainDate('2026-11-23');
const emptyFrom = plainMonth('2026-05');
const head = { ...HEAD, business: '零余额销户' };
const about = { last4: '0012', emptyFrom };

export const NOTICE_EXAMPLES: readonly [DormancyNoticeParams, ...DormancyNoticeParams[]] = [
  { ...head, ...about, noticedOn: on, months: 6, noticeDays: 30, clauses: [CLAUSE] },
  { ...BARE_HEAD, ...about, noticedOn: on, months: 6, noticeDays: 30, clauses: [] },
];

export const ENDED_EXAMPLES: readonly [DormancyEndedParams, ...DormancyEndedParams[]] = [
  { ...head, last4: '0012', endedOn: on, how: 'contributing', reasons: [] },
  {
    ...{ ...head, last4: '0012', endedOn: on, how: 'kept' },
    reasons: [{ text: '账户被冻结。', remedy: '冻结解除后再行核查。' }],
  },
  { ...head, last4: '0012', endedOn: on, how: 'withdrawn', reasons: [] },
];

export const CLOSED_EXAMPLES: readonly [DormantClosedParams, ...DormantClosedParams[]] = [
  { ...head, ...about, closedOn: on, servedOn: on, clauses: [CLAUSE] },
  { ...BARE_HEAD, ...about, closedOn: on, servedOn: on, clauses: [] },
];

export const INTEREST_PAID_EXAMPLES: readonly [DormantInterestPaidParams] = [
  { ...head, last4: '0012', cardLast4: '4567', moved: yuan('0.12'), paidOn: on },
];

export const NEXT_WARNING_EXAMPLES: readonly [DormancyWarningParams, ...DormancyWarningParams[]] = [
  {
    ...{ ...HEAD, business: '缴存', accountLast4: '0012', warnedOn: on, emptyFrom },
    ...{ emptyMonths: 4, months: 6, possibleFrom: plainDate('2026-11-01') },
    nextOn: plainDate('2026-10-01'),
  },
  {
    ...{ ...HEAD, business: '缴存', accountLast4: '0012', warnedOn: on, emptyFrom },
    ...{ emptyMonths: 5, months: 6, possibleFrom: plainDate('2026-11-01'), nextOn: null },
  },
];

export const WARNING_EXAMPLES: readonly [DormancyWarningParams, ...DormancyWarningParams[]] = [
  {
    ...{ ...HEAD, business: '缴存', accountLast4: '0012', warnedOn: on, emptyFrom },
    ...{ emptyMonths: 4, months: 6, possibleFrom: plainDate('2026-11-01') },
  },
];
