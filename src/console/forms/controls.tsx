/** Single controls of a form: each takes what is typed, and tells a screen reader what it is. */
import { Checkbox, Radio, Select } from 'antd';
import type { FocusEvent, KeyboardEvent } from 'react';
import { useMe } from '../api/me.ts';
import { districtChoices } from './district-choices.ts';
import { told, type ControlProps } from './control-props.ts';
import type { Choice, Field } from './fields.ts';
import { FileInput } from './file-input.tsx';
import { ACCOUNT_BY_NUMBER, CASE_BY_NUMBER } from './look-ups.ts';
import { NamedControl } from './named-control.tsx';
import { LongText, TypedText } from './text-controls.tsx';
import { TYPED } from './typed.ts';

/** A control for whatever is not made of other fields. */
export function Control(props: ControlProps) {
  const { field } = props;
  switch (field.kind) {
    case 'choice':
      return <ChoiceControl {...props} choices={field.choices} />;
    case 'several':
      return <SeveralControl {...props} choices={field.choices} />;
    case 'confirm':
      return <ConfirmControl {...props} />;
    case 'file':
      return <FileInput {...props} title={field.title} kind={field.fileKind} />;
    case 'number':
      return <TypedText {...props} {...TYPED.number} />;
    case 'date':
      return <TypedText {...props} {...(field.nullable ? TYPED.validity : TYPED.date)} />;
    case 'instant':
      return <TypedText {...props} {...TYPED.instant} />;
    case 'text':
      return <TextControl {...props} control={field.control} />;
    case 'fixed':
    case 'group':
    case 'list':
    case 'variants':
      return null;
  }
}

type TextField = Extract<Field, { control: unknown }>;

function TextControl({ control, ...props }: ControlProps & Pick<TextField, 'control'>) {
  switch (control) {
    case 'branch':
      return <BranchControl {...props} />;
    case 'account':
      return <NamedControl {...props} lookUp={ACCOUNT_BY_NUMBER} />;
    case 'case':
      return <NamedControl {...props} lookUp={CASE_BY_NUMBER} />;
    case 'district':
      return <DistrictControl {...props} />;
    case 'long':
      return <LongText {...props} />;
    case 'money':
    case 'card':
    case 'phone':
      return <TypedText {...props} {...TYPED[control]} />;
    case undefined:
      return <TypedText {...props} />;
  }
}

function ConfirmControl(props: ControlProps) {
  const { field, value, onChange, onLeave } = props;
  const { status: _status, ...rest } = told(props);
  return (
    <Checkbox
      {...rest}
      checked={value === true}
      onBlur={onLeave}
      onChange={({ target }) => {
        onChange(target.checked ? true : undefined);
      }}
    >
      {field.title}
    </Checkbox>
  );
}

interface Choosing extends ControlProps {
  readonly choices: readonly Choice[];
}

const RADIOS_MAX = 5;
const RADIO_CHARACTERS_MAX = 80;

function ChoiceControl(props: Choosing) {
  const { choices } = props;
  const length = choices.reduce((sum, { title }) => sum + title.length, 0);
  const many = choices.length > RADIOS_MAX || length > RADIO_CHARACTERS_MAX;
  return many ? <ManyChoices {...props} /> : <FewChoices {...props} />;
}

/** Side by side: by arrow keys, or by their number. */
function FewChoices(props: Choosing) {
  const { id, value, choices, onChange, onLeave, describedBy, disabled = false } = props;
  const byNumber = (event: KeyboardEvent) => {
    const choice = choices[Number(event.key) - 1];
    if (!choice || disabled || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onChange(choice.value);
  };
  return (
    <div className="field-choices" onKeyDown={byNumber} onBlur={leftWhole(onLeave)}>
      <Radio.Group
        id={id}
        name={id}
        aria-labelledby={`${id}-label`}
        aria-describedby={describedBy}
        options={choices.map((choice) => ({ value: choice.value, label: choice.title }))}
        value={value}
        disabled={disabled}
        onChange={({ target }) => {
          onChange(target.value);
        }}
      />
    </div>
  );
}

/** Told when focus leaves the whole, not when it moves inside. */
function leftWhole(onLeave: () => void) {
  return ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) onLeave();
  };
}

/** In a list that is searched by typing. */
function ManyChoices(props: Choosing) {
  const { field, value, choices, onChange, onLeave } = props;
  return (
    <Select
      {...told(props)}
      className="field-wide"
      options={choices.map((choice) => ({ value: String(choice.value), label: choice.title }))}
      value={codeOf(value)}
      placeholder="请选择"
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={!field.required}
      onChange={(given?: string) => {
        onChange(choices.find((choice) => String(choice.value) === given)?.value);
      }}
      onBlur={onLeave}
    />
  );
}

/** Choices may be numbers or words; a list of options knows words only. */
function codeOf(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function SeveralControl(props: Choosing) {
  const { id, value, choices, onChange, onLeave, describedBy, disabled = false } = props;
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <div
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={describedBy}
      onBlur={leftWhole(onLeave)}
    >
      <Checkbox.Group
        className="field-stack"
        disabled={disabled}
        options={choices.map((choice) => ({ value: String(choice.value), label: choice.title }))}
        value={[...chosen]}
        onChange={onChange}
      />
    </div>
  );
}

function BranchControl(props: ControlProps) {
  const me = useMe();
  const choices = me.centers.flatMap(({ branches }) =>
    branches.map(({ id, name }) => ({ value: id, title: name })),
  );
  return <ManyChoices {...props} choices={choices} />;
}

function DistrictControl(props: ControlProps) {
  const { center } = useMe();
  return <ManyChoices {...props} choices={districtChoices(center)} />;
}
