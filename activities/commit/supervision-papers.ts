/** The papers of what supervisors decide beside the course of a case (改期、异常核查), from what a change says. Pure. */
import type { SupervisionPaperParams } from '../../src/cases/wording-documents-supervision.ts';
import { courtGateText, gateText } from '../../src/cases/wording-exit.ts';
import { evidenceText } from '../../src/cases/wording-irregularities.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { moveGroundTitle } from '../../src/cases/wording-wait-moves.ts';
import { waitTitle } from '../../src/cases/wording-waits.ts';
import { isPlainDate, plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { INVARIANTS, isInvariant } from '../../src/policy/legality.ts';
import { isMovable, MOVABLE_WAITS } from '../../src/policy/wait-moves.ts';
import { ownRule, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof SupervisionPaperParams;

export const SUPERVISION_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => SupervisionPaperParams[One];
} = {
  'wait-moved': (params, { facts, head }) => {
    const kind = textIn(params, 'wait');
    const followsOn = plainDate(textIn(params, 'followsOn'));
    const toOn = plainDate(textIn(params, 'toOn'));
    return {
      ...head,
      ...{ movedOn: facts.on, wait: waitTitle(kind), toOn, followsOn },
      fromOn: plainDate(textIn(params, 'fromOn')),
      then: isMovable(kind) ? MOVABLE_WAITS[kind].then : '',
      ground: moveGroundTitle(textIn(params, 'ground')),
      document: textIn(params, 'document'),
      seal: sealText(params, followsOn),
      // As the rule named it, sent by our own workflow.
      clauses: [printedClause(params['clause'] as ClauseKey, facts.on), ...ownRule(facts)],
    };
  },
  'irregularity-result': (params, { facts, head }) => {
    const name = textIn(params, 'invariant');
    if (!isInvariant(name)) throw new RangeError(`no invariant is called ${name}`);
    const { title, rule, clause } = INVARIANTS[name];
    return {
      ...head,
      ...{ endedOn: facts.on, invariant: title, rule },
      evidence: evidenceText(params['evidence']),
      outcome: params['outcome'] as SupervisionPaperParams['irregularity-result']['outcome'],
      answer: textIn(params, 'answer'),
      confirmation: textIn(params, 'confirmation'),
      clauses: [printedClause(clause, facts.on)],
    };
  },
};

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

/** How the half year of a corrected seal is counted, and the day of a court where that one is the later. */
function sealText({ correctedOn, lawOn }: Params, followsOn: PlainDate): string {
  if (!isPlainDate(correctedOn)) return '';
  if (!isPlainDate(lawOn)) return gateText({ sealedOn: correctedOn, gateOn: followsOn });
  return `${gateText({ sealedOn: correctedOn, gateOn: lawOn })}${courtGateText(followsOn)}`;
}
