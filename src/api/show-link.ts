/** What a case is tied to, as an answer. */
import { linkTitle } from '../cases/wording-links.ts';
import type { LinkRow } from './queries/case-page.ts';
import { caseTypeOf, iso, showStage } from './show-case.ts';

export function showLink({ kind, direction, other, detail, at, number, type, stage }: LinkRow) {
  return {
    kind,
    direction,
    title: linkTitle(kind, direction),
    other,
    detail,
    at: iso(at),
    case:
      number === null || type === null || stage === null
        ? null
        : {
            id: other,
            number,
            typeTitle: caseTypeOf(type).title,
            stage: showStage(type, stage, false),
          },
  };
}
