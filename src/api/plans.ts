/** What an account is to contribute, and when the first debit comes while nothing was paid yet. */
import type pg from 'pg';
import { isPlainMonth, plainDate, plainMonth, type PlainDate } from '../domain/calendar.ts';
import { yuan } from '../domain/money.ts';
import { CYCLES, CYCLE_NAMES, DEBIT_RULES } from '../domain/vocabulary.ts';
import { firstDebit } from '../policy/debit-day.ts';
import { wordValue } from '../policy/figure-values.ts';
import { figureInForce } from '../policy/figures.ts';
import { figuresOf } from './figure-rows.ts';
import { loadedYears } from './queries/calendar.ts';
import { plansOf, type PlanRow } from './queries/person-parts.ts';
import type { AccountRow } from './queries/persons.ts';

interface Plan {
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly cycleTitle: string;
  readonly debitDay: number;
  readonly fromMonth: string;
  /** null: something was paid, or nothing is due. */
  readonly firstDebit: { readonly on: PlainDate; readonly provisional: boolean } | null;
}

/** By account number; an account without a plan in force has none. */
export async function plansByAccount(
  pool: pg.Pool,
  center: string,
  accounts: readonly AccountRow[],
): Promise<ReadonlyMap<string, Plan>> {
  const rows = await plansOf(
    pool,
    accounts.filter(({ state }) => state !== 'closed').map(({ number }) => number),
  );
  const unpaid = (row: PlanRow) =>
    accounts.find(
      ({ number, state, paidTo }) =>
        number === row.account && state === 'normal' && paidTo === null,
    );
  const context = rows.some(unpaid) ? await reckoning(pool, center) : null;
  return new Map(
    rows.map((row) => {
      const account = unpaid(row);
      const first = account && context ? firstOf(row, account, context) : null;
      return [row.account, { ...shown(row), firstDebit: first }];
    }),
  );
}

async function reckoning(pool: pg.Pool, center: string) {
  const [years, figures] = await Promise.all([loadedYears(pool), figuresOf(pool, center)]);
  return {
    center,
    figures,
    years: years.map(({ year }) => year),
    holidays: years.flatMap(({ holidays }) => holidays),
    workdays: years.flatMap(({ workdays }) => workdays),
  };
}

/** By the center's figure of the day of the offer, as it was signed, and the calendar as it is now. */
function firstOf(
  row: PlanRow,
  account: AccountRow,
  { center, figures, years, ...calendar }: Awaited<ReturnType<typeof reckoning>>,
): Plan['firstDebit'] {
  const on = plainDate(row.offeredOn);
  const figure = figureInForce(figures, { center, district: null, name: 'debit-day-rule', on });
  const cycle = CYCLES.find((one) => one === row.cycle);
  if (figure === null || cycle === undefined || !isPlainMonth(row.fromMonth)) return null;
  const openedOn = plainDate(account.openedOn);
  const { debitOn } = firstDebit({
    ...calendar,
    ...{ openedOn, firstMonth: plainMonth(row.fromMonth), cycle, debitDay: row.debitDay },
    monthlyAmount: yuan(row.monthlyAmount),
    rule: wordValue(figure, DEBIT_RULES),
    retiresOn: NEVER,
  });
  const sure = [openedOn, debitOn].every((day) => years.includes(Number(day.slice(0, 4))));
  return { on: debitOn, provisional: !sure };
}

/** The day of the debit does not rest on retirement; what it covers does. */
const NEVER = plainDate('9999-12-31');

function shown({ monthlyAmount, cycle, debitDay, fromMonth }: PlanRow) {
  const known = CYCLES.find((one) => one === cycle);
  const cycleTitle = known === undefined ? cycle : CYCLE_NAMES[known];
  return { monthlyAmount, cycle, cycleTitle, debitDay, fromMonth };
}
