/** A life as the rules and the calculator are asked about it. */
import type { AccountFacts, DatesFacts, DrawingFacts } from '../../src/cases/dates/facts.ts';
import { monthOf, plainDate, plainMonth, type PlainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import type { Account, Life, Rules } from './model.ts';
import type { Day } from './naive-time.ts';

const BORN = '1985-06-15';

export function exitFactsOf(life: Life, account: Account) {
  const { today, loan, guarantee, held, banUntil } = life;
  return {
    on: plainDate(today),
    flexibleBalance: money(account.flexible),
    employeeBalance: money(account.unit),
    employeeSealedOn: dayOf(account.unitSealedOn),
    accountSealedOn: dayOf(account.sealedOn),
    ...{ openLoan: loan, guarantee, holds: held ? ['冻结'] : [] },
    ban: banUntil !== null && banUntil >= today,
  };
}

export function datesFactsOf(life: Life, rules: Rules): DatesFacts {
  const { account, today, loan, guarantee, held, banUntil } = life;
  const ban = banUntil !== null && banUntil >= today;
  return {
    on: plainDate(today),
    center: '210100',
    figures: SHIPPED_FIGURES,
    person: { bornOn: plainDate(BORN), sex: 'M' },
    account: account && accountFactsOf(account),
    obstacles: {
      ...{ openLoan: loan, guarantee, hold: held, ban, caseInFlight: false },
      banUntil: ban ? dayOf(banUntil) : null,
    },
    ...(account === null ? {} : { drawing: drawingOf(life, account, rules) }),
    deadlines: [],
  };
}

function drawingOf(
  { today, held, drew }: Life,
  { paid, ...rest }: Account,
  rules: Rules,
): DrawingFacts {
  const ranges = [...paid].map((month) => ({ from: plainMonth(month), to: plainMonth(month) }));
  const asOf = monthOf(plainDate(today));
  return {
    continuous: rules.continuity({ ranges, toleratedGap: GAP, asOf }).continuous,
    earlier: drew.map((on) => ({ reason: 'rent', on: plainDate(on) })),
    available: held ? money(0) : money(rest.unit + rest.flexible),
    ...{ subsidy: money(0), overdue: money(0) },
  };
}

/** The tolerated gap and the gap between two withdrawals for rent, as the lives' center has them. */
export const GAP = 1;

function accountFactsOf(account: Account): AccountFacts {
  const { source, state, paid, activatedIn } = account;
  const paidTo = [...paid].sort().at(-1) ?? null;
  return {
    ...{ account: null, source, state, sealedOn: dayOf(account.sealedOn) },
    employeeSealedOn: dayOf(account.unitSealedOn),
    ...{ flexibleBalance: money(account.flexible), employeeBalance: money(account.unit) },
    paidTo: paidTo === null ? null : plainMonth(paidTo),
    activatedIn: plainMonth(activatedIn),
  };
}

export function dayOf(day: Day | null): PlainDate | null {
  return day === null ? null : plainDate(day);
}

export function money(fen: number) {
  return yuan((fen / 100).toFixed(2));
}
