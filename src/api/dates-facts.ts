/** What the books know of a person's dates, and the same from facts that somebody typed in. */
import type { Obstacles, AccountFacts, DatesFacts, DeadlineFacts } from '../cases/dates/facts.ts';
import { maskAccount } from '../crypto/mask.ts';
import { bansOn } from '../db/measures.ts';
import type { WholePerson } from '../db/persons.ts';
import {
  addDays,
  dateAt,
  isPlainDate,
  isPlainMonth,
  plainDate,
  type PlainDate,
} from '../domain/calendar.ts';
import { isYuan, ZERO, type Yuan } from '../domain/money.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Context } from './operation.ts';
import { deadlinesOf, type DeadlineRow } from './queries/dates.ts';
import {
  accountsOf,
  balancesOf,
  isBusy,
  type AccountRow,
  type BalanceRow,
  type PersonRow,
} from './queries/persons.ts';

/** Of a person, by account, balances, open cases, waits and answers; figures of the center. */
export async function factsOf(
  context: Context,
  { pool, now }: ApiDeps,
  person: PersonRow,
  whole: WholePerson,
): Promise<DatesFacts> {
  const on = dateAt(now());
  const { center, person: id } = person;
  const [accounts, figures, caseInFlight, bans, rows] = await Promise.all([
    accountsOf(pool, id),
    figuresOf(pool, center),
    isBusy(pool, id),
    bansOn(pool, id, on),
    deadlinesOf(pool, context, id),
  ]);
  const open = accounts.find(({ state }) => state !== 'closed');
  const balances = open === undefined ? [] : await balancesOf(pool, [open.number]);
  return {
    on,
    center,
    figures,
    person: {
      bornOn: isPlainDate(whole.bornOn) ? whole.bornOn : null,
      sex: whole.sex === 'M' || whole.sex === 'F' ? whole.sex : null,
    },
    account: open === undefined ? null : accountFacts(open, balances),
    obstacles: {
      ...NO_OBSTACLES,
      ...{ caseInFlight, ban: bans.length > 0, hold: open?.held ?? false },
    },
    deadlines: rows.map((row) => deadlineFacts(row, { center, figures, on })),
  };
}

export const NO_OBSTACLES: Obstacles = {
  openLoan: false,
  guarantee: false,
  hold: false,
  ban: false,
  caseInFlight: false,
};

function accountFacts(row: AccountRow, balances: readonly BalanceRow[]): AccountFacts {
  const { number, state, source, sealedOn, employeeSealedOn, paidTo, activatedIn } = row;
  const day = (text: string | null) => (text === null ? null : plainDate(text));
  const amount = (of: 'unit' | 'flexible'): Yuan => {
    const found = balances.find((one) => one.source === of)?.amount;
    return isYuan(found) ? found : ZERO;
  };
  const employeeBalance = amount('unit');
  return {
    account: maskAccount(number),
    source,
    state: state === 'sealed' ? 'sealed' : 'normal',
    sealedOn: day(sealedOn),
    employeeSealedOn: day(employeeSealedOn),
    flexibleBalance: amount('flexible'),
    employeeBalance,
    paidTo: isPlainMonth(paidTo) ? paidTo : null,
    activatedIn: isPlainMonth(activatedIn) ? activatedIn : null,
  };
}

interface Where {
  readonly center: string;
  readonly figures: readonly Figure[];
  readonly on: PlainDate;
}

/** An answer has no recorded end: it follows from the figure. */
function deadlineFacts(row: DeadlineRow, { center, figures, on }: Where): DeadlineFacts {
  const { what, case_number: caseNumber } = row;
  const begunOn = plainDate(row.begun_on);
  if (row.last_on !== null) return { what, begunOn, lastOn: plainDate(row.last_on), caseNumber };
  const figure = figureInForce(figures, { center, district: null, on, name: 'check-valid' });
  const days = figure === null ? 0 : wholeValue(figure);
  return { what, begunOn, lastOn: addDays(begunOn, days), caseNumber };
}
