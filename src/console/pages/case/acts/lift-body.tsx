/** Lifting a measure: of those that are in force now; a ban by statute is nobody's to shorten. */
import { Alert } from 'antd';
import { OneField } from '../../../forms/form-fields.tsx';
import type { Field } from '../../../forms/fields.ts';
import type { Case } from '../case-data.ts';
import type { ActBodyProps } from './act-form.ts';

/** 法定限制期. */
const BAN = 'ban';

export function LiftBody({ case: of, form }: ActBodyProps) {
  const { field } = form;
  if (field.kind !== 'group') return null;
  const inForce = measuresInForce(of);
  return (
    <>
      {inForce.includes(BAN) && (
        <Alert
          className="gap-below"
          type="info"
          showIcon
          title="法定限制期不能提前解除，这里只列其余措施。"
        />
      )}
      {field.fields.map(({ name, field: inner }) => (
        <OneField
          key={name}
          form={form}
          field={name === 'measure' ? onlyLiftable(inner, inForce) : inner}
          path={[name]}
        />
      ))}
    </>
  );
}

function measuresInForce({ detail }: Case): readonly string[] {
  const { measures } = detail;
  return Array.isArray(measures) ? measures.filter((one) => typeof one === 'string') : [];
}

function onlyLiftable(field: Field, inForce: readonly string[]): Field {
  if (field.kind !== 'choice') return field;
  const choices = field.choices.filter(
    ({ value }) => value !== BAN && inForce.includes(String(value)),
  );
  return { ...field, choices };
}
