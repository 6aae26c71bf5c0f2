/**
 * What a withdrawal (提取) would come to, told without any effect: why not, with what was found and the
 * nearest that would do; what is to be brought; how much could be drawn and from which source; by when it
 * is decided and by whom. The same rule as the case's own, on today's figures.
 */
import {
  drawnText,
  limitTitle,
  closingText,
  withdrawalGapLines,
  withdrawalReasonText,
  withdrawalRemedy,
  withdrawalReviewText,
  withdrawalTitle,
} from '../cases/wording-withdrawals.ts';
import { withdrawalFactsOf, type ClosingAsked } from '../cases/withdrawal-facts.ts';
import { sourceTitle } from '../cases/wording-accounts.ts';
import { reasonOf } from '../cases/wording-reasons.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { askWithdrawalBooks } from '../db/withdrawal-books.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { exact, yuan } from '../domain/money.ts';
import type { WithdrawalBooks } from '../domain/withdrawal-books.ts';
import { WithdrawalApplication } from '../forms/withdrawal.ts';
import { changeMark, RECENT_CHANGE, unseenChanges } from '../policy/personal-change-watch.ts';
import type { Figure } from '../policy/figures.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import { statutoryDeadline } from '../policy/statutory-deadline.ts';
import { decideWithdrawal, type WithdrawalDecided } from '../policy/withdrawal.ts';
import { materialsOf } from '../policy/withdrawal-materials.ts';
import { closesAccount } from '../domain/closing-withdrawals.ts';
import { WITHDRAWAL_CASES } from '../policy/withdrawal-reasons.ts';
import { DRAWN_SOURCES } from '../policy/withdrawal-terms.ts';
import { earned, notThere, strange } from './account-money.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Context } from './operation.ts';
import { workCalendar } from './queries/figures.ts';

/** @throws Fault 'input-invalid' at the account, when the caller may not work on it */
export async function precheckWithdrawal(
  _: Context,
  deps: ApiDeps,
  { branch, actor, application }: Start,
) {
  const wanted = WithdrawalApplication.parse(application);
  const { pool, secrets, now } = deps;
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const by = { id: actor.id, role: actor.role, origin: actor.origin, at: now() };
  const books = await askWithdrawalBooks(pool, keys, {
    account: wanted.account,
    ...{ holder: wanted.bankCard.holder, card: wanted.bankCard.number },
    reference: wanted.expense?.reference ?? null,
    by,
  }).catch(notThere);
  if (books.center !== branch.center) throw strange();
  const on = dateAt(now());
  const [figures, calendar] = await Promise.all([
    figuresOf(pool, books.center),
    workCalendar(pool),
  ]);
  const closing = await closingOf(deps, { wanted, books, on, figures });
  const facts = withdrawalFactsOf({
    ...{ books, wanted, on, acceptedOn: on, figures, caseId: null, confirmed: [], overdue: null },
    closing,
  });
  const decision = decideWithdrawal(facts);
  const { lastDayOn } = statutoryDeadline({ business: 'withdrawal', acceptedOn: on, ...calendar });
  return {
    missing: missingOf(decision),
    refusals: decision.reasons.map((reason) => ({
      code: reason.code,
      text: withdrawalReasonText(reason),
      remedy: withdrawalRemedy(reason),
      clauses: reasonOf(reason.code).clauses.map(clauseRef),
      earliestOn: reason.earliestOn,
    })),
    limits: null,
    known: null,
    withdrawal: { ...showWithdrawal(decision, actor.role === 'channel'), lastDayOn },
  };
}

/** 同时注销账户: with what has been earned; undefined: a case of the law that closes nothing. */
async function closingOf(
  deps: ApiDeps,
  {
    wanted,
    books,
    on,
    figures,
  }: {
    readonly wanted: WithdrawalApplication;
    readonly books: Pick<WithdrawalBooks, 'account' | 'center' | 'state'>;
    readonly on: PlainDate;
    readonly figures: readonly Figure[];
  },
): Promise<ClosingAsked | undefined> {
  if (!WITHDRAWAL_CASES[wanted.purpose].closing) return undefined;
  const { account, center, state } = books;
  const closes = closesAccount(wanted);
  const terms = closes && state !== 'closed' ? interestTerms(figures, { center, on }) : null;
  const sources = terms === null ? {} : await earned(deps, { account, on, terms });
  const accrued = Object.values(sources).reduce((sum, one) => sum.plus(one), exact(0));
  return { closes, accrued: yuan(accrued.toFixed(2)), takesAll: false, restOnly: false };
}

/** Where in the form each missing thing is stated; a material is one of a list. */
const PLACES: Readonly<Record<string, string>> = {
  married: '/married',
  'owns-home': '/ownsHome',
  'family-income': '/familyIncome',
  expense: '/expense/amount',
  'expense-day': '/expense/on',
  period: '/period/from',
};

function missingOf({ missing }: WithdrawalDecided) {
  const lines = withdrawalGapLines(missing);
  return missing.map((code, n) => ({
    code,
    pointer: `#/application${PLACES[code] ?? '/evidence'}`,
    name: lines[n]?.name ?? code,
    bring: lines[n]?.bring ?? '',
  }));
}

/** @param isChannel it does not learn what somebody else changed */
function showWithdrawal(decision: WithdrawalDecided, isChannel: boolean) {
  const { facts, limit, drawable, drawn, item, regulation, decidedBy } = decision;
  const { codes, changes } = lookedAt(decision, isChannel);
  const { stated, available } = facts;
  return {
    purposeTitle: withdrawalTitle(stated.reason),
    item,
    regulation,
    balances: DRAWN_SOURCES.map((source) => ({
      ...{ source, sourceTitle: sourceTitle(source), amount: facts.balances[source] },
    })).filter(({ amount }) => amount !== '0.00'),
    available,
    limit: limit.amount,
    limitTitle: limit.amount === null ? null : limitTitle(limit.by),
    drawable,
    drawn: drawn.map(({ source, amount }) => ({ source, amount })),
    drawnText: drawnText(drawn),
    materials: withdrawalGapLines(materialsOf(facts)).map(({ name }, n) => ({
      code: materialsOf(facts)[n] ?? '',
      name,
      there: stated.materials.some((one) => one === materialsOf(facts)[n]),
    })),
    decidedBy,
    decidedByText: DECIDED_BY[decidedBy === 'clerk' && codes.length > 0 ? 'reviewed' : decidedBy],
    toConfirm: withdrawalReviewText(codes, changes),
    closing: stated.closes === undefined ? null : closingText(stated.closes, facts.acceptedOn),
    amount: stated.amount,
    interest: facts.accrued ?? null,
    payoutWorkingDays: facts.figures.payoutWait,
    documents: [...facts.figures.documents],
  };
}

/** What another person looks at; a change is told before the scans are there, so that nobody is promised money. */
function lookedAt({ toConfirm, facts, outcome }: WithdrawalDecided, isChannel: boolean) {
  const codes: readonly string[] = toConfirm.filter((code) => code !== RECENT_CHANGE);
  const changes = isChannel || outcome === 'refused' ? [] : unseenChanges(facts.watch);
  if (changes.length === 0) return { codes, changes: [] };
  return { codes: [...codes, RECENT_CHANGE], changes: changes.map(changeMark) };
}

const DECIDED_BY = {
  clerk: '符合条件的当场准予，不须他人复核',
  reviewed: '须由另一人复核后作出决定',
  reviewer: '金额超过规定，须由另一人复核',
  supervisor: '金额超过规定，须由另一人复核并经主管审批',
} as const;
