/** A clause by its id, with the title people know it by. */
import { CLAUSES, clauseTitle, type ClauseKey } from '../policy/clauses.ts';

export interface ClauseRef {
  readonly id: string;
  readonly title: string;
}

export function clauseRef(id: string): ClauseRef {
  return { id, title: isClauseKey(id) ? clauseTitle(id) : id };
}

function isClauseKey(id: string): id is ClauseKey {
  return id.startsWith('center:') || Object.hasOwn(CLAUSES, id);
}
