/**
 * What may stand against a withdrawal (提取) in the case, the person, the card and the loans.
 *
 * @source 住房公积金管理条例 第二十四条、第四十一条; 通知（征求意见稿）（七）
 */
import { addDays } from '../domain/calendar.ts';
import { compare, exact, ZERO } from '../domain/money.ts';
import { REGULATION_2026_FROM } from './clauses.ts';
import { regulationOn } from './statutory-deadline.ts';
import { found, type Found } from './withdrawal-found.ts';
import { monthsIn } from './withdrawal-limits.ts';
import { WITHDRAWAL_CASES } from './withdrawal-reasons.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

export function caseInForce({ stated, acceptedOn }: WithdrawalFacts): Found {
  const regulation = regulationOn(acceptedOn);
  const item = WITHDRAWAL_CASES[stated.reason].item[regulation];
  return found({
    code: 'case-not-in-force',
    label: '属于受理之日施行的条例所列情形',
    inputs: { reason: stated.reason, acceptedOn, regulation, item },
    holds: item !== null,
    clause: 'regulation-24',
    pointer: '/purpose',
    earliestOn: REGULATION_2026_FROM,
  });
}

/** 应当同时注销账户: the old text leaves no choice. */
export function closingAsFound({ stated, acceptedOn }: WithdrawalFacts): readonly Found[] {
  if (stated.closes === undefined) return [];
  const regulation = regulationOn(acceptedOn);
  const { closing } = WITHDRAWAL_CASES[stated.reason];
  return [
    found({
      code: 'closing-required',
      label: '2026年9月20日前受理的，离休退休、完全丧失劳动能力、出境定居提取同时注销账户',
      inputs: { closes: stated.closes, closing, regulation },
      holds: !closing || stated.closes || regulation === '2026',
      clause: 'regulation-24',
      pointer: '/close',
      earliestOn: REGULATION_2026_FROM,
    }),
  ];
}

/** What may close the account: what the person says of it, else the case of the law. */
function mayClose({ closes, reason }: WithdrawalFacts['stated']): boolean {
  return closes ?? WITHDRAWAL_CASES[reason].closing;
}

export function accountOpen({ account }: WithdrawalFacts): Found {
  return found({
    code: 'withdrawal-account-closed',
    label: '账户没有销户',
    inputs: { state: account.state },
    holds: account.state !== 'closed',
    clause: 'regulation-24',
    pointer: '/account',
  });
}

export function notBanned({ bans, on }: WithdrawalFacts): Found {
  const until = [...bans].sort().at(-1) ?? null;
  return found({
    code: 'withdrawal-ban',
    label: '不在违法提取、骗贷的限制期内',
    inputs: { on, until },
    holds: until === null,
    clause: 'regulation-41',
    detail: until === null ? {} : { until },
    earliestOn: until && addDays(until, 1),
  });
}

export function noOtherCase({ otherCase }: WithdrawalFacts): Found {
  return found({
    code: 'withdrawal-case-in-flight',
    label: '没有其他在办业务',
    inputs: { otherCase },
    holds: !otherCase,
  });
}

export function ownCard({ card }: WithdrawalFacts): Found {
  return found({
    code: 'withdrawal-card-differs',
    label: '收款卡是本人名下的银行卡',
    inputs: { card },
    holds: card === 'own',
    pointer: '/bankCard/holder',
  });
}

function isAgainstLoan({ stated, openLoan }: WithdrawalFacts): boolean {
  return openLoan !== null && stated.reason !== 'loan-repayment';
}

export function loanSettled(facts: WithdrawalFacts): Found {
  const { stated, openLoan, figures } = facts;
  const closing = mayClose(stated);
  const isRefused = isAgainstLoan(facts) && (closing || figures.loanRule === 'refuse');
  return found({
    code: 'loan-not-settled',
    label: '没有不得提取的未结清贷款',
    inputs: { openLoan: openLoan !== null, rule: figures.loanRule, closing },
    holds: !isRefused,
    pointer: '/purpose',
  });
}

/** 担保责任: it stands against what may close the account (通知（七）), and against nothing else. */
export function guaranteeReleased({ stated, guarantee = false }: WithdrawalFacts): Found {
  const closing = mayClose(stated);
  return found({
    code: 'guarantee-not-released',
    label: '可能销户的提取，没有未解除的担保责任',
    inputs: { guarantee, closing },
    holds: !guarantee || !closing,
    pointer: '/purpose',
  });
}

export function loanNotOverdue(facts: WithdrawalFacts): Found {
  const overdue = facts.openLoan?.overdue ?? null;
  const isOverdue = overdue !== null && compare(overdue, ZERO) > 0;
  return found({
    code: 'loan-overdue',
    label: '贷款没有逾期',
    inputs: { overdue, rule: facts.figures.loanRule },
    holds: !isAgainstLoan(facts) || !isOverdue,
    pointer: '/purpose',
    detail: overdue === null ? {} : { overdue },
  });
}

export function noHome({ stated }: WithdrawalFacts): Found {
  return found({
    code: 'owns-home',
    label: '租房提取的，本人和配偶在本地没有自有住房',
    inputs: { reason: stated.reason, ownsHome: stated.ownsHome },
    holds: stated.reason !== 'rent' || stated.ownsHome !== true,
    clause: 'regulation-24',
    pointer: '/ownsHome',
  });
}

export function contributedLongEnough({ stated, continuous, figures }: WithdrawalFacts): Found {
  const least = figures.rentMonthsMin;
  return found({
    code: 'contributed-too-short',
    label: '租房提取的，已连续足额缴存规定的月数',
    inputs: { reason: stated.reason, continuous, least },
    holds: stated.reason !== 'rent' || continuous >= least,
    detail: { months: String(continuous), least: String(least) },
  });
}

export function rentAboveIncome({ stated, acceptedOn, figures }: WithdrawalFacts): Found {
  const { reason, familyIncome, expense, period } = stated;
  const applies = reason === 'rent' && regulationOn(acceptedOn) === '2019';
  const months = period === null ? 0 : monthsIn(period);
  const line = exact(familyIncome ?? ZERO)
    .times(figures.rentIncomeRatio)
    .times(months);
  const isKnown = familyIncome !== null && expense !== null && months > 0;
  return found({
    code: 'rent-within-income',
    label: '房租超出家庭工资收入的规定比例（2026年9月20日前受理的）',
    inputs: { applies, familyIncome, months, ratio: figures.rentIncomeRatio },
    holds: !applies || !isKnown || exact(expense.amount).greaterThan(line),
    clause: 'regulation-24',
    pointer: '/familyIncome',
    detail: { line: line.toFixed(2), ratio: figures.rentIncomeRatio },
  });
}

export function notEmployed({ stated, account }: WithdrawalFacts): Found {
  // An account into which a unit pays is never closed.
  const closes = stated.closes === true;
  const employed = account.source === 'unit' && account.state === 'normal';
  return found({
    code: 'unit-account-not-sealed',
    label: closes ? '同时注销账户的，已不由单位缴存' : '完全丧失劳动能力的，已不由单位缴存',
    inputs: {
      ...{ reason: stated.reason, source: account.source, state: account.state },
      ...(closes && { closes }),
    },
    holds: (stated.reason !== 'disability' && !closes) || !employed,
    clause: 'regulation-24',
  });
}
