/** The frame of one field: label, control, and below it what is wrong or worth knowing. */
import type { ReactNode } from 'react';
import { pointerOf } from '../../forms/problems.ts';
import type { SchemaForm } from './form-state.ts';
import type { Path } from './values.ts';
import './form.css';

/** What a control must take, so that it is named, described and left. */
export interface ControlProps {
  readonly id: string;
  /** Id of the label, for what is no single control. */
  readonly labelId: string;
  readonly status: 'error' | undefined;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-required': boolean;
  readonly onBlur: () => void;
}

interface Props {
  readonly form: SchemaForm;
  readonly path: Path;
  readonly title: string;
  readonly required?: boolean;
  /** Said below the control: what follows from what was typed, or how to type it. */
  readonly hint?: ReactNode;
  /** Not wrong by form, but it would stand in the way: said in the color of a warning. */
  readonly warning?: ReactNode;
  /** The whole width of the form. */
  readonly wide?: boolean;
  /** Several controls under one label: radio buttons. */
  readonly group?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

export function Field(props: Props) {
  const { form, path, title, required = false, hint, warning, wide = false, children } = props;
  const id = fieldId(form, path);
  const problem = form.problemAt(path);
  const noteId = `${id}-note`;
  const note = problem ?? warning ?? hint;
  const hasNote = note !== undefined && note !== null && note !== '';
  const control: ControlProps = {
    id,
    labelId: `${id}-label`,
    status: problem === null ? undefined : 'error',
    'aria-invalid': problem !== null,
    'aria-describedby': hasNote ? noteId : undefined,
    'aria-required': required,
    onBlur: () => {
      form.leave(path);
    },
  };
  const tone = problem !== null ? 'wrong' : warning ? 'warned' : 'quiet';
  const label = (
    <>
      {title}
      {required && (
        <span className="field-needed" aria-hidden="true">
          {' '}
          *
        </span>
      )}
    </>
  );
  return (
    <div className={wide ? 'field field-wide' : 'field'}>
      {props.group ? (
        <span className="field-label" id={control.labelId}>
          {label}
        </span>
      ) : (
        <label className="field-label" htmlFor={id} id={control.labelId}>
          {label}
        </label>
      )}
      {children(control)}
      <div className={`field-note ${tone}`} id={noteId} role={problem ? 'alert' : undefined}>
        {note}
      </div>
    </div>
  );
}

export function fieldId(form: SchemaForm, path: Path): string {
  return `${form.id}${pointerOf(path).replaceAll('/', '-')}`;
}
