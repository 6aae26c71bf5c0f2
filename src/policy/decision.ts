/**
 * What every rule answers: its fields, the clauses it rests on, its name and version, its trace.
 *
 * A decision is a value, a refusal too. It is JSON all the way down, so that it is stored, shown
 * and taken again from its inputs unchanged. The trace is for people: each condition has a stable
 * English code and a Chinese label.
 */
import { type ClauseKey } from './clauses.ts';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** One condition that was looked at, in the order of looking. Never a full document number. */
export interface Condition {
  /** Stable code, `earliest-age`. */
  readonly condition: string;
  /** What a clerk reads. */
  readonly label: string;
  readonly inputs: Readonly<Record<string, Json>>;
  /** Whether it holds, or what was computed. */
  readonly value: Json;
  readonly clause: ClauseKey;
}

/** A rule of the register. Its version changes when the same facts may get another answer. */
export interface Rule {
  readonly name: string;
  readonly version: string;
  /** 规则名称. */
  readonly title: string;
  /** Every clause of the table the rule may cite. */
  readonly clauses: readonly ClauseKey[];
}

/** The fields of the answer and what they rest on. */
export type Decision<Fields extends object> = Fields & {
  readonly clauses: readonly ClauseKey[];
  readonly rule: { readonly name: string; readonly version: string };
  readonly trace: readonly Condition[];
};

/** What a person is told of a finding or a reason, and what he or she can do. */
export interface ReasonText {
  readonly text: string;
  readonly remedy: string;
  readonly clause: ClauseKey;
}

/**
 * Makes the decision of a rule.
 *
 * @param clauses what it rests on; left out, the clauses of all conditions of the trace
 */
export function decide<Fields extends object>(
  { name, version }: Rule,
  fields: Fields,
  trace: readonly Condition[],
  clauses: readonly ClauseKey[] = trace.map(({ clause }) => clause),
): Decision<Fields> {
  return { ...fields, clauses: [...new Set(clauses)], rule: { name, version }, trace };
}
