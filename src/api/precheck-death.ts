/**
 * What a payment after a death (死亡提取) would come to, told without any effect: why not, by name; what there is
 * with its interest; each heir's share to the cent. The same rule as the case's own; who the heirs are is
 * asked of the registry when it is sent.
 */
import { casesBesideDeath, delaysOf, exitBesideDeath, exitFactsOf } from '../cases/exit-facts.ts';
import { delayText } from '../cases/wording-exit.ts';
import { sourceTitle } from '../cases/wording-accounts.ts';
import { recentChangesText } from '../cases/wording-recent-changes.ts';
import { reasonOf } from '../cases/wording-reasons.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { askExitBooks, askExitLoans } from '../db/exit-books.ts';
import { dateAt } from '../domain/calendar.ts';
import { compare, exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { DeathPayoutApplication } from '../forms/death-payout.ts';
import {
  assessDeathPayout,
  DEATH_REASONS,
  divide,
  type DeathReason,
} from '../policy/death-payout.ts';
import { exitFigures } from '../policy/exit-terms.ts';
import { changeWatch, marksOf } from '../policy/personal-change-watch.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import { statutoryDeadline } from '../policy/statutory-deadline.ts';
import { earned, notThere, strange } from './account-money.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import type { Context } from './operation.ts';
import { workCalendar } from './queries/figures.ts';

/** @throws Fault 'input-invalid' at the account, or at a day of death that is to come */
export async function precheckDeath(
  _: Context,
  deps: ApiDeps,
  { branch, actor, application }: Start,
) {
  const wanted = DeathPayoutApplication.parse(application);
  const { pool, secrets, now } = deps;
  const on = dateAt(now());
  const by = { id: actor.id, role: actor.role, origin: actor.origin, at: now() };
  const asked = { account: wanted.account, by };
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const books = await askExitBooks(pool, keys, {
    ...{ ...asked, holder: '', card: null },
  }).catch(notThere);
  if (books.center !== branch.center) throw strange();
  mustFit(books.state, wanted.diedOn > on);
  const { center } = books;
  const [all, loans, calendar] = await Promise.all([
    figuresOf(pool, center),
    askExitLoans(pool, asked),
    workCalendar(pool),
  ]);
  const figures = exitFigures(all, { center, on });
  const terms = interestTerms(all, { center, on });
  const accrued = terms === null ? {} : await earned(deps, { account: books.account, on, terms });
  const read = exitFactsOf({ books, accrued, loans, on, caseId: null, figures });
  const watch = changeWatch(books.changes, { figures: all, center, askedOn: on, seen: [] });
  const decision = assessDeathPayout({
    ...{ on, basis: wanted.basis, holds: read.holds },
    ...{ openLoan: read.openLoan, guarantee: read.guarantee },
    caseInFlight: casesBesideDeath(books, null).length > 0,
    heirs: wanted.heirs.map(({ parts }) => ({ parts, identity: null })),
    watch,
  });
  const { lastDayOn } = statutoryDeadline({ business: 'withdrawal', acceptedOn: on, ...calendar });
  const total = sumOf(Object.values(books.balances), Object.values(accrued));
  return {
    missing: [],
    refusals: decision.reasons.map(refusalOf),
    limits: null,
    known: null,
    death: {
      balances: balancesOf(books.balances, accrued),
      total,
      to: decision.to,
      toText: TO_TEXTS[decision.to],
      ...sharesOf(
        total,
        wanted.heirs.map(({ parts }) => parts),
      ),
      delays: delaysOf(books, '').map((delay) => delayText([delay])),
      exit: exitBesideDeath(books) ?? '',
      loansAnsweredOn: loans === null ? null : dateAt(loans.answeredAt),
      lastDayOn,
      // A channel does not learn what somebody else changed.
      toConfirm: actor.role === 'channel' ? '' : recentChangesText(marksOf(watch)),
    },
  };
}

const TO_TEXTS = {
  heirs: '付给继承人，各付到本人名下的银行卡',
  'fund-income': '无人继承：纳入住房公积金的增值收益',
} as const;

function refusalOf(code: DeathReason) {
  const { text, remedy } = DEATH_REASONS[code];
  const clauses = reasonOf(code).clauses.map(clauseRef);
  return { code, text, remedy, clauses, earliestOn: null };
}

/** What there is by source, with what it has earned. */
function balancesOf(
  balances: Readonly<Record<string, Yuan>>,
  accrued: Readonly<Record<string, Yuan>>,
) {
  return Object.entries(balances)
    .map(([source, amount]) => ({
      ...{ source, sourceTitle: sourceTitle(source), amount },
      interest: accrued[source] ?? ZERO,
    }))
    .filter(({ amount, interest }) => compare(amount, ZERO) > 0 || compare(interest, ZERO) > 0);
}

function mustFit(state: string, diesLater: boolean): void {
  if (state === 'closed') {
    const detail = '该账户已经销户，没有可以提取的余额';
    throw invalid([{ pointer: '#/application/account', detail }]);
  }
  if (diesLater) {
    throw invalid([{ pointer: '#/application/diedOn', detail: '死亡日期不能晚于今天' }]);
  }
}

function sharesOf(total: Yuan, parts: readonly number[]) {
  if (parts.length === 0) return { shares: [], parts: 0, cents: 0 };
  const { amounts, cents, rounded } = divide(total, parts);
  return {
    shares: parts.map((own, place) => ({
      ...{ heir: place + 1, parts: own, amount: amounts[place] ?? ZERO },
      rounded: rounded.includes(place),
    })),
    parts: parts.reduce((sum, one) => sum + one, 0),
    cents,
  };
}

function sumOf(...amounts: readonly (readonly Yuan[])[]): Yuan {
  const sum = amounts.flat().reduce((all, one) => all.plus(one), exact(0));
  return yuan(sum.toFixed(2));
}
