/** From the books, the figures and what is asked for to the facts of the rule 缴存变更. Pure. */
import { addDays, type PlainDate, type WorkCalendar } from '../domain/calendar.ts';
import type { ChangeBooks } from '../domain/change-books.ts';
import { yuan } from '../domain/money.ts';
import type { WantedChange } from '../policy/change-figures.ts';
import { firstDebitOfChange, firstUnsettledMonth } from '../policy/change-months.ts';
import type { ChangeFacts, ChangeTerms } from '../policy/contribution-change.ts';
import type { Figure } from '../policy/figures.ts';
import { openingFigures } from '../policy/opening-figures.ts';

/** A bank that has not answered by then is looked after by a person, as in the collection. */
const ANSWER_DAYS = 3;

export interface ChangeAsked {
  readonly books: ChangeBooks;
  readonly wanted: WantedChange;
  readonly on: PlainDate;
  readonly figures: readonly Figure[];
  readonly calendar: WorkCalendar;
  /** It was signed: that the wanted card is in use means that the bank has done it. */
  readonly signed: boolean;
}

/** @returns null: the account has no plan that could change */
export function changeFactsOf(asked: ChangeAsked): ChangeFacts | null {
  const { books, on, figures, calendar } = asked;
  const { plan, signed, mandate, atBank } = books;
  if (plan === null || signed === null) return null;
  const scope = { center: books.center, district: plan.district, on };
  const { limits, cycles, debit, contribution } = openingFigures(figures, scope);
  const current: ChangeTerms = {
    ...{ monthlyAmount: plan.monthlyAmount, cycle: plan.cycle, debitDay: plan.debitDay },
  };
  const wanted = withWanted(current, asked.wanted);
  const fromMonth = firstUnsettledMonth({
    ...{ on, planFrom: plan.fromMonth, paidTo: books.paidTo, settledTo: books.settledTo },
    ...{ atBankTo: atBank?.to ?? null, open: books.open },
  });
  const { retiresOn, changeMonths } = signed;
  const { rule, dayMin, dayMax } = debit;
  const { holidays, workdays } = calendar;
  return {
    on,
    account: books.state,
    agreement: books.agreementState,
    current,
    wanted,
    card: asked.signed && books.card === 'in-use' ? 'in-place' : books.card,
    fromMonth,
    firstDebit: firstDebitOfChange({
      ...{ on, fromMonth, terms: wanted, rule, retiresOn, holidays, workdays },
    }),
    atBankUntil: atBank && later(addDays(atBank.since ?? on, ANSWER_DAYS), on),
    retiresOn,
    amountChangedOn: books.amountChangedOn,
    changeMonths,
    limits,
    cycles,
    debitDays: { min: dayMin, max: dayMax },
    documents: contribution.documents,
    mandate: mandate && {
      ...{ state: mandate.state, underWay: mandate.underWay !== null },
      ...{ limitEach: mandate.limitEach, cardWaits: books.cardWaits },
    },
  };
}

/** What is overdue may come on any day from now on. */
function later(one: PlainDate, other: PlainDate): PlainDate {
  return one > other ? one : other;
}

function withWanted(current: ChangeTerms, wanted: WantedChange): ChangeTerms {
  const { monthlyAmount, cycle, debitDay } = wanted;
  return {
    monthlyAmount: monthlyAmount === undefined ? current.monthlyAmount : yuan(monthlyAmount),
    cycle: cycle ?? current.cycle,
    debitDay: debitDay ?? current.debitDay,
  };
}
