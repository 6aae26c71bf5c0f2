/** What leaving (退出销户) reads before it goes on: the books, what was earned, the figures, the deadlines. */
import { delaysOf, exitFactsOf, otherCases, type MoneyDelay } from '../src/cases/exit-facts.ts';
import { changesWithCard } from '../src/cases/other-card.ts';
import { readExitBooks } from '../src/db/exit-books.ts';
import type { Db } from '../src/db/pool.ts';
import { addWorkingDays, type PlainDate } from '../src/domain/calendar.ts';
import type { ExitBooks, KnownLoans } from '../src/domain/exit-books.ts';
import { Fault } from '../src/domain/fault.ts';
import { yuan, ZERO, type Yuan } from '../src/domain/money.ts';
import type { ExitApplication } from '../src/forms/exit.ts';
import { accruedOf } from '../src/ledger/interest.ts';
import type { ExitFacts } from '../src/policy/exit.ts';
import { exitFigures, type ExitFigures } from '../src/policy/exit-terms.ts';
import type { ExitFound } from '../src/policy/exit-refusals.ts';
import { changeWatch } from '../src/policy/personal-change-watch.ts';
import type { Figure } from '../src/policy/figures.ts';
import { interestTerms } from '../src/policy/interest-terms.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import type { OfficeData } from './offices.ts';
import { threeDays, type StatutoryClock } from './statutory-clock.ts';
import { strangeAccount } from './strange-account.ts';

export interface ExitAsk {
  readonly center: string;
  readonly caseId: string;
  readonly on: PlainDate;
  readonly application: ExitApplication;
  /** Null: the national platform has not answered yet. */
  readonly loans: KnownLoans | null;
  /** When it was asked for; left out: today. */
  readonly askedOn?: PlainDate | null;
  /** Marks of changes of data that another person has looked at. */
  readonly seen?: readonly string[];
  /** From which day the three days run, that day not counted; left out: asked before they were counted. */
  readonly clockFrom?: PlainDate;
}

export interface ExitPrepared {
  readonly facts: ExitFacts;
  /** What was found, for whoever is refused. */
  readonly found: ExitFound;
  /** What has to be over first, and is soon. */
  readonly delays: readonly MoneyDelay[];
  /** A unit has listed the person: what is due is paid, and nothing is closed. */
  readonly listed: boolean;
  /** The case by which the death of the holder is proved; null: none. */
  readonly deceased: string | null;
  readonly books: Pick<
    ExitBooks,
    'accountId' | 'account' | 'accountLast4' | 'state' | 'source' | 'broughtBy' | 'card'
  >;
  readonly figures: ExitFigures;
  /** 法定期限的最后一日, if it is accepted today. */
  readonly lastOn: PlainDate;
  /** By the day that was asked for; left out: none was. */
  readonly clock?: StatutoryClock;
  /** The last day on which the bank's answer is waited for without anybody looking. */
  readonly payoutUntil: PlainDate;
  readonly patience: Deps['patience'];
}

export interface ExitActivities {
  /** @throws Fault 'input-invalid' when the center has no such account */
  readonly prepareExit: (ask: ExitAsk) => Promise<ExitPrepared>;
}

export function createExitActivities(deps: Deps): ExitActivities {
  return {
    prepareExit: async (ask) =>
      prepareExit(deps.pool, deps, await officesFor(deps, ask.caseId), ask),
  };
}

/** The same within a transaction: what is read last decides. */
export async function prepareExit(
  db: Db,
  { personKeys, secrets, patience }: Pick<Deps, 'personKeys' | 'secrets' | 'patience'>,
  { figures: all, calendar }: OfficeData,
  ask: ExitAsk,
): Promise<ExitPrepared> {
  const { application, on, caseId, center, loans } = ask;
  const books = await readExitBooks(
    db,
    { personKeys, lookup: secrets.lookup },
    {
      account: application.account,
      ...{ holder: application.bankCard.holder, card: application.bankCard.number },
    },
  );
  if (books?.center !== center) throw strangeAccount();
  const figures = exitFigures(all, { center, on });
  const accrued = await accruedBySource(db, books.account, { figures: all, center, on });
  const askedOn = ask.askedOn ?? on;
  const watch = changeWatch(changesWithCard(books, askedOn), {
    ...{ figures: all, center, askedOn, seen: ask.seen ?? [] },
  });
  const facts = exitFactsOf({ books, accrued, loans, on, caseId, figures, watch });
  const { accountId, account, accountLast4, state, source, broughtBy, card } = books;
  return {
    facts,
    found: { on, holds: facts.holds, bans: books.bans, cases: otherCases(books, caseId) },
    delays: delaysOf(books, caseId),
    ...{ listed: books.listed, deceased: books.deceased },
    books: { accountId, account, accountLast4, state, source, broughtBy, card },
    figures,
    lastOn: threeDays(on, calendar).lastOn,
    ...(ask.clockFrom && { clock: threeDays(ask.clockFrom, calendar) }),
    payoutUntil: addWorkingDays(on, figures.payoutWait, calendar),
    patience,
  };
}

/** What each source has earned and was not credited, as a closing on that day would credit it. */
export async function accruedBySource(
  db: Db,
  account: string,
  scope: {
    readonly figures: readonly Figure[];
    readonly center: string;
    readonly on: PlainDate;
  },
): Promise<Readonly<Record<string, Yuan>>> {
  const terms = termsOn(scope);
  const { sources } = await accruedOf(db, account, scope.on, terms);
  return Object.fromEntries(
    sources.map(({ source, interest }) => [
      source,
      interest.startsWith('-') ? ZERO : yuan(interest),
    ]),
  );
}

/** @throws Fault 'action-not-permitted' when no rate is in force: nothing is paid by a rate nobody set */
export function termsOn({
  figures,
  center,
  on,
}: {
  readonly figures: readonly Figure[];
  readonly center: string;
  readonly on: PlainDate;
}) {
  const terms = interestTerms(figures, { center, on });
  if (!terms) throw new Fault('action-not-permitted', '该日没有生效的存款利率，请先登记。');
  return terms;
}
