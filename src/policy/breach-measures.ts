/**
 * 违约处置 (clause 2): what is done about a breach whose cure period is over, by the table of the
 * agreement. A serious one, called upon in vain, may end the agreement as well.
 */
import { addMonths, addToMonth, type PlainDate, type PlainMonth } from '../domain/calendar.ts';
import type { BreachKind, MeasureKind } from '../domain/vocabulary.ts';
import { BREACH_KINDS, isOnPerson, type BreachTerm } from './breach-kinds.ts';
import type { ClauseKey } from './clauses.ts';
import { decide, type Condition, type Decision, type Rule } from './decision.ts';

export interface BreachFacts {
  readonly kind: BreachKind;
  readonly decidedOn: PlainDate;
  /** It was cured within its period. */
  readonly cured: boolean;
  /** Grave, and not mended although the person was called upon to. */
  readonly serious: boolean;
  /** A contribution subsidy is granted to the account. */
  readonly subsidized: boolean;
  /** The last missed month, where contributions were missed. */
  readonly missedTo: PlainMonth | null;
}

/** As it is stored with its term and its clause. */
export interface Measure {
  readonly kind: MeasureKind;
  readonly term: BreachTerm;
  readonly clause: ClauseKey;
  readonly onPerson: boolean;
  readonly from: PlainDate;
  /** Last day; null: until it is lifted, or once and for all. */
  readonly until: PlainDate | null;
  /** For a reset of continuity: the first month that counts again. */
  readonly fromMonth: PlainMonth | null;
}

export interface BreachOutcome {
  readonly outcome: 'measures' | 'none';
  readonly measures: readonly Measure[];
}

export const BREACH_MEASURES: Rule = {
  name: 'breach-measures',
  version: '1',
  title: '违约处置',
  clauses: [
    'liaoning-2',
    'liaoning-3',
    'liaoning-8',
    'liaoning-14',
    'liaoning-15',
    'regulation-41',
    'civil-code-202',
    'civil-code-565',
  ],
};

/** A ban ends on the day of its last month that has the number of the day of the decision. */
export function breachMeasures(facts: BreachFacts): Decision<BreachOutcome> {
  const { kind, cured, serious } = facts;
  const { cure, clause } = BREACH_KINDS[kind];
  const averted = cured && cure !== null;
  const measures = averted ? [] : measuresOf(facts);
  return decide(
    BREACH_MEASURES,
    { outcome: measures.length === 0 ? 'none' : 'measures', measures },
    [
      {
        condition: 'cured',
        label: '在整改期限内整改的，不再采取措施',
        inputs: { cured, curable: cure !== null },
        value: averted,
        clause,
      },
      {
        condition: 'serious',
        label: '情节严重、经催告仍不整改，可以解除协议',
        inputs: { serious },
        value: !averted && serious,
        clause: 'civil-code-565',
      },
      ...measures.map(conditionOf),
    ],
  );
}

function measuresOf({ kind, decidedOn, serious, subsidized, missedTo }: BreachFacts) {
  const taken = BREACH_KINDS[kind].measures
    .filter(({ onlySubsidized }) => onlySubsidized !== true || subsidized)
    .map(({ kind: measure, term, clause, months }): Measure => ({
      kind: measure,
      term,
      clause,
      onPerson: isOnPerson(measure),
      from: decidedOn,
      until: months === undefined ? null : addMonths(decidedOn, months),
      fromMonth:
        measure === 'continuity-reset' && missedTo !== null ? addToMonth(missedTo, 1) : null,
    }));
  if (!serious) return taken;
  // An agreement that ends need not be suspended as well.
  const others = taken.filter(({ kind: measure }) => measure !== 'agreement-suspended');
  return [...others, termination(decidedOn)];
}

/** In force when its notice reaches the other side. */
function termination(from: PlainDate): Measure {
  return {
    ...{ kind: 'agreement-terminated', term: 'breach-serious', clause: 'civil-code-565' },
    ...{ onPerson: false, from, until: null, fromMonth: null },
  };
}

function conditionOf({ kind, term, clause, from, until }: Measure): Condition {
  return {
    condition: kind,
    label: '处置措施',
    inputs: { kind, term, from },
    value: until,
    clause,
  };
}
