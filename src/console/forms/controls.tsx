/** Single controls of a form: each with its label, its help and what is wrong with it. */
import { Checkbox, Input, InputNumber, Radio, Select } from 'antd';
import { useMe } from '../api/me.ts';
import { FileControl } from './file-control.tsx';
import type { Choice, Field } from './fields.ts';

export interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  readonly invalid: boolean;
  /** Ids of help and error. */
  readonly describedBy: string | undefined;
  readonly onChange: (value: unknown) => void;
  readonly onLeave: () => void;
}

/** What every control tells a screen reader. */
export function told({ id, field, invalid, describedBy }: ControlProps) {
  return {
    id,
    'aria-invalid': invalid,
    'aria-required': field.required,
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(invalid && { status: 'error' as const }),
  };
}

/** A control for whatever is not made of other fields. */
export function Control(props: ControlProps) {
  const { field, value, onChange } = props;
  switch (field.kind) {
    case 'choice':
      return <ChoiceControl {...props} choices={field.choices} />;
    case 'several':
      return <SeveralControl {...props} choices={field.choices} />;
    case 'confirm':
      return (
        <Checkbox
          {...told(props)}
          checked={value === true}
          onChange={({ target }) => {
            onChange(target.checked ? true : undefined);
          }}
        >
          {field.title}
        </Checkbox>
      );
    case 'file':
      return <FileControl {...props} fileKind={field.fileKind} />;
    case 'number':
      return <NumberControl {...props} />;
    case 'date':
      return <TypedControl {...props} type="date" />;
    case 'instant':
      return <InstantControl {...props} />;
    case 'text':
      return <TextControl {...props} field={field} />;
    case 'fixed':
    case 'group':
    case 'list':
    case 'variants':
      return null;
  }
}

const RADIOS_MAX = 4;
const RADIO_CHARACTERS_MAX = 80;

function ChoiceControl(props: ControlProps & { readonly choices: readonly Choice[] }) {
  const { id, field, value, choices, onChange, onLeave, describedBy } = props;
  const options = choices.map((choice) => ({ value: choice.value, label: choice.title }));
  const length = choices.reduce((sum, { title }) => sum + title.length, 0);
  if (choices.length > RADIOS_MAX || length > RADIO_CHARACTERS_MAX) {
    const known = options.map(({ value: code, label }) => ({ value: String(code), label }));
    return (
      <Select
        {...told(props)}
        className="field-wide"
        options={known}
        value={codeOf(value)}
        placeholder="请选择"
        allowClear={!field.required}
        onChange={(given?: string) => {
          onChange(choices.find((choice) => String(choice.value) === given)?.value);
        }}
        onBlur={onLeave}
      />
    );
  }
  return (
    <Radio.Group
      id={id}
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      options={options}
      value={value}
      onChange={({ target }) => {
        onChange(target.value);
      }}
    />
  );
}

/** Choices may be numbers or words; a list of options knows words only. */
function codeOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function SeveralControl(props: ControlProps & { readonly choices: readonly Choice[] }) {
  const { id, value, choices, onChange } = props;
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <div role="group" aria-labelledby={`${id}-label`}>
      <Checkbox.Group
        className="field-stack"
        options={choices.map((choice) => ({ value: String(choice.value), label: choice.title }))}
        value={[...chosen]}
        onChange={onChange}
      />
    </div>
  );
}

function NumberControl(props: ControlProps) {
  const { value, onChange, onLeave } = props;
  return (
    <InputNumber
      {...told(props)}
      value={typeof value === 'number' ? value : null}
      onChange={(given) => {
        onChange(given ?? undefined);
      }}
      onBlur={onLeave}
    />
  );
}

function TypedControl(props: ControlProps & { readonly type: 'date' | 'datetime-local' }) {
  const { value, type, onChange, onLeave } = props;
  return (
    <Input
      {...told(props)}
      className="field-short"
      type={type}
      value={text(value)}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      onBlur={onLeave}
    />
  );
}

/** An instant is typed as the clock on the wall shows it, in Asia/Shanghai. */
function InstantControl(props: ControlProps) {
  return (
    <TypedControl
      {...props}
      type="datetime-local"
      value={text(props.value).slice(0, 16)}
      onChange={(given) => {
        props.onChange(text(given) === '' ? '' : `${text(given)}:00+08:00`);
      }}
    />
  );
}

type TextField = Extract<Field, { control: unknown }>;

function TextControl(props: ControlProps & { readonly field: TextField }) {
  const { field, value, onChange, onLeave } = props;
  const { control, max } = field;
  const common = {
    ...told(props),
    value: text(value),
    ...(max !== undefined && { maxLength: max }),
    onChange: ({ target }: { readonly target: { readonly value: string } }) => {
      onChange(target.value);
    },
    onBlur: onLeave,
  };
  if (control === 'branch') return <BranchControl {...props} />;
  if (control === 'long') return <Input.TextArea {...common} rows={3} showCount />;
  if (control === 'money') {
    return (
      <Input
        {...common}
        className="field-short"
        inputMode="decimal"
        suffix="元"
        onBlur={() => {
          onChange(wholeAmount(text(value)));
          onLeave();
        }}
      />
    );
  }
  const digits = control === 'card' || control === 'district';
  return <Input {...common} {...(digits && { inputMode: 'numeric' as const })} />;
}

/** 800 and 800.5 as the form wants them: 800.00, 800.50. */
function wholeAmount(typed: string): string {
  const [, yuan, cents = ''] = /^(\d+)(?:\.(\d{0,2}))?$/.exec(typed.trim()) ?? [];
  return yuan === undefined ? typed : `${yuan}.${cents.padEnd(2, '0')}`;
}

function BranchControl(props: ControlProps) {
  const me = useMe();
  const options = me.centers.flatMap(({ branches }) =>
    branches.map(({ id, name }) => ({ value: id, label: name })),
  );
  return (
    <Select
      {...told(props)}
      className="field-wide"
      options={options}
      value={props.value}
      placeholder="请选择"
      onChange={props.onChange}
      onBlur={props.onLeave}
    />
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
