/** What payment after a death (死亡提取) reads and asks: the books of the holder, who the heirs are. */
import { Context } from '@temporalio/activity';
import { createHash } from 'node:crypto';
import {
  casesBesideDeath,
  delaysOf,
  exitBesideDeath,
  exitFactsOf,
  type MoneyDelay,
} from '../src/cases/exit-facts.ts';
import type { CheckRecord } from '../src/cases/change.ts';
import { sealText } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { readExitBooks } from '../src/db/exit-books.ts';
import type { Db } from '../src/db/pool.ts';
import { addWorkingDays, type PlainDate } from '../src/domain/calendar.ts';
import type { DataChange } from '../src/domain/data-changes.ts';
import type { ExitBooks, KnownLoans } from '../src/domain/exit-books.ts';
import { exact, yuan, type Yuan } from '../src/domain/money.ts';
import { DeathPayoutApplication } from '../src/forms/death-payout.ts';
import type { DeathPayoutFacts } from '../src/policy/death-payout.ts';
import { exitFigures, type ExitFigures } from '../src/policy/exit-terms.ts';
import { assessIdentityDocument } from '../src/policy/identity-document.ts';
import { changeWatch } from '../src/policy/personal-change-watch.ts';
import { statutoryDeadline } from '../src/policy/statutory-deadline.ts';
import type { Deps } from './deps.ts';
import { officesFor } from './figures-kept.ts';
import { formInForce } from './form-in-force.ts';
import { accruedBySource } from './exit.ts';
import type { OfficeData } from './offices.ts';
import { strangeAccount } from './strange-account.ts';

export interface DeathAsk {
  readonly center: string;
  readonly caseId: string;
  readonly on: PlainDate;
  readonly application: DeathPayoutApplication;
  /** Null: the national platform has not answered yet. */
  readonly loans: KnownLoans | null;
  /** Results in the order of the heirs; null: nobody has answered yet. */
  readonly identities: readonly string[] | null;
  /** When it was asked for; left out: today. */
  readonly askedOn?: PlainDate | null;
  /** Marks of changes of data that another person has looked at. */
  readonly seen?: readonly string[];
  /** Cards of heirs that were named after the papers had been looked at, with the attempt they came after. */
  readonly cards?: readonly {
    readonly on: PlainDate;
    readonly last4: string;
    readonly n: number;
  }[];
}

export interface DeathPrepared {
  readonly facts: DeathPayoutFacts;
  readonly delays: readonly MoneyDelay[];
  /** Number of the dead person's own exit, while it is open: the proved death ends it. */
  readonly exit: string | null;
  /** What is in the account, and what it has earned beside it. */
  readonly balance: Yuan;
  readonly accrued: Yuan;
  readonly books: Pick<ExitBooks, 'accountId' | 'account' | 'accountLast4' | 'state'>;
  readonly figures: Pick<ExitFigures, 'payoutMend' | 'promiseWorkingDays' | 'checkValidDays'>;
  /** 法定期限的最后一日, if it is accepted today. */
  readonly lastOn: PlainDate;
  readonly payoutUntil: PlainDate;
  readonly patience: Deps['patience'];
}

export interface HeirsQuestion {
  readonly caseId: string;
  /** Business key of the request, the same for every attempt. */
  readonly key: string;
  readonly on: PlainDate;
  readonly at: number;
}

export interface DeathActivities {
  /** @throws Fault 'input-invalid' when the center has no such account */
  readonly prepareDeath: (ask: DeathAsk) => Promise<DeathPrepared>;
  /** Asks who every heir is, each under a key of its own. @throws Fault of the service's client */
  readonly verifyHeirs: (
    question: HeirsQuestion,
  ) => Promise<{ readonly record: CheckRecord; readonly results: readonly string[] }>;
}

/** A local attempt stays under its own limit; a regular one may take its time. */
const BRIEF = { timeoutMs: 1_000, attempts: 1 };
const PATIENT = { timeoutMs: 10_000, attempts: 3 };

export function createDeathActivities(deps: Deps): DeathActivities {
  return {
    prepareDeath: async (ask) =>
      prepareDeath(deps.pool, deps, await officesFor(deps, ask.caseId), ask),
    verifyHeirs: (question) => verifyHeirs(deps, question),
  };
}

/** The same within a transaction: what is read last decides. */
export async function prepareDeath(
  db: Db,
  { personKeys, secrets, patience }: Pick<Deps, 'personKeys' | 'secrets' | 'patience'>,
  { figures: all, calendar }: OfficeData,
  ask: DeathAsk,
): Promise<DeathPrepared> {
  const { application, on, caseId, center, loans } = ask;
  const keys = { personKeys, lookup: secrets.lookup };
  const books = await readExitBooks(db, keys, {
    ...{ account: application.account, holder: '', card: null },
  });
  if (books?.center !== center) throw strangeAccount();
  const figures = exitFigures(all, { center, on });
  const accrued = await accruedBySource(db, books.account, { figures: all, center, on });
  const read = exitFactsOf({ books, accrued, loans, on, caseId, figures });
  const { holidays, workdays } = calendar;
  const { accountId, account, accountLast4, state } = books;
  return {
    facts: {
      ...{ on, basis: application.basis, holds: read.holds },
      ...{ openLoan: read.openLoan, guarantee: read.guarantee },
      caseInFlight: casesBesideDeath(books, caseId).length > 0,
      watch: changeWatch([...books.changes, ...cardsNamed(ask)], {
        ...{ figures: all, center, askedOn: ask.askedOn ?? on, seen: ask.seen ?? [] },
      }),
      heirs: application.heirs.map(({ parts }, n) => ({
        parts,
        identity: ask.identities?.[n] ?? null,
      })),
    },
    delays: delaysOf(books, caseId),
    exit: exitBesideDeath(books),
    balance: sumOf(books.balances),
    accrued: sumOf(accrued),
    books: { accountId, account, accountLast4, state },
    figures,
    lastOn: statutoryDeadline({ business: 'withdrawal', acceptedOn: on, holidays, workdays })
      .lastDayOn,
    payoutUntil: addWorkingDays(on, figures.payoutWait, calendar),
    patience,
  };
}

/** Another card of an heir is a change like any other; the attempt tells one from the next. */
function cardsNamed({ cards = [] }: DeathAsk): readonly DataChange[] {
  return cards.map(({ on, last4, n }) => ({
    ...{ on, what: ['payout-card'], case: null, card: `${last4}-${String(n)}` },
  }));
}

function sumOf(amounts: Readonly<Record<string, Yuan>>): Yuan {
  const sum = Object.values(amounts).reduce((all, one) => all.plus(one), exact(0));
  return yuan(sum.toFixed(2));
}

async function verifyHeirs(
  { pool, personKeys, identity }: Deps,
  question: HeirsQuestion,
): ReturnType<DeathActivities['verifyHeirs']> {
  const { caseId, key, on, at } = question;
  const { key: own, form } = await formInForce({ pool, personKeys }, caseId);
  const { heirs } = DeathPayoutApplication.parse(form);
  const { info, cancellationSignal } = Context.current();
  const manner = { ...(info.isLocal ? BRIEF : PATIENT), signal: cancellationSignal };
  const results: string[] = [];
  const evidence: object[] = [];
  for (const [n, { name, document }] of heirs.entries()) {
    const { bornOn, sex } = assessIdentityDocument({ ...document, on });
    // A document that tells neither birth nor sex is looked at by whoever reviews.
    if (bornOn === null || sex === null) {
      results.push('match');
      evidence.push({ name, document, answer: null });
      continue;
    }
    const request = { name, document, bornOn, sex };
    const answer = await identity.verify(request, { key: `${key}:${String(n)}`, ...manner });
    results.push(answer.result);
    evidence.push({ request, answer });
  }
  const text = JSON.stringify(evidence);
  return {
    results,
    record: {
      ...{ key, system: 'identity', purpose: 'REVIEW', status: 'ok', facts: { results } },
      evidence: sealText(own, place.check(key), text),
      evidenceHash: createHash('sha256').update(text).digest('hex'),
      ...{ askedAt: at, answeredAt: at },
    },
  };
}
