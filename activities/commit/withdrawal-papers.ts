/** The papers of a withdrawal (提取), from what a change of its case says. Pure. */
import type {
  PayoutFailedParams,
  WithdrawalHead,
  WithdrawalPaperParams,
} from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import {
  drawnText,
  limitTitle,
  withdrawalGapLines,
  withdrawalTitle,
} from '../../src/cases/wording-withdrawals.ts';
import { BANK_REFUSALS } from '../../src/domain/bank-refusals.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { isYuan, yuan } from '../../src/domain/money.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import type { WithdrawalRefusal } from '../../src/policy/withdrawal.ts';
import type { WithdrawalLimit } from '../../src/policy/withdrawal-limits.ts';
import type { PaidInAll } from '../account-end.ts';
import type { EverythingReserved } from '../closing-withdrawal-effects.ts';
import { ownRule, waysOf, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof WithdrawalPaperParams;

export const WITHDRAWAL_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => WithdrawalPaperParams[One];
} = {
  'withdrawal-accepted': (params, given) => ({
    ...headOf(params, given),
    acceptedOn: dayIn(params, 'acceptedOn'),
    regulation: regulationOn(dayIn(params, 'acceptedOn')),
    lastOn: dayIn(params, 'lastOn'),
    promisedWorkingDays: given.facts.promise?.days ?? 0,
    promisedOn: given.facts.promise?.on ?? null,
    promisedProvisional: given.facts.promise?.provisional ?? false,
    ...closing(params),
  }),
  'withdrawal-supplement': (params, given) => ({
    ...headOf(params, given),
    toldOn: given.facts.on,
    missing: withdrawalGapLines(params['missing'] as readonly string[]),
    until: dayIn(params, 'until'),
  }),
  'withdrawal-decision': (params, given) => {
    const { on, outputs } = given.facts;
    // Of what closes the account the effect says what there was when it was settled.
    const reserved = outputs['reserve-everything'] as EverythingReserved | undefined;
    const limit = params['limit'] as WithdrawalLimit;
    return {
      ...headOf(params, given),
      acceptedOn: dayIn(params, 'acceptedOn'),
      decidedOn: on,
      item: Number(params['item']),
      drawn: drawnText(
        reserved?.drawn ?? (params['drawn'] as readonly { source: string; amount: string }[]),
      ),
      ...closing(params),
      ...(reserved && { amount: reserved.amount, interest: reserved.interest }),
      limit: limit.amount === null ? '' : `${limitTitle(limit.by)}${limit.amount}元`,
      clauses: [
        ...(['regulation-24', 'liaoning-7'] as const).map((key) => printedClause(key, on)),
        ...ownRule(given.facts),
      ],
    };
  },
  'withdrawal-refused': (params, given) => ({
    ...headOf(params, given),
    acceptedOn: dayIn(params, 'acceptedOn'),
    decidedOn: given.facts.on,
    reasons: (params['reasons'] as readonly Reason[]).map(
      ({ code, text: reason, remedy, clause, earliestOn }) => ({
        ...{ code, reason, remedy, earliestOn },
        clauses: [printedClause(clause, given.facts.on)],
      }),
    ),
    ...stopped(params),
    ways: waysOf(given.facts),
  }),
  'withdrawal-paid': (params, given) => ({
    ...headOf(params, given),
    paidOn: dayIn(params, 'paidOn'),
    moved: moneyIn(params, 'moved'),
    ...closing(params),
  }),
  'payout-failed': (params, given) => ({
    ...headOf(params, given),
    failedOn: given.facts.on,
    ...refusalIn(params),
    until: dayIn(params, 'until'),
  }),
  'withdrawal-ended': (params, given) => ({
    ...given.head,
    what: withdrawalTitle(textIn(params, 'reason')),
    amount: moneyIn(params, 'amount'),
    accountLast4: textIn(params, 'accountLast4'),
    endedOn: given.facts.on,
    why: params['why'] as WithdrawalPaperParams['withdrawal-ended']['why'],
    ...stopped(params),
  }),
  'withdrawal-closed': (params, given) => {
    const closed = given.facts.outputs['close-withdrawn'] as PaidInAll | undefined;
    if (!closed) throw new RangeError('nothing was closed');
    return {
      ...headOf(params, given),
      closedOn: dayIn(params, 'closedOn'),
      payments: closed.payments.map(({ on, amount }) => ({ on: plainDate(on), amount })),
      total: closed.total,
    };
  },
  'withdrawal-kept-open': (params, given) => {
    const paid = given.facts.outputs['payments-of-withdrawal'] as PaidInAll | undefined;
    if (!paid) throw new RangeError('nothing was paid');
    return {
      ...given.head,
      accountLast4: textIn(params, 'accountLast4'),
      ...{ toldOn: given.facts.on, total: paid.total },
      // As the course of the case words them.
      reasons: params['reasons'] as WithdrawalPaperParams['withdrawal-kept-open']['reasons'],
    };
  },
};

/** 同时注销账户, as the course of the case knows it. */
function closing(params: Params): { readonly closes?: true } {
  return params['closes'] === true ? { closes: true } : {};
}

function stopped(params: Params): { readonly stopped?: true } {
  return params['stopped'] === true ? { stopped: true } : {};
}

/** As the course of the case words them, each with what was found. */
type Reason = Pick<WithdrawalRefusal, 'earliestOn'> & {
  readonly code: string;
  readonly clause: ClauseKey;
  readonly text: string;
  readonly remedy: string;
};

function headOf(params: Params, { head }: Given): WithdrawalHead {
  return {
    ...head,
    what: withdrawalTitle(textIn(params, 'reason')),
    amount: moneyIn(params, 'amount'),
    accountLast4: textIn(params, 'accountLast4'),
    card: `${textIn(params, 'bank')}，尾号${textIn(params, 'cardLast4')}`,
  };
}

function refusalIn(params: Params): Pick<PayoutFailedParams, 'reason' | 'remedy'> {
  const code = params['code'];
  const known: Readonly<Record<string, { readonly title: string; readonly remedy: string }>> =
    BANK_REFUSALS;
  const { title, remedy } = known[String(code)] ?? BANK_REFUSALS.other;
  return { reason: title, remedy };
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function dayIn(params: Params, name: string) {
  return plainDate(textIn(params, name));
}

function moneyIn(params: Params, name: string) {
  const value = params[name];
  if (!isYuan(value)) throw new RangeError(`the document needs ${name}`);
  return yuan(value);
}
