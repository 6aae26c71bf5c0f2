/** A person as an answer: documents and phone masked, accounts, agreements, cases, who holds the claim. */
import {
  accountStateTitle,
  agreementStateTitle,
  closeReasonTitle,
  sourceTitle,
} from '../cases/wording-accounts.ts';
import { dayText, listText } from '../cases/wording.ts';
import { waitCard } from '../cases/wait-card.ts';
import { measuresOn } from '../db/measures.ts';
import { dateAt } from '../domain/calendar.ts';
import { CYCLES, CYCLE_NAMES } from '../domain/vocabulary.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import { maskedPerson, personHead } from './personal.ts';
import { plansByAccount } from './plans.ts';
import { listCases, type CaseRow, type WaitRow } from './queries/cases.ts';
import { agreementsOf, claimOn, type AgreementRow, type ClaimRow } from './queries/person-parts.ts';
import { accountsOf, balancesOf, openCasesOf, type PersonRow } from './queries/persons.ts';
import { showDataChanges, typeName } from './show-data-changes.ts';
import { showMeasure } from './show-agreement.ts';
import { caseTypeOf, iso, showHead } from './show-case.ts';

const CASES_MAX = 50;

export async function wholePerson(context: Context, deps: ApiDeps, row: PersonRow) {
  const { pool, secrets, now } = deps;
  const masked = maskedPerson(secrets, row);
  const [accounts, agreements, openCases, claim, measures, changes, cases] = await Promise.all([
    accountsOf(pool, row.person),
    agreementsOf(pool, context, row.person),
    openCasesOf(pool, context, row.person),
    claimOn(pool, context, row.person),
    measuresOn(pool, row.person),
    showDataChanges(context, deps, row),
    listCases(
      pool,
      context,
      { person: row.person, today: dateAt(now()), at: iso(now()) },
      { limit: CASES_MAX, after: null },
    ),
  ]);
  const balances = await balancesOf(
    pool,
    accounts.map(({ number }) => number),
  );
  const plans = await plansByAccount(pool, row.center, accounts);
  const seen = cases.slice(0, CASES_MAX);
  return {
    ...personHead(secrets, row),
    center: row.center,
    phone: masked?.phone ?? null,
    documents: (masked?.documents ?? []).map((one) => ({
      ...one,
      typeTitle: typeName(one.type),
      endedOn: one.endedOn ?? null,
    })),
    changes,
    accounts: accounts.map((account) => ({
      ...account,
      stateTitle: accountStateTitle(account.state),
      sourceTitle: sourceTitle(account.source),
      closeReasonTitle: account.closeReason === null ? null : closeReasonTitle(account.closeReason),
      balances: balances
        .filter((balance) => balance.account === account.number)
        .map(({ source, amount }) => ({ source, sourceTitle: sourceTitle(source), amount })),
      plan: plans.get(account.number) ?? null,
    })),
    agreements: agreements.map(showAgreement),
    openCases,
    cases: seen.map((one) => showHead(deps, one, false)),
    moreCases: cases.length > CASES_MAX,
    claim: claim === null ? null : showClaim(claim, seen, now()),
    measures: measures.map((one) => showMeasure(one, dateAt(now()))),
  };
}

function showAgreement(row: AgreementRow) {
  const cycle = CYCLES.find((one) => one === row.cycle);
  return {
    ...row,
    stateTitle: agreementStateTitle(row.state),
    cycleTitle: cycle === undefined ? row.cycle : CYCLE_NAMES[cycle],
  };
}

/** Waits of a second case of the same person. */
const BEHIND = ['verdict', 'other-case'];

/** Who holds the person, in a sentence; a case of another branch is named by its branch alone. */
function showClaim(row: ClaimRow, cases: readonly CaseRow[], now: number) {
  const { case_id: caseId, number, type, branch_name: branchName, since, visible } = row;
  const typeTitle = caseTypeOf(type).title;
  const waiting = cases.flatMap((one) =>
    one.waits
      .filter(({ kind }) => BEHIND.includes(kind))
      .map((wait) => ({
        caseId: one.id,
        caseNumber: one.number,
        sentence: waitSentence(wait, now),
      })),
  );
  const which = visible
    ? `“${typeTitle}”${number}（${branchName}）`
    : `${branchName}的“${typeTitle}”`;
  const behind =
    waiting.length === 0
      ? '同一人另有申请的，须等它办结或者由人核对。'
      : `${listText(waiting.map(({ caseNumber }) => caseNumber))}因此在等。`;
  return {
    since: iso(since),
    caseId: visible ? caseId : null,
    caseNumber: visible ? number : null,
    typeTitle,
    branchName,
    sentence: `自${dayText(dateAt(since))}起有${which}在办：同一人同时只办一件开户、转换或者贷款。${behind}`,
    clause: clauseRef('regulation-13'),
    waiting,
  };
}

function waitSentence(row: WaitRow, now: number): string {
  const { kind, since, until, clause, ended_by, shortened_by, detail } = row;
  const wait = { kind, since, until, clause, endedBy: ended_by, shortenedBy: shortened_by, detail };
  return waitCard(wait, now).sentence;
}
