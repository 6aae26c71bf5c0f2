/** What the books know of a person's dates, and the same from facts that somebody typed in. */
import type {
  AccountFacts,
  DatesFacts,
  DeadlineFacts,
  DrawingFacts,
  Obstacles,
} from '../cases/dates/facts.ts';
import { availableIn, continuousIn } from '../cases/withdrawal-facts.ts';
import { maskAccount } from '../crypto/mask.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { bansOn } from '../db/measures.ts';
import type { WholePerson } from '../db/persons.ts';
import { askWithdrawalBooks } from '../db/withdrawal-books.ts';
import {
  addDays,
  dateAt,
  isPlainDate,
  isPlainMonth,
  plainDate,
  type PlainDate,
} from '../domain/calendar.ts';
import { isYuan, ZERO, type Yuan } from '../domain/money.ts';
import { DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Context } from './operation.ts';
import { conversionStanding, deadlinesOf, type DeadlineRow } from './queries/dates.ts';
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
  deps: ApiDeps,
  person: PersonRow,
  whole: WholePerson,
): Promise<DatesFacts> {
  const { pool, now } = deps;
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
  const drawn =
    open === undefined ? null : await drawnOn(context, deps, { account: open.id, figures, person });
  return {
    on,
    center,
    figures,
    person: {
      bornOn: isPlainDate(whole.bornOn) ? whole.bornOn : null,
      sex: whole.sex === 'M' || whole.sex === 'F' ? whole.sex : null,
      ...documentOf(whole),
    },
    account:
      open === undefined
        ? null
        : { ...accountFacts(open, balances), ...(await conversionStanding(pool, open.number)) },
    obstacles: {
      ...NO_OBSTACLES,
      ...{ caseInFlight, ban: bans.length > 0, hold: open?.held ?? false },
      ...{ banUntil: lastOf(bans), openLoan: drawn?.openLoan ?? false },
      guarantee: drawn?.guarantee ?? false,
    },
    ...(drawn === null ? {} : { drawing: drawn.drawing }),
    deadlines: rows.map((row) => deadlineFacts(row, { center, figures, on })),
  };
}

interface DrawnOn {
  /** Opaque id. */
  readonly account: string;
  readonly figures: readonly Figure[];
  readonly person: PersonRow;
}

/** What withdrawals are judged on, read as the case reads it. */
async function drawnOn(
  context: Context,
  deps: ApiDeps,
  { account, figures, person }: DrawnOn,
): Promise<{
  readonly openLoan: boolean;
  readonly guarantee: boolean;
  readonly drawing: DrawingFacts;
}> {
  const { pool, secrets, now } = deps;
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const by = acting(context, deps, grantIn(context, person.center));
  const wanted = { account, holder: '', card: null, reference: null };
  const books = await askWithdrawalBooks(pool, keys, { ...wanted, by });
  const on = dateAt(now());
  const asked = { books, figures, on };
  return {
    openLoan: books.openLoan,
    guarantee: books.guarantee,
    drawing: {
      continuous: continuousIn({ ...asked, acceptedOn: on }),
      earlier: books.earlier.map(({ reason, on: day }) => ({ reason, on: day })),
      available: availableIn(books),
      subsidy: books.balances['subsidy'] ?? ZERO,
      overdue: null,
    },
  };
}

function lastOf(bans: readonly string[]): PlainDate | null {
  const last = [...bans].sort().at(-1);
  return last === undefined ? null : plainDate(last);
}

/** The best of the person's documents: a passport counts only where there is nothing else. */
function documentOf({ documents }: WholePerson) {
  const types = documents.map(({ type }) => DOCUMENT_TYPES.find((known) => known === type));
  const best = types.find((type) => type !== undefined && type !== 'passport') ?? types[0];
  return best === undefined ? {} : { documentType: best };
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
