/**
 * What leaving (退出销户) would come to, told without any effect: why not, by name; when what is paid and when
 * the account closes, by the reading in force and by the other one. The same rule as the case's own.
 */
import { changesWithCard } from '../cases/other-card.ts';
import { exitFactsOf, otherCases } from '../cases/exit-facts.ts';
import {
  exitDateLines,
  exitReasonText,
  exitRemedy,
  gateText,
  readingText,
} from '../cases/wording-exit.ts';
import { recentChangesText } from '../cases/wording-recent-changes.ts';
import { sourceTitle } from '../cases/wording-accounts.ts';
import { reasonOf } from '../cases/wording-reasons.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { askExitBooks, askExitLoans } from '../db/exit-books.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { compare, ZERO } from '../domain/money.ts';
import { ExitApplication } from '../forms/exit.ts';
import { assessExit } from '../policy/exit.ts';
import { exitRefusals, type ExitRefusal } from '../policy/exit-refusals.ts';
import {
  exitFigures,
  exitTerms,
  notBefore,
  payableFrom,
  type ExitDates,
  type ExitTerms,
} from '../policy/exit-terms.ts';
import { changeWatch, marksOf } from '../policy/personal-change-watch.ts';
import { interestTerms } from '../policy/interest-terms.ts';
import { earned, notThere, strange } from './account-money.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import type { Context } from './operation.ts';

/** @throws Fault 'input-invalid' at the account, when the caller may not work on it, or at the card */
export async function precheckExit(
  _: Context,
  deps: ApiDeps,
  { branch, actor, application }: Start,
) {
  const wanted = ExitApplication.parse(application);
  const { pool, secrets, now } = deps;
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const by = { id: actor.id, role: actor.role, origin: actor.origin, at: now() };
  const asked = { account: wanted.account, by };
  const { holder, number: card } = wanted.bankCard;
  const books = await askExitBooks(pool, keys, { ...asked, holder, card }).catch(notThere);
  if (books.center !== branch.center) throw strange();
  mustFit(books);
  const on = dateAt(now());
  const { center } = books;
  const [all, loans] = await Promise.all([figuresOf(pool, center), askExitLoans(pool, asked)]);
  const figures = exitFigures(all, { center, on });
  const terms = interestTerms(all, { center, on });
  const accrued = terms === null ? {} : await earned(deps, { account: books.account, on, terms });
  const watch = changeWatch(changesWithCard(books, on), {
    figures: all,
    center,
    askedOn: on,
    seen: [],
  });
  const facts = exitFactsOf({ books, accrued, loans, on, caseId: null, figures, watch });
  const decision = assessExit(facts);
  const isChannel = actor.role === 'channel';
  const found = {
    ...{ on, holds: facts.holds, bans: books.bans },
    // A channel does not learn what else the person has under way.
    cases: isChannel ? [] : otherCases(books, null),
  };
  return {
    missing: [],
    refusals: exitRefusals(decision.reasons, found).map(showRefusal),
    limits: null,
    known: null,
    exit: {
      balances: Object.entries(books.balances)
        .map(([source, amount]) => ({
          ...{ source, sourceTitle: sourceTitle(source), amount },
          interest: accrued[source] ?? ZERO,
        }))
        .filter(({ amount, interest }) => compare(amount, ZERO) > 0 || compare(interest, ZERO) > 0),
      ...(decision.outcome === 'refused'
        ? NO_DATES
        : showTerms(exitTerms(facts), { on, regretDays: figures.regretDays })),
      loansAnsweredOn: loans === null ? null : dateAt(loans.answeredAt),
      regretDays: figures.regretDays,
      signingDays: figures.signingDays,
      document: figures.document,
      // A channel does not learn what somebody else changed.
      toConfirm: isChannel ? '' : recentChangesText(marksOf(watch)),
    },
  };
}

function showRefusal(reason: ExitRefusal) {
  return {
    code: reason.code,
    text: exitReasonText(reason),
    remedy: exitRemedy(reason),
    clauses: reasonOf(reason.code).clauses.map(clauseRef),
    earliestOn: reason.earliestOn,
  };
}

const NO_DATES = { reading: null, otherwise: null, gate: null, closesOn: null } as const;

interface Signing {
  /** Today: as though it were signed now. */
  readonly on: PlainDate;
  readonly regretDays: number;
}

function showTerms(terms: ExitTerms, signing: Signing) {
  const { dates, otherwise, converted } = terms;
  return {
    reading: showReading(dates, signing),
    otherwise: otherwise && showReading(otherwise, signing),
    gate: converted ? gateText(terms) : null,
    closesOn: notBefore(dates, payableFrom(signing.on, signing.regretDays)).closesOn,
  };
}

function showReading(dates: ExitDates, { on, regretDays }: Signing) {
  const { reading: code } = dates;
  return { code, title: readingText(code), lines: [...exitDateLines(dates, on, regretDays)] };
}

function mustFit({
  state,
  source,
  card,
}: {
  readonly state: string;
  readonly source: string;
  readonly card: string;
}): void {
  if (state === 'closed') {
    throw invalid([{ pointer: '#/application/account', detail: '该账户已经销户' }]);
  }
  if (source === 'unit' && state === 'normal') {
    const detail = '账户由单位正常缴存；离职后由单位办理封存，封存满半年的次日起可以申请';
    throw invalid([{ pointer: '#/application/account', detail }]);
  }
  if (card === 'other-holder') {
    const detail = '户名不是账户本人，款项只付到本人名下的银行卡';
    throw invalid([{ pointer: '#/application/bankCard/holder', detail }]);
  }
}
