/** Parameters of imaginary people for the papers of a withdrawal that closes the account (提取并销户). */
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type {
  WithdrawalAcceptedParams,
  WithdrawalClosedParams,
  WithdrawalDecisionParams,
  WithdrawalEndedParams,
  WithdrawalKeptOpenParams,
  WithdrawalPaidParams,
  WithdrawalRefusedParams,
} from '../../cases/wording-documents.ts';
import {
  ACCEPTED_EXAMPLES,
  DECISION_EXAMPLES,
  ENDED_EXAMPLES,
  PAID_EXAMPLES,
  REFUSED_EXAMPLES,
} from './withdrawal-examples.ts';

type Some<Params> = readonly [Params, ...Params[]];

const retired = { what: '离休、退休', amount: yuan('15088.75') };
const [accepted] = ACCEPTED_EXAMPLES;
const [decision] = DECISION_EXAMPLES;
const [refused] = REFUSED_EXAMPLES;
const [paid] = PAID_EXAMPLES;
const [ended] = ENDED_EXAMPLES;

export const CLOSING_ACCEPTED_EXAMPLES: Some<WithdrawalAcceptedParams> = [
  { ...accepted, ...retired, closes: true },
  { ...accepted, ...retired, closes: true, regulation: '2019' },
  accepted,
];

export const CLOSING_DECISION_EXAMPLES: Some<WithdrawalDecisionParams> = [
  {
    ...decision,
    ...retired,
    ...{ closes: true, interest: yuan('88.75'), item: 6, limit: '' },
    drawn: '灵活就业缴存10088.75元和单位缴存5000.00元',
  },
  decision,
];

export const CLOSING_REFUSED_EXAMPLES: Some<WithdrawalRefusedParams> = [
  { ...refused, ...retired, stopped: true },
  refused,
];

export const CLOSING_PAID_EXAMPLES: Some<WithdrawalPaidParams> = [
  { ...paid, ...retired, closes: true, moved: retired.amount },
  paid,
];

export const CLOSING_ENDED_EXAMPLES: Some<WithdrawalEndedParams> = [
  { ...ended, ...retired, stopped: true },
  ended,
];

const { center, caseNumber, business, person, branch } = accepted;
const notice = { center, caseNumber, business, person, branch };
const closedOn = plainDate('2026-11-24');

export const CLOSED_EXAMPLES: Some<WithdrawalClosedParams> = [
  {
    ...{ ...notice, ...retired, accountLast4: '0012', card: '某某银行，尾号1234', closedOn },
    payments: [
      { on: plainDate('2026-11-23'), amount: yuan('15088.75') },
      { on: closedOn, amount: yuan('0.63') },
    ],
    total: yuan('15089.38'),
  },
];

export const KEPT_OPEN_EXAMPLES: Some<WithdrawalKeptOpenParams> = [
  {
    ...{ ...notice, accountLast4: '0012', toldOn: closedOn, total: yuan('15088.75') },
    reasons: [{ text: '账户有未解除的冻结。', remedy: '请先了结，之后可以再次申请。' }],
  },
];
