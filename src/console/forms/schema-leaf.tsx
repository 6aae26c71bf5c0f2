/** One field with one value, of any kind, called by its place. */
import { choiceTitle, fieldTitle } from '../../cases/wording-forms.ts';
import { CENTERS } from '../../policy/centers/index.ts';
import { CaseControl } from './case-control.tsx';
import {
  BooleanControl,
  ChoiceControl,
  LongTextControl,
  TextControl,
  TickControl,
} from './controls.tsx';
import type { FieldSpec } from './describe.ts';
import { Field, type ControlProps } from './field.tsx';
import { FileControl } from './file-control.tsx';
import type { SchemaForm } from './form-state.ts';
import { meantAmount, meantDate, meantInstant, meantNumber, shownInstant } from './typed.ts';
import type { Path } from './values.ts';

export interface LeafProps {
  readonly form: SchemaForm;
  readonly spec: FieldSpec;
  readonly path: Path;
  readonly disabled?: boolean;
}

export function SchemaLeaf({ form, spec, path, disabled = false }: LeafProps) {
  const title = fieldTitle(path);
  const group = spec.kind === 'boolean' || spec.kind === 'choice';
  return (
    <Field
      form={form}
      path={path}
      title={title}
      required={!spec.optional}
      hint={HINTS[spec.kind]}
      wide={spec.kind === 'long-text' || spec.kind === 'file'}
      group={group}
    >
      {(control) => <Control {...{ form, spec, path, disabled, control, title }} />}
    </Field>
  );
}

const HINTS: Partial<Record<FieldSpec['kind'], string>> = {
  date: '如 20310506',
  instant: '如 2026-11-23 15:30',
};

interface ControlOf extends Required<LeafProps> {
  readonly control: ControlProps;
  readonly title: string;
}

function Control(props: ControlOf) {
  const { form, spec, path, disabled, control } = props;
  const common = {
    control,
    disabled,
    value: form.at(path),
    onChange: (value: unknown) => {
      form.set(path, value);
    },
  };
  switch (spec.kind) {
    case 'long-text':
      return <LongTextControl {...common} />;
    case 'date':
      return <TextControl {...common} meant={meantDate} inputMode="numeric" />;
    case 'instant':
      return <TextControl {...common} meant={meantInstant} shown={shownInstant} />;
    case 'money':
      return <TextControl {...common} meant={meantAmount} inputMode="decimal" suffix="元" />;
    case 'number':
      return <TextControl {...common} meant={meantNumber} inputMode="numeric" />;
    case 'boolean':
      return <BooleanControl {...common} />;
    case 'district':
      return <ChoiceControl {...common} options={DISTRICTS} clearable />;
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
  const { form, spec, path, disabled, control, title } = props;
  const value = form.at(path);
  const onChange = (next: unknown) => {
    form.set(path, next);
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

const DISTRICTS = CENTERS.flatMap(({ city, districts }) =>
  Object.entries(districts).map(([value, name]) => ({ value, title: `${city} ${name}` })),
);

/** A file in a list of materials is of the kind that was chosen beside it. */
function kindOf(form: SchemaForm, fileKind: string | null, path: Path): string {
  const beside = form.at([...path.slice(0, -1), 'kind']);
  return fileKind ?? (typeof beside === 'string' ? beside : 'other');
}
