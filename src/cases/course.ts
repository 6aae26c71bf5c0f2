/**
 * The course of a case as a clerk tells it: its steps, at which of them a case stands, and what
 * happens there. Screens draw it for every case type from the type's own entry.
 */
import type { CaseType } from './case.ts';

export interface Step {
  readonly title: string;
  readonly state: 'done' | 'here' | 'stopped' | 'to come';
  /** At the step where the case stands: the stage by its own name. */
  readonly detail: string | null;
}

/**
 * The steps as they stand for a case.
 *
 * @param accepted whether it was ever accepted: all that is known of one that ended just anywhere
 */
export function stepsOf(
  { course, stages }: Pick<CaseType, 'course' | 'stages'>,
  at: string,
  accepted: boolean,
): readonly Step[] {
  const spec = stages[at];
  const place = course.stages[at];
  if (!spec || !place) return course.steps.map((title) => step(title, 'to come'));
  if (place.step === null) {
    const first = course.steps.slice(0, 1);
    return [
      ...first.map((title) => step(title, accepted ? 'done' : 'to come')),
      step(spec.title, 'stopped'),
    ];
  }
  const here = course.steps.indexOf(place.step);
  const isEnd = spec.final === true;
  if (isEnd && here === course.steps.length - 1) {
    return course.steps.map((title, n) => step(title, 'done', n === here ? spec.title : null));
  }
  return course.steps.flatMap((title, n) => {
    if (n < here) return [step(title, 'done')];
    if (n === here) return [step(title, isEnd ? 'stopped' : 'here', spec.title)];
    return isEnd ? [] : [step(title, 'to come')];
  });
}

function step(title: string, state: Step['state'], detail: string | null = null): Step {
  return { title, state, detail };
}
