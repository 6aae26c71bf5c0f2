/**
 * Earliest dates of a person and of told facts: reckoned by the rules, shown, put on paper.
 *
 * Birth date and sex of a person are read in full for it, which leaves a line in the trail; the
 * answer shows neither.
 */
import { earliestDatesOf } from '../cases/dates/earliest-dates.ts';
import type { DatesFacts } from '../cases/dates/facts.ts';
import { reasoningOf, STATE_TITLES, type Milestone } from '../cases/dates/milestone.ts';
import { datesOnPaper } from '../cases/dates/on-paper.ts';
import { readingOf } from '../cases/dates/readings.ts';
import { factsTold, toldInWords } from '../cases/dates/told.ts';
import type { EarliestDatesParams } from '../cases/wording-documents.ts';
import { maskContent, maskDocument } from '../crypto/mask.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { readPerson, type WholePerson } from '../db/persons.ts';
import { dateAt } from '../domain/calendar.ts';
import { DOCUMENT_TYPES, DOCUMENT_TYPE_NAMES } from '../domain/vocabulary.ts';
import type { ToldDates } from '../forms/earliest-dates.ts';
import { acting, grantIn } from './acting.ts';
import { clauseRef } from './clause-ref.ts';
import { factsOf } from './dates-facts.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import type { Context } from './operation.ts';
import { centerOnPaper } from './queries/offices.ts';
import type { PersonRow } from './queries/persons.ts';

export interface Reckoned {
  readonly whole: WholePerson;
  readonly facts: DatesFacts;
}

/** @throws Fault 'person-key-destroyed' */
export async function reckonedFor(
  context: Context,
  deps: ApiDeps,
  person: PersonRow,
  reason: string,
): Promise<Reckoned> {
  const whole = await readPerson(deps.pool, createPersonKeys(deps.secrets.center), {
    person: person.person,
    caseId: null,
    reason,
    by: acting(context, deps, grantIn(context, person.center)),
  });
  return { whole, facts: await factsOf(context, deps, person, whole) };
}

/** Told facts under the figures of the caller's own center, else of the first he or she has. */
export async function reckonedFrom(
  { caller, grants }: Context,
  { pool, now }: ApiDeps,
  told: ToldDates,
): Promise<DatesFacts> {
  const own = grants.some(({ center }) => center === caller.center);
  const center = own ? caller.center : (grants[0]?.center ?? caller.center);
  const { on = dateAt(now()), ...rest } = told;
  return factsTold(rest, { on, center, figures: await figuresOf(pool, center) });
}

export function showDates(person: string | null, facts: DatesFacts) {
  const { milestones, assumptions } = earliestDatesOf(facts);
  return { person, on: facts.on, items: milestones.map(showMilestone), assumptions };
}

function showMilestone({ steps, readings, clauses, trace, ...milestone }: Milestone) {
  return {
    ...milestone,
    stateTitle: STATE_TITLES[milestone.state],
    steps: steps.map(({ clause, ...rest }) => ({
      ...rest,
      clause: clause === null ? null : clauseRef(clause),
    })),
    reasoning: reasoningOf({ steps }),
    readings: readings.map(({ id, source }) => {
      const { rule, question, reading } = readingOf(id);
      return { rule, question, reading, source };
    }),
    clauses: clauses.map(clauseRef),
    trace: maskContent(trace),
  };
}

/** What the 告知单 of a known person says. */
export async function paperFor(
  { pool }: ApiDeps,
  { whole, facts }: Reckoned,
): Promise<EarliestDatesParams> {
  const [document] = whole.documents;
  return {
    center: await centerOnPaper(pool, facts.center),
    name: whole.name,
    document:
      document === undefined ? '' : `${typeName(document.type)} ${maskDocument(document.number)}`,
    given: [],
    ...datesOnPaper(earliestDatesOf(facts), facts.on),
  };
}

function typeName(type: string): string {
  const known = DOCUMENT_TYPES.find((one) => one === type);
  return known === undefined ? type : DOCUMENT_TYPE_NAMES[known];
}

/** What the 告知单 from told facts says. */
export async function paperFrom(
  { pool }: ApiDeps,
  told: ToldDates,
  facts: DatesFacts,
): Promise<EarliestDatesParams> {
  return {
    center: await centerOnPaper(pool, facts.center),
    name: '',
    document: '',
    given: toldInWords(told),
    ...datesOnPaper(earliestDatesOf(facts), facts.on),
  };
}
