/** An agreement in force, measures and breaches as answers. */
import { agreementStateTitle } from '../cases/wording-accounts.ts';
import {
  agreementStateMeans,
  breachOutcome,
  breachTitle,
  measureMeans,
  measureTitle,
  stateReasonTitle,
  termTitle,
  wayTitle,
} from '../cases/wording-breaches.ts';
import { CASE_TYPES } from '../cases/index.ts';
import { dayText } from '../cases/wording.ts';
import { isInForce, type MeasureRow } from '../db/measures.ts';
import { daysBetween, plainDate, type PlainDate } from '../domain/calendar.ts';
import { AGREEMENT_CHANGES, CYCLES, CYCLE_NAMES } from '../domain/vocabulary.ts';
import { AGREEMENT_TRANSITIONS, CHANGE_LEADS_TO } from '../policy/agreement-states.ts';
import { clauseTitle, type ClauseKey } from '../policy/clauses.ts';
import type { ApiDeps } from './deps.ts';
import { personHead } from './personal.ts';
import type { Standings } from './plan-standing.ts';
import type {
  AgreementNowRow,
  AgreementStateRow,
  BreachListRow,
  TermsRow,
} from './queries/agreements.ts';

interface AgreementParts {
  readonly states: readonly AgreementStateRow[];
  readonly versions: readonly TermsRow[];
  readonly standing: Standings;
}

export function showAgreementNow(
  row: AgreementNowRow,
  { states, versions, standing }: AgreementParts,
) {
  const { id, state, template, hash, signedOn } = row;
  return {
    ...showState(row),
    ...{ id, template, hash, signedOn, means: agreementStateMeans(state), may: mayOf(state) },
    states: states.map(showState),
    versions: versions.map((one) => ({ ...showTerms(one), ...standing(one) })),
  };
}

/** What the table of states lets a case do; whether it may be done is the case's own rule. */
function mayOf(state: string) {
  if (state !== 'active' && state !== 'suspended') return [];
  const next = AGREEMENT_TRANSITIONS[state];
  return AGREEMENT_CHANGES.filter((change) => next.includes(CHANGE_LEADS_TO[change]));
}

function showState({ state, since, caseId, reason, owesFrom }: AgreementStateRow) {
  const reasonTitle = reason === null ? null : stateReasonTitle(reason);
  return { state, stateTitle: agreementStateTitle(state), since, caseId, reasonTitle, owesFrom };
}

function showTerms({ cycle, ...row }: TermsRow) {
  const known = CYCLES.find((one) => one === cycle);
  return { ...row, cycleTitle: known === undefined ? cycle : CYCLE_NAMES[known] };
}

export function showMeasure(row: MeasureRow, on: PlainDate) {
  const { id, kind, term, clause, from, until, endedOn, caseId, account } = row;
  return {
    ...{ id, kind, title: measureTitle(kind), means: measureMeans(kind), term: termTitle(term) },
    // Written by the rule's own words.
    ...{ clause, clauseTitle: clauseTitle(clause as ClauseKey), onPerson: account === null },
    ...{ from, until, endedOn, inForce: isInForce(row, on), caseId },
  };
}

const STAGES = CASE_TYPES['breach']?.stages ?? {};

export function showBreach({ secrets }: ApiDeps, row: BreachListRow, on: PlainDate) {
  const { caseId, caseNumber, stage, kind, accountId, accountNumber, foundOn, foundBy } = row;
  const { coversFrom, coversTo, months, servedOn, cureUntil, endedOn, outcome } = row;
  const left = cureUntil === null ? null : daysBetween(on, plainDate(cureUntil));
  return {
    ...{ caseId, caseNumber, kind, kindTitle: breachTitle(kind), foundOn },
    stageTitle: stageTitle(stage, outcome),
    person: personHead(secrets, row),
    ...{ account: accountId, accountLast4: accountNumber.slice(-4) },
    foundByRun: foundBy.startsWith('breach-search.'),
    ...{ coversFrom, coversTo, months, servedOn, cureUntil, endedOn },
    service: serviceText(row),
    daysLeft: endedOn === null && left !== null && left >= 0 ? left : null,
    measures: row.measures.map(measureTitle),
    outcomeTitle: outcome === null ? null : breachOutcome(outcome),
  };
}

function stageTitle(stage: string | null, outcome: string | null): string {
  if (stage !== null) return STAGES[stage]?.title ?? stage;
  return outcome === null ? '正在发起' : breachOutcome(outcome);
}

function serviceText({ servedOn, servedWay, failed, noticedOn }: BreachListRow): string {
  if (servedOn !== null) {
    return `${dayText(plainDate(servedOn))}送达（${wayTitle(servedWay ?? '')}）`;
  }
  if (failed) return '未送达，须当面或者公告送达';
  return noticedOn === null ? '待出具' : '送达中';
}
