/**
 * A form while somebody fills it in: the schema is its only judge, and nothing is called wrong
 * before its field was left.
 */
import { useCallback, useId, useMemo, useState } from 'react';
import type { z } from 'zod';
import { pointerOf, problemsIn } from '../../forms/problems.ts';
import { describe, type FieldSpec } from './describe.ts';
import { contentOf, isTree, valueAt, withValue, type Path } from './values.ts';

/** A field by its JSON pointer, and a sentence about it. */
export interface FormProblem {
  readonly pointer: string;
  readonly detail: string;
}

export interface SchemaForm {
  /** Unique on the page. */
  readonly id: string;
  readonly spec: FieldSpec;
  /** As typed. */
  readonly value: unknown;
  /** As it would be sent. */
  readonly content: unknown;
  /** All there are, shown or not. */
  readonly problems: readonly FormProblem[];
  /** Those that may be shown: the field was left, or the form was sent. */
  readonly shown: readonly FormProblem[];
  /** Names of fields that the caller fills in and nobody sees. */
  readonly hidden: ReadonlySet<string>;
  readonly at: (path: Path) => unknown;
  readonly problemAt: (path: Path) => string | null;
  readonly set: (path: Path, value: unknown) => void;
  /** For what takes its time: the new value by that which is there when it is done. */
  readonly change: (path: Path, next: (now: unknown) => unknown) => void;
  readonly leave: (path: Path) => void;
  /** Another content altogether: a draft, a scan of a card. */
  readonly replace: (value: unknown) => void;
  /** From now on every problem is shown. @returns whether there is none */
  readonly check: () => boolean;
  /** What the server said of fields, until they are changed. */
  readonly tell: (problems: readonly FormProblem[]) => void;
}

interface Options {
  readonly schema: z.ZodType;
  readonly initial?: unknown;
  /** Values that the caller knows: sent, not shown. At the top of the form only. */
  readonly fixed?: Readonly<Record<string, unknown>>;
}

interface State {
  readonly value: unknown;
  readonly left: ReadonlySet<string>;
  readonly all: boolean;
  readonly told: readonly FormProblem[];
}

const NOTHING: Readonly<Record<string, unknown>> = {};

export function useSchemaForm({ schema, initial, fixed = NOTHING }: Options): SchemaForm {
  const id = useId();
  const spec = useMemo(() => describe(schema), [schema]);
  const [state, setState] = useState<State>(() => begun(initial ?? {}));
  const { value, left, all, told } = state;
  const content = useMemo(() => contentOf(spec, withFixed(value, fixed)), [spec, value, fixed]);
  const problems = useMemo(() => problemsOf(schema, content), [schema, content]);
  const shown = useMemo(
    () => [...told, ...problems.filter(({ pointer }) => all || left.has(pointer))],
    [told, problems, all, left],
  );
  const acts = useActs(setState);
  const check = useCallback(() => {
    setState((now) => ({ ...now, all: true }));
    return problems.length === 0;
  }, [problems]);
  return {
    id,
    spec,
    value,
    content,
    problems,
    shown,
    hidden: useMemo(() => new Set(Object.keys(fixed)), [fixed]),
    at: (path) => valueAt(value, path),
    problemAt: (path) => {
      const pointer = pointerOf(path);
      return shown.find((one) => one.pointer === pointer)?.detail ?? null;
    },
    check,
    ...acts,
  };
}

type Acts = Pick<SchemaForm, 'set' | 'change' | 'leave' | 'replace' | 'tell'>;

function useActs(setState: (change: (now: State) => State) => void): Acts {
  return useMemo(
    () => ({
      set: (path, value) => {
        setState((now) => changed(now, path, value));
      },
      change: (path, next) => {
        setState((now) => changed(now, path, next(valueAt(now.value, path))));
      },
      leave: (path) => {
        setState((now) => ({ ...now, left: new Set([...now.left, pointerOf(path)]) }));
      },
      replace: (value) => {
        setState(() => begun(value));
      },
      tell: (told) => {
        setState((now) => ({ ...now, told }));
      },
    }),
    [setState],
  );
}

/** What the server said of a field holds until the field changes. */
function changed(now: State, path: Path, value: unknown): State {
  const pointer = pointerOf(path);
  return {
    ...now,
    value: withValue(now.value, path, value),
    told: now.told.filter((one) => !one.pointer.startsWith(pointer)),
  };
}

/** What is there already was left before: its problems are shown. */
function begun(value: unknown): State {
  return { value, left: new Set(filled(value, [])), all: false, told: [] };
}

function filled(value: unknown, path: Path): readonly string[] {
  if (value === undefined || value === '') return [];
  if (!isTree(value)) return [pointerOf(path)];
  return Object.entries(value).flatMap(([step, inner]) =>
    filled(inner, [...path, Array.isArray(value) ? Number(step) : step]),
  );
}

function withFixed(value: unknown, fixed: Readonly<Record<string, unknown>>): unknown {
  return Object.entries(fixed).reduce<unknown>(
    (tree, [name, inner]) => withValue(tree, [name], inner),
    value,
  );
}

function problemsOf(schema: z.ZodType, content: unknown): readonly FormProblem[] {
  return problemsIn(schema, content).map(({ path, detail }) => ({
    pointer: pointerOf(path),
    detail,
  }));
}

/** The server counts from the whole body: `#/application/phone` is `/phone` of the application. */
export function problemsBelow(
  errors: readonly FormProblem[] | undefined,
  prefix: string,
): readonly FormProblem[] {
  return (errors ?? []).flatMap(({ pointer, detail }) =>
    pointer.startsWith(`${prefix}/`) || pointer === prefix
      ? [{ pointer: pointer.slice(prefix.length), detail }]
      : [],
  );
}
