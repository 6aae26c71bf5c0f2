/** The dates as the 告知单 prints them: plain words, every clause quoted once. */
import type { PlainDate } from '../../domain/calendar.ts';
import type { DateOnPaper, EarliestDatesParams } from '../wording-documents.ts';
import { printedClause } from '../wording-reasons.ts';
import { dayText } from '../wording.ts';
import type { EarliestDates } from './earliest-dates.ts';
import { STATE_TITLES, type Milestone, type Step } from './milestone.ts';
import { readingOf } from './readings.ts';

/** Dates, clauses and assumptions; who it is for and which center, the caller adds. */
export function datesOnPaper(
  { milestones, assumptions }: EarliestDates,
  on: PlainDate,
): Pick<EarliestDatesParams, 'dates' | 'clauses' | 'assumptions' | 'reckonedOn'> {
  const clauses = [...new Set(milestones.flatMap((milestone) => milestone.clauses))];
  return {
    reckonedOn: on,
    dates: milestones.map(dateOnPaper),
    clauses: clauses.map((key) => printedClause(key, on)),
    assumptions,
  };
}

function dateOnPaper(milestone: Milestone): DateOnPaper {
  const { title, account, caseNumber, state, sentence, steps, advice } = milestone;
  const of = account !== null ? `账户尾号${account.slice(-4)}` : (caseNumber ?? '');
  return {
    title: of === '' ? title : `${title}（${of}）`,
    day: dayOf(milestone),
    state: STATE_TITLES[state],
    sentence,
    steps: steps.map(withSource),
    advice,
    remarks: remarksOf(milestone),
  };
}

function dayOf({ on, kind }: Milestone): string {
  if (on === null) return '——';
  return `${dayText(on)}${kind === 'from' ? '起' : '止'}`;
}

function withSource({ text, source }: Step): string {
  return source === null ? `${text}。` : `${text}（${source}）。`;
}

function remarksOf({ readings, otherwise }: Milestone): readonly string[] {
  return [
    ...readings.map(({ id, source }) => {
      const { question, reading } = readingOf(id);
      return `${question}${reading}${source === null ? '' : `（依据：${source}）`}`;
    }),
    ...otherwise.map(({ text, on }) => `${text}${on === null ? '' : `：${dayText(on)}`}。`),
  ];
}
