/**
 * What may stand against a withdrawal (提取) in days, months, expenses and money.
 *
 * @source 住房公积金管理条例 第二十四条; 通知（征求意见稿）（七）
 */
import { addMonths, monthOf } from '../domain/calendar.ts';
import { compare, exact, ZERO } from '../domain/money.ts';
import { found, type Found } from './withdrawal-found.ts';
import { againOn, drawableOf, limitOf, overlap } from './withdrawal-limits.ts';
import { WITHDRAWAL_CASES } from './withdrawal-reasons.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

export function longEnoughSince(facts: WithdrawalFacts): Found {
  const again = againOn(facts);
  const { gap } = WITHDRAWAL_CASES[facts.stated.reason];
  const months = gap === null ? 0 : (facts.figures.gaps[gap] ?? 0);
  return found({
    code: 'withdrawn-too-soon',
    label: '距上次同一情形的提取已满规定的月数',
    inputs: { on: facts.on, months, again },
    holds: again === null || facts.on >= again,
    pointer: '/purpose',
    detail: { months: String(months) },
    earliestOn: again,
  });
}

export function expenseMade({ stated, on }: WithdrawalFacts): Found {
  const day = stated.expense?.on ?? null;
  return found({
    code: 'expense-not-yet',
    label: '住房消费已经发生',
    inputs: { on, day },
    holds: day === null || day <= on,
    clause: 'regulation-24',
    pointer: '/expense/on',
    earliestOn: day,
  });
}

export function expenseRecent({ stated, acceptedOn, figures }: WithdrawalFacts): Found {
  const { window } = WITHDRAWAL_CASES[stated.reason];
  const day = stated.expense?.on ?? null;
  const last = day === null ? null : addMonths(day, figures.expenseWindow);
  return found({
    code: 'expense-too-old',
    label: '在住房消费发生后的规定期限内申请',
    inputs: { acceptedOn, last, months: figures.expenseWindow },
    holds: !window || last === null || acceptedOn <= last,
    pointer: '/expense/on',
    detail: { last: last ?? '', months: String(figures.expenseWindow) },
  });
}

export function periodPast({ stated, on }: WithdrawalFacts): Found {
  const { period } = stated;
  const isWrong = period !== null && (period.from > period.to || period.to > monthOf(on));
  return found({
    code: 'period-wrong',
    label: '所属月份先后正确，且不晚于当月',
    inputs: { from: period?.from ?? null, to: period?.to ?? null, month: monthOf(on) },
    holds: !WITHDRAWAL_CASES[stated.reason].period || !isWrong,
    clause: 'regulation-24',
    pointer: '/period/to',
    detail: { month: monthOf(on) },
  });
}

export function periodFresh({ stated, earlier }: WithdrawalFacts): Found {
  const { period, reason } = stated;
  const before = earlier.find(
    (one) => one.reason === reason && period && one.period && overlap(one.period, period),
  );
  return found({
    code: 'period-withdrawn',
    label: '所属月份没有提取过',
    inputs: { from: period?.from ?? null, to: period?.to ?? null },
    holds: before === undefined,
    pointer: '/period/from',
    detail: { from: before?.period?.from ?? '', to: before?.period?.to ?? '' },
  });
}

export function somethingThere({ balances, stated, ...facts }: WithdrawalFacts): Found {
  const { accrued = ZERO, restOnly = false } = facts;
  const isEmpty = [...Object.values(balances), accrued].every((one) => compare(one, ZERO) === 0);
  return found({
    code: 'nothing-to-withdraw',
    label: '账户有可以提取的余额',
    inputs: {
      ...balances,
      ...(stated.closes === true && { accrued, restOnly }),
    },
    // Of an account that is to be closed nothing is left when all was paid.
    holds: restOnly || (!isEmpty && compare(stated.amount, ZERO) > 0),
    clause: 'regulation-24',
    pointer: '/amount',
  });
}

export function notHeld(facts: WithdrawalFacts): Found {
  const { holds, stated, balances, available } = facts;
  const sum = Object.values(balances).reduce((all, one) => all.plus(one), exact(0));
  const isEnough = compare(stated.amount, available) <= 0;
  // What exceeds the balance anyway is told as that, what closes the account as what holds it.
  const isHeld = holds.length > 0 && !isEnough && !exact(stated.amount).greaterThan(sum);
  return found({
    code: 'withdrawal-held',
    label: '所提金额没有被冻结',
    inputs: { holds: [...holds], available },
    holds: !isHeld || stated.closes === true,
    pointer: '/amount',
    detail: { available, kinds: holds.join(',') },
  });
}

/** No account is closed under a hold, whatever is in it. */
export function nothingHolds({ stated, holds }: WithdrawalFacts): readonly Found[] {
  if (stated.closes !== true) return [];
  return [
    found({
      code: 'closing-held',
      label: '同时注销账户的，没有冻结、应退还和来源待定的款项',
      inputs: { holds: [...holds] },
      holds: holds.length === 0,
      detail: { kinds: holds.join(',') },
    }),
  ];
}

/** 一次提取全部余额: what stands in the account; the interest is credited when it is paid. */
export function everythingDrawn({ stated, balances }: WithdrawalFacts): readonly Found[] {
  if (stated.closes !== true) return [];
  const sum = Object.values(balances).reduce((all, one) => all.plus(one), exact(0));
  return [
    found({
      code: 'amount-not-all',
      label: '同时注销账户的，提取全部余额',
      inputs: { amount: stated.amount, balance: sum.toFixed(2) },
      holds: !exact(stated.amount).lessThan(sum),
      clause: 'regulation-24',
      pointer: '/amount',
      detail: { balance: sum.toFixed(2) },
    }),
  ];
}

export function withinBalance(facts: WithdrawalFacts): Found {
  const { stated, balances, accrued = ZERO } = facts;
  const sum = Object.values(balances).reduce((all, one) => all.plus(one), exact(accrued));
  return found({
    code: 'amount-above-balance',
    label: '不超过账户余额',
    inputs: { amount: stated.amount, balance: sum.toFixed(2) },
    holds: !exact(stated.amount).greaterThan(sum),
    clause: 'regulation-24',
    pointer: '/amount',
    detail: { nearest: drawableOf(facts) },
  });
}

export function withinLimit(facts: WithdrawalFacts): Found {
  const { stated } = facts;
  const { amount, by } = limitOf(facts);
  const isKnown =
    stated.expense !== null && (!WITHDRAWAL_CASES[stated.reason].period || stated.period !== null);
  return found({
    code: 'amount-above-limit',
    label: '不超过实际支出和当地限额',
    inputs: { amount: stated.amount, limit: amount, by },
    holds: amount === null || !isKnown || compare(stated.amount, amount) <= 0,
    pointer: '/amount',
    detail: { nearest: amount ?? '', by },
  });
}
