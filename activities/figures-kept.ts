/** The figures as a running case follows them: without those for which supervisors kept the old one. */
import { figuresKept } from '../src/db/figure-choices.ts';
import type { Db } from '../src/db/pool.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { withoutFigure } from '../src/policy/figure-choice.ts';
import type { Figure } from '../src/policy/figures.ts';

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
