/** The agent's part of a form that is laid out by hand: as in every other form. */
import { OneField } from '../../forms/form-fields.tsx';
import type { FormState } from '../../forms/use-form.ts';

export function AgentSection({ form }: { readonly form: FormState }) {
  const { field } = form;
  const part = field.kind === 'group' ? field.fields.find(({ name }) => name === 'agent') : null;
  if (!part) return null;
  return <OneField form={form} field={part.field} path={['agent']} />;
}
