/**
 * What a change of the contribution would come to, told without any effect: why not, with the nearest
 * that would do; from which month, what is debited first and when, what the bank has to do.
 */
import { changeFactsOf } from '../cases/change-facts.ts';
import {
  bankActText,
  changeReasonText,
  changeRemedy,
  changesText,
} from '../cases/wording-changes.ts';
import { reasonOf } from '../cases/wording-reasons.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { askChangeBooks } from '../db/change-books.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { CYCLE_NAMES } from '../domain/vocabulary.ts';
import { ContributionChangeApplication } from '../forms/contribution-change.ts';
import {
  debitWanted,
  decideChange,
  type ChangeDecided,
  type ChangeTerms,
} from '../policy/contribution-change.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import type { Context } from './operation.ts';
import { workCalendar } from './queries/figures.ts';

/** @throws Fault 'input-invalid' at the account, when the caller may not change it */
export async function precheckChange(
  _: Context,
  deps: ApiDeps,
  { branch, actor, application }: Start,
) {
  const { account, bankCard = null, ...wanted } = ContributionChangeApplication.parse(application);
  const { pool, secrets, now } = deps;
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const by = { id: actor.id, role: actor.role, origin: actor.origin, at: now() };
  const books = await askChangeBooks(pool, keys, { account, card: bankCard, by }).catch(notThere);
  if (books.center !== branch.center) throw strange();
  const on = dateAt(now());
  const [figures, calendar] = await Promise.all([
    figuresOf(pool, books.center),
    workCalendar(pool),
  ]);
  const facts = changeFactsOf({ books, wanted, on, figures, calendar, signed: false });
  if (facts === null) {
    throw new Fault('change-refused', '该账户没有缴存使用协议和缴存计划，没有可以变更的约定。');
  }
  const decision = decideChange(facts);
  const { min, max } = facts.limits;
  return {
    missing: [],
    refusals: decision.reasons.map((reason) => ({
      code: reason.code,
      text: changeReasonText(reason),
      remedy: changeRemedy(reason),
      clauses: reasonOf(reason.code).clauses.map(clauseRef),
      earliestOn: reason.earliestOn,
    })),
    limits: { min, max, documents: facts.documents },
    known: null,
    change: showChange(decision, books.cardInUse),
  };
}

/** "Not there" and "not yours" are the same error of the field. */
function notThere(error: unknown): never {
  if (error instanceof Fault && error.code === 'not-found') throw strange();
  throw error;
}

function strange(): Fault {
  return invalid([{ pointer: '#/application/account', detail: '没有找到该账户' }]);
}

function showChange(
  { facts, changes, bank }: ChangeDecided,
  cardInUse: { readonly bank: string; readonly last4: string } | null,
) {
  const { fromMonth, firstDebit } = facts;
  return {
    changes: [...changes],
    changesText: changesText(changes),
    before: showTerms(facts.current),
    after: showTerms(facts.wanted),
    cardInUse,
    fromMonth,
    firstDebit,
    debitEach: debitWanted(facts),
    limitEach: facts.mandate?.limitEach ?? null,
    bank,
    bankText: bankActText(bank),
  };
}

function showTerms({ monthlyAmount, cycle, debitDay }: ChangeTerms) {
  return { monthlyAmount, cycle, cycleTitle: CYCLE_NAMES[cycle], debitDay };
}
