/** The dates as the 告知单 prints them: plain words, every clause quoted once. */
import type { PlainDate } from '../../domain/calendar.ts';
import type { DateOnPaper, EarliestDatesParams } from '../wording-documents.ts';
import { printedClause } from '../wording-reasons.ts';
import { dayText } from '../wording.ts';
import type { EarliestDates } from './earliest-dates.ts';
import { STATE_TITLES, type Milestone, type ReadingUsed, type Step } from './milestone.ts';
import { readingOf } from './readings.ts';

/** All but whom it is for and which center: the caller adds those. */
type OnPaper = Pick<
  EarliestDatesParams,
  'dates' | 'clauses' | 'readings' | 'assumptions' | 'reckonedOn'
>;

export function datesOnPaper({ milestones, assumptions }: EarliestDates, on: PlainDate): OnPaper {
  const clauses = [...new Set(milestones.flatMap((milestone) => milestone.clauses))];
  const readings = milestones.flatMap((milestone) => milestone.readings.map(readingText));
  return {
    reckonedOn: on,
    dates: milestones.filter((one) => !isSaidAgain(one, milestones)).map(dateOnPaper),
    clauses: clauses.map((key) => printedClause(key, on)),
    readings: [...new Set(readings)],
    assumptions,
  };
}

/** The half year alone, where the exit that it opens is told with the same steps. */
function isSaidAgain({ what, on }: Milestone, all: readonly Milestone[]): boolean {
  return what === 'half-year' && all.some((one) => one.what === 'exit' && one.on === on);
}

function dateOnPaper(milestone: Milestone): DateOnPaper {
  const { title, account, caseNumber, state, sentence, steps, advice, otherwise } = milestone;
  const isDrawn = milestone.what.startsWith('withdraw-');
  const of = account !== null ? `账户尾号${account.slice(-4)}` : (caseNumber ?? '');
  return {
    title: of === '' ? title : `${title}（${of}）`,
    day: dayOf(milestone),
    state: STATE_TITLES[state],
    sentence,
    // Ten cases of one article: what is fulfilled already is read off the sentence.
    steps: (isDrawn ? drawnSteps(milestone) : steps).map(withSource),
    advice,
    otherwise: otherwise.map(({ text, on }) => `${text}${on === null ? '' : `：${dayText(on)}`}。`),
  };
}

/** The item of the law, and what is waited for or stands in the way. */
function drawnSteps({ state, steps }: Milestone): readonly Step[] {
  return state === 'reached' ? steps.slice(0, 1) : steps;
}

function dayOf({ on, kind }: Milestone): string {
  if (on === null) return '——';
  return `${dayText(on)}${kind === 'from' ? '起' : '止'}`;
}

function withSource({ text, source }: Step): string {
  return source === null ? `${text}。` : `${text}；参数依据：${source}。`;
}

function readingText({ id, source }: ReadingUsed): string {
  const { question, reading } = readingOf(id);
  return `${question}${reading}${source === null ? '' : `依据：${source}。`}`;
}
