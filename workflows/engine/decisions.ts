/** A decision and the facts it was taken on, for the file. */
import type { DecisionRecord } from '../../src/cases/change.ts';
import type { Decision } from '../../src/policy/decision.ts';

export function recordOf(
  decision: Decision<{ readonly outcome: string }>,
  facts: object,
): DecisionRecord {
  const { rule, outcome, clauses } = decision;
  const { name, version } = rule;
  return { rule: name, version, outcome, clauses, record: { facts, answer: decision } };
}
