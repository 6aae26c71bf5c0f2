/** One field with one value, of any kind, called by its place. */
import type { ReactNode } from 'react';
import { choiceTitle, fieldTitle } from '../../cases/wording-forms.ts';
import { CENTERS } from '../../policy/centers/index.ts';
import { CaseControl } from './case-control.tsx';
import {
  BooleanControl,
  ChoiceControl,
  FEW,
  LongTextControl,
  TextControl,
  TickControl,
} from './controls.tsx';
import { specAt, type FieldSpec, type Option } from './describe.ts';
import { Field, type ControlProps } from './field.tsx';
import { FileControl } from './file-control.tsx';
import type { SchemaForm } from './form-state.ts';
import {
  meantAmount,
  meantDate,
  meantDigits,
  meantInstant,
  meantNumber,
  meantValidity,
  shownCard,
  shownInstant,
  shownValidity,
} from './typed.ts';
import type { Path } from './values.ts';

export interface LeafProps {
  readonly form: SchemaForm;
  readonly spec: FieldSpec;
  readonly path: Path;
  readonly disabled?: boolean;
}

/** What a page knows of a field beyond the schema. */
interface Known {
  readonly title?: string;
  readonly hint?: ReactNode;
  readonly warning?: ReactNode;
  readonly required?: boolean;
  readonly wide?: boolean;
  /** Instead of those of the schema, where the day or the place allows only some. */
  readonly options?: readonly Option[];
  /** Of districts: whose stand first. */
  readonly center?: string;
  /** Told of what was entered, after it is kept. */
  readonly onEntered?: (value: unknown) => void;
}

/** A field of a page's own form, by its place in the schema. */
export function FieldAt(props: Omit<LeafProps, 'spec'> & Known) {
  const spec = specAt(props.form.spec, props.path);
  return <SchemaLeaf {...props} spec={spec} />;
}

export function SchemaLeaf(props: LeafProps & Known) {
  const { form, spec, path, disabled = false, options, center, onEntered } = props;
  const title = props.title ?? fieldTitle(path);
  const shown = spec.kind === 'choice' && options ? { ...spec, options } : spec;
  return (
    <Field
      form={form}
      path={path}
      title={title}
      required={props.required ?? !spec.optional}
      hint={props.hint ?? hintOf(spec)}
      warning={props.warning}
      wide={props.wide ?? (spec.kind === 'long-text' || spec.kind === 'file')}
      group={isGroup(shown)}
    >
      {(control) => (
        <Control {...{ form, spec: shown, path, disabled, control, title, center, onEntered }} />
      )}
    </Field>
  );
}

/** Radio buttons have a label as a whole; a list has it as a control. */
function isGroup(spec: FieldSpec): boolean {
  return spec.kind === 'boolean' || (spec.kind === 'choice' && spec.options.length <= FEW);
}

function hintOf(spec: FieldSpec): string | undefined {
  return spec.kind === 'date' && spec.nullable ? '长期有效的填“长期”' : HINTS[spec.kind];
}

const HINTS: Partial<Record<FieldSpec['kind'], string>> = {
  date: '如 20310506',
  instant: '如 2026-11-23 15:30',
};

interface ControlOf extends Required<LeafProps> {
  readonly control: ControlProps;
  readonly title: string;
  readonly center: string | undefined;
  readonly onEntered: ((value: unknown) => void) | undefined;
}

function Control(props: ControlOf) {
  const { form, spec, path, disabled, control, onEntered } = props;
  const common = {
    control,
    disabled,
    value: form.at(path),
    onChange: (value: unknown) => {
      form.set(path, value);
      onEntered?.(value);
    },
  };
  switch (spec.kind) {
    case 'long-text':
      return <LongTextControl {...common} />;
    case 'date':
      return spec.nullable ? (
        <TextControl {...common} meant={meantValidity} shown={shownValidity} />
      ) : (
        <TextControl {...common} meant={meantDate} inputMode="numeric" />
      );
    case 'instant':
      return <TextControl {...common} meant={meantInstant} shown={shownInstant} />;
    case 'money':
      return <TextControl {...common} meant={meantAmount} inputMode="decimal" suffix="元" />;
    case 'phone':
      return <TextControl {...common} meant={meantDigits} inputMode="tel" />;
    case 'card':
      return <TextControl {...common} meant={meantDigits} shown={shownCard} inputMode="numeric" />;
    case 'number':
      return <TextControl {...common} meant={meantNumber} inputMode="numeric" />;
    case 'boolean':
      return <BooleanControl {...common} />;
    case 'district':
      return <ChoiceControl {...common} options={districts(props.center)} clearable />;
    case 'case':
      return <CaseControl {...common} />;
    case 'choice':
    case 'fixed':
    case 'file':
      return <TitledControl {...props} spec={spec} />;
    case 'text':
    case 'group':
    case 'list':
    case 'variants':
      return <TextControl {...common} />;
  }
}

type Titled = Extract<FieldSpec, { readonly kind: 'choice' | 'fixed' | 'file' }>;

function TitledControl(props: ControlOf & { readonly spec: Titled }) {
  const { form, spec, path, disabled, control, title, onEntered } = props;
  const value = form.at(path);
  const onChange = (next: unknown) => {
    form.set(path, next);
    onEntered?.(next);
  };
  if (spec.kind === 'fixed') {
    const tick = (on: boolean) => {
      onChange(on ? true : undefined);
    };
    return <TickControl {...{ control, disabled, title, value }} onChange={tick} />;
  }
  if (spec.kind === 'choice') {
    const options = spec.options.map((one) => ({ value: one, title: choiceTitle(path, one) }));
    const clearable = spec.optional;
    return <ChoiceControl {...{ control, disabled, value, onChange, options, clearable }} />;
  }
  return (
    <FileControl
      {...{ title, value, onChange, disabled }}
      id={control.id}
      kind={kindOf(form, spec.fileKind, path)}
      onBlur={control.onBlur}
      describedBy={control['aria-describedby']}
    />
  );
}

/** The own center's first, by their bare names; a city without districts stands for itself. */
function districts(own: string | undefined) {
  return CENTERS.toSorted((a, b) => Number(b.code === own) - Number(a.code === own)).flatMap(
    ({ code, city, districts: of }) => {
      const known = Object.entries(of);
      const all = known.length === 0 ? ([[code, '（不分区县）']] as const) : known;
      return all.map(([value, name]) => ({
        value,
        title: code === own ? name : `${city} ${name}`,
      }));
    },
  );
}

/** A file in a list of materials is of the kind that was chosen beside it. */
function kindOf(form: SchemaForm, fileKind: string | null, path: Path): string {
  const beside = form.at([...path.slice(0, -1), 'kind']);
  return fileKind ?? (typeof beside === 'string' ? beside : 'other');
}
