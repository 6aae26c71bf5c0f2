/** The figures as a running case follows them: without those for which supervisors kept the old one. */
import { figuresKept } from '../src/db/figure-choices.ts';
import type { Db } from '../src/db/pool.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { withoutFigure } from '../src/policy/figure-choice.ts';
import type { Figure } from '../src/policy/figures.ts';
import type { Deps } from './deps.ts';
import type { OfficeData } from './offices.ts';

export async function figuresFor(
  db: Db,
  figures: readonly Figure[],
  caseId: string,
): Promise<readonly Figure[]> {
  const kept = await figuresKept(db, caseId);
  return kept.reduce(
    (left, { from, ...at }) => withoutFigure(left, { ...at, from: plainDate(from) }),
    figures,
  );
}

/**
 * What an activity reads before a case decides: centers, calendar, and the figures as the case follows them.
 *
 * @param caseId left out by runs from before a case could follow an older figure
 */
export async function officesFor(
  { pool, offices }: Pick<Deps, 'pool' | 'offices'>,
  caseId: string | undefined,
): Promise<OfficeData> {
  const read = await offices.read();
  if (caseId === undefined) return read;
  return { ...read, figures: await figuresFor(pool, read.figures, caseId) };
}
