/** A day or a month typed as digits: 20260831 becomes 2026-08-31 when the field is left. */
import { Input } from 'antd';
import { tidyDay, tidyMonth } from './told-facts.ts';

interface Props {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly of?: 'day' | 'month';
}

/** Stands inside a Form.Item, which hands in value and onChange. */
export function DayInput({ id, value, onChange, of = 'day' }: Props) {
  const tidy = of === 'day' ? tidyDay : tidyMonth;
  return (
    <Input
      {...(id === undefined ? {} : { id })}
      value={value ?? ''}
      placeholder={of === 'day' ? '如 2026-11-23' : '如 2026-11'}
      autoComplete="off"
      maxLength={12}
      onChange={({ target }) => onChange?.(target.value)}
      onBlur={({ target }) => {
        if (target.value !== '') onChange?.(tidy(target.value));
      }}
      // Enter sends the form before the field is left.
      onPressEnter={({ currentTarget }) => onChange?.(tidy(currentTarget.value))}
    />
  );
}
