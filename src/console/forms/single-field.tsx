/** One field with one value: its label, its control, and below it what is wrong or worth knowing. */
import { useId, type ReactNode } from 'react';
import { Control } from './controls.tsx';
import type { Choice, Field } from './fields.ts';
import type { FormState } from './use-form.ts';
import { pointerOf, valueAt, type Path } from './values.ts';
import './form.css';

interface Props {
  readonly form: FormState;
  readonly field: Field;
  readonly path: Path;
  readonly disabled?: boolean;
}

/** What a page knows of a field beyond its schema. */
interface Known {
  /** Instead of the help: what follows from what was filled in. */
  readonly hint?: ReactNode;
  /** Well-formed, but it would stand in the way. */
  readonly warning?: ReactNode;
  /** Needed, although the law lets it be completed later. */
  readonly required?: boolean;
  /** Those of the schema that the day or the place allows. */
  readonly allowed?: readonly unknown[];
  /** Told of what was filled in, after it is kept. */
  readonly onFilled?: (value: unknown) => void;
}

/** A field of a page's own form, by its place in the schema. */
export function FieldAt(props: Omit<Props, 'field'> & Known) {
  const { form, path, required, allowed } = props;
  const found = fieldAt(form.field, path);
  const field = required === undefined ? found : { ...found, required };
  const narrowed =
    field.kind === 'choice' && allowed !== undefined
      ? { ...field, choices: field.choices.filter(({ value }: Choice) => allowed.includes(value)) }
      : field;
  return <SingleField {...props} field={narrowed} />;
}

/** @throws Error when the schema has no such field */
function fieldAt(field: Field, path: Path): Field {
  return path.reduce<Field>((at, step) => {
    if (at.kind === 'list' && typeof step === 'number') return at.item;
    const found = at.kind === 'group' ? at.fields.find(({ name }) => name === step) : undefined;
    if (!found) throw new Error(`no field ${String(step)}`);
    return found.field;
  }, field);
}

export function SingleField({ form, field, path, disabled, ...known }: Props & Known) {
  const id = useId();
  const pointer = pointerOf(path);
  const error = form.errors.get(pointer);
  const { hint = field.help, warning, onFilled } = known;
  const note = error ?? warning ?? hint;
  const hasNote = note !== undefined && note !== null && note !== '';
  const tone = error !== undefined ? 'field-error' : warning ? 'field-warned' : 'quiet';
  return (
    <div className="field" data-pointer={pointer}>
      {field.kind !== 'confirm' && <Label id={id} field={field} />}
      <Control
        id={id}
        field={field}
        value={valueAt(form.value, path)}
        invalid={error !== undefined}
        describedBy={hasNote ? `${id}-note` : undefined}
        {...(disabled !== undefined && { disabled })}
        onChange={(given) => {
          form.set(path, given);
          onFilled?.(given);
        }}
        onLeave={() => {
          form.leave(path);
        }}
      />
      <div id={`${id}-note`} className={`field-help ${tone}`}>
        {note}
      </div>
    </div>
  );
}

/** By its id for a group of buttons, by its `for` for a single control. */
function Label({ id, field }: { readonly id: string; readonly field: Field }) {
  return (
    <label className="field-label" id={`${id}-label`} htmlFor={id}>
      {field.required && (
        <span className="field-must" aria-hidden>
          *
        </span>
      )}
      {field.title}
    </label>
  );
}
