/** The state of a form: what was filled in, what is wrong with it by the very schema of the server. */
import { useMemo, useState } from 'react';
import type { z } from 'zod';
import { placedIssues } from '../../forms/issues.ts';
import type { Problem } from '../api/client.ts';
import { fieldOf, type Field } from './fields.ts';
import {
  isFields,
  pointerOf,
  tidied,
  valueAt,
  withoutItem,
  withValue,
  type Path,
} from './values.ts';

export interface FormState {
  readonly field: Field;
  readonly value: unknown;
  readonly isDirty: boolean;
  /** Somebody has tried to send it. */
  readonly isSent: boolean;
  /** What is wrong, by JSON pointer; shown where somebody was, or everywhere once it was sent. */
  readonly errors: ReadonlyMap<string, string>;
  /** What the server said of single fields, until one is changed; another map for every answer. */
  readonly blamed: ReadonlyMap<string, string>;
  /** As it would be sent. */
  readonly content: unknown;
  readonly set: (path: Path, value: unknown) => void;
  /** For what takes its time: the new value by that which is there when it is done. */
  readonly change: (path: Path, next: (now: unknown) => unknown) => void;
  /** Another content altogether: a card that was read, another window's draft. */
  readonly replace: (value: unknown) => void;
  readonly remove: (path: Path, index: number) => void;
  readonly leave: (path: Path) => void;
  /** The content to send, or null with every error shown. */
  readonly check: () => unknown;
  /** Shows what the server said of single fields. */
  readonly blame: (problem: Problem) => void;
}

interface Given {
  readonly schema: z.ZodType;
  /** Where the words of its fields begin: the name of the act. */
  readonly place: string;
  readonly initial: unknown;
  /** Fields whose values come from elsewhere, now and when it is sent. */
  readonly fixed: Readonly<Record<string, unknown>>;
  /** Optional groups that have to be filled in all the same, by JSON pointer. */
  readonly must: (value: unknown) => readonly string[];
}

export function useForm({ schema, place, initial, fixed, must }: Given): FormState {
  const field = useMemo(() => fieldOf(schema, place), [schema, place]);
  const [value, setValue] = useState<unknown>(initial);
  const [isDirty, setDirty] = useState(false);
  // What is there already was left before: what is wrong with it is shown.
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(filledIn(initial, [])));
  const [isSent, setSent] = useState(false);
  const [blamed, setBlamed] = useState<ReadonlyMap<string, string>>(new Map());
  const content = tidied(field, withFixed(value, fixed), new Set(must(value)));
  const found = errorsIn(schema, content);
  const shown = [...found].filter(([pointer]) => isSent || left.has(pointer));
  const errors = new Map([...blamed, ...shown]);
  const change = (next: (before: unknown) => unknown): void => {
    setValue(next);
    setDirty(true);
    setBlamed(new Map());
  };
  return {
    field,
    value,
    content,
    isDirty,
    isSent,
    errors,
    blamed,
    set: (path, given) => {
      change((before: unknown) => withValue(before, path, given));
    },
    change: (path, next) => {
      change((before: unknown) => withValue(before, path, next(valueAt(before, path))));
    },
    replace: (given) => {
      change(() => given);
      setLeft(new Set(filledIn(given, [])));
    },
    remove: (path, index) => {
      change((before: unknown) => withoutItem(before, path, index));
    },
    leave: (path) => {
      setLeft((before) => new Set([...before, pointerOf(path)]));
    },
    check: () => {
      setSent(true);
      return found.size === 0 ? content : null;
    },
    blame: ({ errors: told = [] }) => {
      setBlamed(new Map(told.map(({ pointer, detail }) => [pointer.replace(/^#/, ''), detail])));
    },
  };
}

function filledIn(value: unknown, path: Path): readonly string[] {
  if (value === undefined || value === '') return [];
  if (!isFields(value)) return [pointerOf(path)];
  return Object.entries(value).flatMap(([step, inner]) =>
    filledIn(inner, [...path, Array.isArray(value) ? Number(step) : step]),
  );
}

function withFixed(value: unknown, fixed: Given['fixed']): unknown {
  return typeof value === 'object' && value !== null ? { ...value, ...fixed } : fixed;
}

/** The first error of every field. */
function errorsIn(schema: z.ZodType, value: unknown): ReadonlyMap<string, string> {
  const result = schema.safeParse(value);
  if (result.success) return new Map();
  const placed = placedIssues(result.error.issues, value).map(
    ({ path, detail }) => [pointerOf(path.map(plainStep)), detail] as const,
  );
  return new Map(placed.toReversed());
}

function plainStep(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step;
}
