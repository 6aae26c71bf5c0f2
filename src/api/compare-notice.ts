/** A new text of the notice held against the one that rules cite: what it changes, and what rests on it. */
import NOTICE from '../policy/notice-text.json' with { type: 'json' };
import { knownClause } from '../cases/clause-map.ts';
import {
  NOTICE_STANDINGS,
  noticeDifferences,
  type ComparedClause,
} from '../documents/notice-differences.ts';
import {
  carriedOf,
  getClause,
  getNotice,
  listClauseCases,
  listClauses,
  waitingFor,
} from './clauses.ts';
import { invalid } from './input.ts';
import { operation, type Operation } from './operation.ts';
import { NoticeComparison, NoticeToCompare } from './schemas/clauses.ts';

/** For the document: clause fifteen with one word changed. */
const EXAMPLE = NOTICE.filter(({ id }) => id === 'liaoning-15')
  .map(({ numeral = '', name = '', text }) => `${numeral}${name}。${text}`)
  .join('')
  .replace('有效防控', '严密防控');

const compareNotice = operation({
  id: 'compareNotice',
  method: 'post',
  path: '/notice:compare',
  tag: 'Law',
  summary: 'What a new text of the notice changes, clause by clause, with what rests on each',
  description:
    'Nothing is kept. Clauses are known again by name, numeral and likeness; spaces, line ends and the ' +
    'width of brackets change nothing. Preamble, headings and signature are not compared.',
  body: NoticeToCompare,
  bodyExample: { text: EXAMPLE },
  answers: {
    200: { description: 'The new text’s clauses, then those it lacks', schema: NoticeComparison },
  },
  handle: async (call, deps) => {
    const found = noticeDifferences(call.body.text);
    if (found === null) throw invalid([{ pointer: '#/text', detail: NO_CLAUSE }]);
    const waiting = await waitingFor(call, deps);
    const clauses = found.map((clause) => showCompared(clause, waiting));
    const counted = NOTICE_STANDINGS.map((standing) => [
      standing,
      found.filter((clause) => clause.standing === standing).length,
    ]);
    return { status: 200, body: { counts: Object.fromEntries(counted) as unknown, clauses } };
  },
});

const NO_CLAUSE =
  '没有认出任何条款：每条须从新的一行开始，以带括号的中文序号开头，如“（一）明确参制条件。”';

function showCompared(clause: ComparedClause, waiting: ReadonlyMap<string, number> | null) {
  const known = clause.id === null ? null : knownClause(clause.id);
  if (known === null) return { ...clause, carried: null, waiting: null };
  const count = waiting === null ? null : (waiting.get(known) ?? 0);
  return { ...clause, carried: carriedOf(known), waiting: count };
}

/** The law: its clauses, the notice, and a new text of it. */
export const LAW_OPERATIONS: readonly Operation[] = [
  listClauses,
  getClause,
  listClauseCases,
  getNotice,
  compareNotice,
];
