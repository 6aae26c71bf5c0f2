/** What a form of an act may bring beside its fields: where a person needs more than a list of them. */
import type { ComponentType } from 'react';
import type { FormState } from '../../../forms/use-form.ts';
import type { Case } from '../case-data.ts';

export interface ActBodyProps {
  readonly case: Case;
  readonly form: FormState;
  /** Fields that are filled in from elsewhere. */
  readonly without: ReadonlySet<string>;
}

export interface ActFormEntry {
  /** Needs room for something to look at beside the fields. */
  readonly wide?: boolean;
  /** Begins with the application in full, which is read for a reason. */
  readonly whole?: boolean;
  readonly initial?: (of: Case, application: unknown) => unknown;
  /** Values that come from the case as it stands. */
  readonly fixed?: (of: Case) => Readonly<Record<string, unknown>>;
  /** Optional groups that have to be filled in, by JSON pointer. */
  readonly must?: (value: unknown) => readonly string[];
  readonly Body?: ComponentType<ActBodyProps>;
}
