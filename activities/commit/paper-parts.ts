/** What papers about accounts share: for whom they are, the center's own rule, the ways against them. */
import type { NoticeHead } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { centerClause, type ClauseKey } from '../../src/policy/clauses.ts';
import type { NoticeFacts } from './agreement-paper.ts';

export interface Given {
  readonly facts: NoticeFacts;
  readonly head: NoticeHead;
}

/** A decision against somebody rests on the center's own document as well as on the clause. */
export function ownRule({ center, on }: NoticeFacts) {
  const key: ClauseKey = centerClause(center.rule);
  return center.rule === '' ? [] : [printedClause(key, on)];
}

export function waysOf({ center: { reconsiderationBody, court } }: NoticeFacts) {
  return { reconsiderationBody, court: court ?? '有管辖权的人民法院' };
}
