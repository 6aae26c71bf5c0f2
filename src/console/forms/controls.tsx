/** The controls of fields: text that is understood as it is typed, choices, yes and no. */
import { Checkbox, Input, Radio, Select } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import type { Option } from './describe.ts';
import type { ControlProps } from './field.tsx';

interface Controlled<T> {
  readonly control: ControlProps;
  readonly value: unknown;
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
}

interface TextProps extends Controlled<unknown> {
  /** What is meant by a text. */
  readonly meant?: (text: string) => unknown;
  /** How a value is shown while nobody is typing it. */
  readonly shown?: (value: unknown) => string;
  readonly placeholder?: string;
  readonly inputMode?: 'numeric' | 'decimal' | 'tel';
  readonly suffix?: string;
}

const same = (text: string) => text;

/** Texts and numbers as they are; what has no text is empty. */
export function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** One line. What is typed stays as typed until the field is left. */
export function TextControl(props: TextProps) {
  const { control, value, onChange, meant = same, shown = plainText, disabled = false } = props;
  const { labelId: _label, status, onBlur, ...aria } = control;
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && typed !== '' && meant(typed) === value;
  const text = isTyped ? typed : shown(value);
  return (
    <Input
      {...aria}
      {...(status && { status })}
      value={text}
      disabled={disabled}
      autoComplete="off"
      spellCheck={false}
      {...(props.placeholder !== undefined && { placeholder: props.placeholder })}
      {...(props.inputMode && { inputMode: props.inputMode })}
      {...(props.suffix !== undefined && { suffix: props.suffix })}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(target.value === '' ? undefined : meant(target.value));
      }}
      onBlur={() => {
        setTyped(null);
        onBlur();
      }}
    />
  );
}

export function LongTextControl({
  control,
  value,
  onChange,
  disabled = false,
}: Controlled<string>) {
  const { labelId: _label, status, onBlur, ...aria } = control;
  return (
    <Input.TextArea
      {...aria}
      {...(status && { status })}
      value={typeof value === 'string' ? value : ''}
      disabled={disabled}
      rows={3}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      onBlur={onBlur}
    />
  );
}

interface ChoiceProps extends Controlled<Option | undefined> {
  readonly options: readonly { readonly value: Option; readonly title: string }[];
  readonly clearable?: boolean;
}

/** Few: side by side, by arrow keys or by their number. Many: a list that is searched by typing. */
export function ChoiceControl(props: ChoiceProps) {
  return props.options.length <= FEW ? <FewChoices {...props} /> : <ManyChoices {...props} />;
}

export const FEW = 5;

function FewChoices({ control, value, onChange, options, disabled = false }: ChoiceProps) {
  const byNumber = (event: KeyboardEvent) => {
    const option = options[Number(event.key) - 1];
    if (!option || disabled || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onChange(option.value);
  };
  return (
    <div className="form-choices" onKeyDown={byNumber} onBlur={leftWhole(control.onBlur)}>
      <Radio.Group
        aria-labelledby={control.labelId}
        aria-describedby={control['aria-describedby']}
        aria-required={control['aria-required']}
        name={control.id}
        value={value}
        disabled={disabled}
        options={options.map((one) => ({ value: one.value, label: one.title }))}
        onChange={({ target }) => {
          onChange(target.value as Option);
        }}
      />
    </div>
  );
}

/** Told when focus leaves the whole, not when it moves inside. */
export function leftWhole(onBlur: () => void) {
  return ({ currentTarget, relatedTarget }: React.FocusEvent) => {
    if (!(relatedTarget instanceof Node) || !currentTarget.contains(relatedTarget)) onBlur();
  };
}

function ManyChoices(props: ChoiceProps) {
  const { control, value, onChange, options, clearable = false, disabled = false } = props;
  const { labelId: _label, status, ...rest } = control;
  const chosen = options.find((one) => one.value === value)?.value;
  return (
    <Select<Option>
      {...rest}
      {...(status && { status })}
      {...(chosen !== undefined && { value: chosen })}
      disabled={disabled}
      allowClear={clearable}
      showSearch={{ optionFilterProp: 'label' }}
      placeholder="请选择"
      options={options.map((one) => ({ value: one.value, label: one.title }))}
      onChange={(next: Option | undefined) => {
        onChange(next);
      }}
    />
  );
}

const YES_NO = [
  { value: 'yes', title: '是' },
  { value: 'no', title: '否' },
] as const;

export function BooleanControl({ value, onChange, ...props }: Controlled<boolean>) {
  return (
    <FewChoices
      {...props}
      options={YES_NO}
      value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
      onChange={(choice) => {
        onChange(choice === 'yes');
      }}
    />
  );
}

/** To be ticked, or the form cannot be sent. */
export function TickControl(props: Controlled<boolean> & { readonly title: string }) {
  const { control, value, onChange, title, disabled = false } = props;
  const { id, onBlur, 'aria-invalid': invalid, 'aria-describedby': describedBy } = control;
  return (
    <Checkbox
      id={id}
      checked={value === true}
      disabled={disabled}
      aria-invalid={invalid}
      aria-describedby={describedBy}
      onBlur={onBlur}
      onChange={({ target }) => {
        onChange(target.checked);
      }}
    >
      {title}
    </Checkbox>
  );
}
