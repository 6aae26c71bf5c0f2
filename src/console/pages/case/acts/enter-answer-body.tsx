/** The transcript of a query that was really made on a platform: what it showed, its serial, its scan. */
import { Alert } from 'antd';
import { OneField } from '../../../forms/form-fields.tsx';
import type { Field } from '../../../forms/fields.ts';
import type { Case } from '../case-data.ts';
import type { ActBodyProps } from './act-form.ts';

export function EnterAnswerBody({ case: of, form }: ActBodyProps) {
  const { field } = form;
  if (field.kind !== 'group') return null;
  const chosen = chosenSystem(form.value);
  const shown = ORDER.flatMap((name) => field.fields.filter((one) => one.name === name)).filter(
    ({ name }) => !SYSTEMS.includes(name) || name === chosen,
  );
  return (
    <>
      <Alert
        className="gap-below"
        type="warning"
        showIcon
        title="只录入在平台上实际查询到的结果，并附查询流水号和扫描件；由另一人核对确认后才据以认定。"
      />
      {shown.map(({ name, field: inner }) => (
        <OneField
          key={name}
          form={name === 'system' ? clearing(form) : form}
          field={name === 'system' ? onlyParked(inner, of) : inner}
          path={[name]}
        />
      ))}
    </>
  );
}

const SYSTEMS: readonly string[] = ['national', 'identity'];
const ORDER = ['system', 'serial', 'queriedAt', 'file', 'national', 'identity', 'reason'];

export function chosenSystem(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('system' in value)) return '';
  return typeof value.system === 'string' ? value.system : '';
}

/** The systems whose answers the parked case lacks. */
export function parkedSystems({ waits }: Case): readonly string[] {
  return waits.flatMap(({ kind, detail }) => {
    const systems = kind === 'parked' ? detail['systems'] : null;
    return Array.isArray(systems) ? systems.filter((one) => typeof one === 'string') : [];
  });
}

function onlyParked(field: Field, of: Case): Field {
  const parked = parkedSystems(of);
  if (field.kind !== 'choice' || parked.length === 0) return field;
  const choices = field.choices.filter(({ value }) => parked.includes(String(value)));
  return { ...field, choices };
}

/** What was typed for one system says nothing of another. */
function clearing(form: ActBodyProps['form']): ActBodyProps['form'] {
  return {
    ...form,
    set: (path, value) => {
      for (const name of SYSTEMS) if (name !== value) form.set([name], undefined);
      form.set(path, value);
    },
  };
}
