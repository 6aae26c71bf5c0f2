/** What every control of a form is given, and what it tells a screen reader. */
import type { Field } from './fields.ts';

export interface ControlProps {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  readonly invalid: boolean;
  /** Ids of help and error. */
  readonly describedBy: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onLeave: () => void;
}

/** What every control tells a screen reader. */
export function told({ id, field, invalid, describedBy, disabled }: ControlProps) {
  return {
    id,
    'aria-invalid': invalid,
    'aria-required': field.required,
    ...(describedBy !== undefined && { 'aria-describedby': describedBy }),
    ...(invalid && { status: 'error' as const }),
    ...(disabled !== undefined && { disabled }),
  };
}
