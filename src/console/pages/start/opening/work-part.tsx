/** Where the person lives and works, and what they declare. */
import { FieldAt } from '../../../forms/single-field.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt } from '../../../forms/values.ts';
import { Section } from './section.tsx';
import { youngPeople, type OpeningView } from './opening-view.ts';

interface Props {
  readonly form: FormState;
  readonly view: OpeningView | null;
  readonly disabled: boolean;
}

export function ContactPart({ form, disabled }: Omit<Props, 'view'>) {
  const common = { form, disabled, required: true };
  return (
    <Section title="联系方式和所在区县">
      <FieldAt {...common} path={['applicant', 'phone']} />
      <FieldAt {...common} path={['applicant', 'address']} />
      <FieldAt {...common} path={['district']} hint="月缴存额下限随区县而定" />
    </Section>
  );
}

export function WorkPart({ form, view, disabled }: Props) {
  const common = { form, disabled };
  const base50 = valueAt(form.value, ['retirementBase']) === 50;
  return (
    <Section title="就业情况和声明">
      <FieldAt {...common} required path={['employment', 'form']} />
      <FieldAt {...common} required path={['employment', 'occupation']} />
      <FieldAt {...common} required path={['fullCapacity']} />
      <FieldAt {...common} path={['drawsPension']} hint="不选即为否" />
      {view?.underAge === true && (
        <FieldAt
          {...common}
          required
          path={['livesOnOwnIncome']}
          hint={`${youngPeople(view.figures)}：须附本人劳动收入材料`}
        />
      )}
      {view?.person?.sex === 'F' && (
        <FieldAt
          {...common}
          path={['retirementBase']}
          allowed={[55, 50]}
          hint={
            base50
              ? '须附养老保险参保记录'
              : `不选按${String(view.figures.retirementBaseFemale)}周岁`
          }
        />
      )}
    </Section>
  );
}
