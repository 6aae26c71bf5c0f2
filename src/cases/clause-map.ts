/**
 * The clause map: from a clause to everything that carries it, read off the very tables that decide,
 * wait, ask and print.
 */
import { CLAUSES, type ClauseKey } from '../policy/clauses.ts';
import { FIGURE_NAMES, FIGURES } from '../policy/figures.ts';
import { POLICY_RULES } from '../policy/rules.ts';
import { DOCUMENT_CLAUSES, TASK_CLAUSES } from './clause-places.ts';
import { CASE_TYPES } from './index.ts';
import { REASON_CODES, reasonOf } from './wording-reasons.ts';
import { TASK_KINDS, taskWords } from './wording-tasks.ts';
import { DOCUMENT_TITLES } from './wording-things.ts';
import { WAIT_KINDS, WAITS } from './wording-waits.ts';
import { listText } from './wording.ts';

interface Named {
  readonly kind: string;
  readonly title: string;
}

export interface Carriers {
  readonly types: readonly { readonly type: string; readonly title: string }[];
  readonly rules: readonly {
    readonly name: string;
    readonly title: string;
    readonly version: string;
  }[];
  readonly figures: readonly {
    readonly name: string;
    readonly title: string;
    readonly unit: string;
  }[];
  readonly waits: readonly Named[];
  readonly tasks: readonly Named[];
  readonly documents: readonly Named[];
  readonly reasons: readonly { readonly code: string; readonly text: string }[];
}

type KnownClause = keyof typeof CLAUSES;
export const CLAUSE_IDS = Object.keys(CLAUSES) as readonly KnownClause[];

/** Null for a key that is not in the table of the law. */
export function knownClause(id: string): KnownClause | null {
  return CLAUSE_IDS.find((key) => key === id) ?? null;
}

export function carriersOf(key: KnownClause): Carriers {
  const cites = (clauses: readonly string[]) => clauses.includes(key);
  return {
    types: Object.values(CASE_TYPES)
      .filter(({ clauses }) => cites(clauses))
      .map(({ type, title }) => ({ type, title })),
    rules: POLICY_RULES.filter(({ clauses }) => cites(clauses)).map(({ name, title, version }) => ({
      name,
      title,
      version,
    })),
    figures: FIGURE_NAMES.filter((name) => cites(FIGURES[name].clauses)).map((name) => ({
      name,
      title: FIGURES[name].title,
      unit: FIGURES[name].unit,
    })),
    waits: WAIT_KINDS.filter((kind) => WAITS[kind].clause === key).map((kind) => ({
      kind,
      title: WAITS[kind].title,
    })),
    tasks: TASK_KINDS.filter((kind) => TASK_CLAUSES[kind] === key).map((kind) => ({
      kind,
      title: taskWords(kind).title,
    })),
    documents: documentKinds()
      .filter((kind) => cites(DOCUMENT_CLAUSES[kind]))
      .map((kind) => ({ kind, title: DOCUMENT_TITLES[kind] })),
    reasons: REASON_CODES.filter((code) => cites(reasonOf(code).clauses)).map((code) => ({
      code,
      text: reasonOf(code).reason,
    })),
  };
}

type DocumentKind = keyof typeof DOCUMENT_CLAUSES;

function documentKinds(): readonly DocumentKind[] {
  return Object.keys(DOCUMENT_CLAUSES) as readonly DocumentKind[];
}

/** What carries the clause, in one sentence; plainly so when nothing does. */
export function carriedSentence(carriers: Carriers): string {
  const { rules, figures, waits, tasks, documents } = carriers;
  const parts = [
    [rules, '条规则'],
    [figures, '项参数'],
    [waits, '种等待'],
    [tasks, '种待办'],
    [documents, '种文书'],
  ] as const;
  const said = parts.flatMap(([items, unit]) =>
    items.length === 0 ? [] : [`${String(items.length)}${unit}`],
  );
  return said.length === 0
    ? '本版本还没有规则、参数、等待、待办或文书执行本条。'
    : `由${listText(said)}执行。`;
}

/** A clause key that is written down somewhere in these tables. */
export function citedClauses(): readonly ClauseKey[] {
  return [
    ...POLICY_RULES.flatMap(({ clauses }) => clauses),
    ...FIGURE_NAMES.flatMap((name): readonly ClauseKey[] => FIGURES[name].clauses),
    ...WAIT_KINDS.map((kind) => WAITS[kind].clause),
    ...Object.values(TASK_CLAUSES),
    ...Object.values(DOCUMENT_CLAUSES).flat(),
  ];
}
