/** What the plans of a list owe on its day, and which months of them it comes too late for. */
import type { AgreementParams } from '../../src/cases/wording-documents.ts';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import {
  addToMonth,
  monthOf,
  plainDate,
  plainMonth,
  type PlainDate,
  type PlainMonth,
  type WorkCalendar,
} from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { CYCLES, type DebitRule } from '../../src/domain/vocabulary.ts';
import type { NewDue } from '../../src/ledger/dues.ts';
import type { PlanCome } from '../../src/ledger/plans-come.ts';
import { changeBegins } from '../../src/policy/change-months.ts';
import { cyclesCome, payableUntil, type DebitCome } from '../../src/policy/collection-due.ts';
import { debitDay } from '../../src/policy/debit-day.ts';
import type { RunDeps } from './kind.ts';

/** One line of the list. */
export interface Item {
  /** Once per run; the account and its first month, unless said otherwise. */
  readonly subject?: string;
  readonly account: string;
  readonly coversFrom: string;
  readonly reason: string | null;
  readonly amount: string | null;
  readonly detail: object;
}

/** When a list is made, which may be later than the day it is for. */
export interface Made {
  readonly on: PlainDate;
  readonly calendar: WorkCalendar & { readonly rule: DebitRule };
  /** Which debits have come by then. */
  readonly come: readonly DebitCome[];
}

export interface Owed {
  readonly due?: NewDue;
  /** Months that no list asked for in time. */
  readonly over?: readonly NewDue[];
  readonly item?: Item;
}

/** What the plan owes, or why it owes nothing on this day. */
export function owedBy(plan: PlanCome, { personKeys }: RunDeps, made: Made): Owed {
  const { account, firstMonth, wrappedKey } = plan;
  const without = (reason: string) => ({
    item: { account, coversFrom: firstMonth, reason, amount: null, detail: {} },
  });
  const standing = notContributing(plan.accountState);
  if (standing !== null) return without(standing);
  if (plan.agreementState !== 'active') return without('agreement-not-active');
  if (wrappedKey === null) return without('person-forgotten');
  const content = readable(
    () =>
      openJson(
        personKeys.unwrap(plan.person, wrappedKey),
        place.agreement(plan.agreement),
        plan.parameters,
      ) as AgreementParams,
  );
  if (content === null) return { item: unreadableItem(account, firstMonth) };
  const owed = owedUnder(plan, content, made);
  return owed.due || (owed.over ?? []).length > 0 ? owed : without('retired');
}

function owedUnder(
  plan: PlanCome,
  { retiresOn, terms }: Pick<AgreementParams, 'retiresOn' | 'terms'>,
  made: Made,
): Owed {
  const { account, agreement } = plan;
  const dueMonth = plainMonth(plan.dueMonth);
  const { over, due } = cyclesCome({
    ...{ dueMonth, firstMonth: plainMonth(plan.firstMonth), firstDebit: firstDebitOf(plan, made) },
    current: made.come.find(({ debitDay: day }) => day === plan.debitDay)?.month ?? dueMonth,
    monthlyAmount: yuan(plan.monthlyAmount),
    cycle: cycleOf(plan.cycle),
    retiresOn,
  });
  const common = { account, agreement, attemptsMax: terms.debitAttempts };
  return {
    ...(due && {
      due: {
        ...{ ...common, ...due, dueOn: plan.debitOn },
        graceUntil: payableUntil(dueMonth, made.on),
      },
    }),
    over: over.map(({ dueMonth: month, ...months }) => {
      const { debitOn } = debitDay({ ...made.calendar, month, debitDay: plan.debitDay });
      return { ...common, ...months, dueOn: debitOn, graceUntil: payableUntil(month, debitOn) };
    }),
  };
}

/** The first month whose debit day lies after the opening; under changed terms, not before those could be debited. */
function firstDebitOf(plan: PlanCome, { calendar }: Made): PlainMonth {
  const { openedOn, debitDay: day, changedOn, changedFrom } = plan;
  const opened = plainDate(openedOn);
  let month = monthOf(opened);
  while (debitDay({ ...calendar, month, debitDay: day }).debitOn <= opened) {
    month = addToMonth(month, 1);
  }
  if (changedOn === null) return month;
  const { dueMonth } = changeBegins({
    ...{ ...calendar, on: plainDate(changedOn), fromMonth: plainMonth(changedFrom), debitDay: day },
  });
  return dueMonth > month ? dueMonth : month;
}

function cycleOf(text: string) {
  const cycle = CYCLES.find((one) => one === text);
  if (cycle === undefined) throw new Error('a plan has no cycle');
  return cycle;
}

/** One of the list, so that it fails where everybody sees it; nothing of it can be sent. */
export function unreadableItem(account: string, coversFrom: string): Item {
  return { account, coversFrom, reason: null, amount: null, detail: { unreadable: true } };
}

/** Months that are not debited any more, where everybody sees them. */
export function overItem({ account, coversFrom, coversTo, months, amount }: NewDue): Item {
  const detail = { coversFrom, coversTo, months };
  return { account, coversFrom, reason: 'cycle-over', amount, detail };
}

/** Why an account is not debited for where it stands; null: it contributes. */
export function notContributing(accountState: string): 'account-sealed' | 'under-unit' | null {
  if (accountState === 'normal') return null;
  return accountState === 'under-unit' ? 'under-unit' : 'account-sealed';
}
