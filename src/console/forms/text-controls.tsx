/** Text of one line, understood as it is typed, and text of several lines. */
import { Input } from 'antd';
import { useState } from 'react';
import { told, type ControlProps } from './control-props.ts';
import { plainText, type Typed } from './typed.ts';

const AS_IT_IS: Typed = { meant: (text) => text, shown: plainText };

/** What is typed stays as typed until the field is left; what is kept is what it means. */
export function TypedText(props: ControlProps & Partial<Typed>) {
  const { value, onChange, onLeave } = props;
  const { meant = AS_IT_IS.meant, shown = AS_IT_IS.shown, inputMode, suffix } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const isTyped = typed !== null && typed !== '' && meant(typed) === value;
  return (
    <Input
      {...told(props)}
      value={isTyped ? typed : shown(value)}
      autoComplete="off"
      spellCheck={false}
      {...(inputMode !== undefined && { inputMode })}
      {...(suffix !== undefined && { suffix })}
      onChange={({ target }) => {
        setTyped(target.value);
        onChange(target.value === '' ? undefined : meant(target.value));
      }}
      onBlur={() => {
        setTyped(null);
        onLeave();
      }}
    />
  );
}

type TextField = Extract<ControlProps['field'], { max: unknown; control: unknown }>;

export function LongText(props: ControlProps) {
  const { field, value, onChange, onLeave } = props;
  const max = 'control' in field ? (field satisfies TextField).max : undefined;
  return (
    <Input.TextArea
      {...told(props)}
      value={plainText(value)}
      rows={3}
      showCount={max === undefined ? false : { formatter: ({ count }) => `${count} / ${max}` }}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      onBlur={onLeave}
    />
  );
}
