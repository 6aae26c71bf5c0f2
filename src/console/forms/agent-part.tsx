/** 由谁办理: the person, or an agent with a letter of authority (代理人); the agent's fields only then. */
import { Radio } from 'antd';
import { useId, type ReactNode } from 'react';
import { AGENT_BUSINESSES } from '../../domain/vocabulary.ts';
import type { GroupField } from './fields.ts';
import type { FormState } from './use-form.ts';
import { pointerOf, valueAt, type Path } from './values.ts';

interface Props {
  readonly form: FormState;
  readonly field: GroupField;
  readonly path: Path;
  /** The agent's own fields. */
  readonly children: ReactNode;
}

/** Whether a group is the agent's part of a form, wherever the form has it. */
export function isAgentPart({ place }: GroupField): boolean {
  return place === 'agent' || place.endsWith('.agent');
}

export function AgentPart({ form, field, path, children }: Props) {
  const id = useId();
  const isAgent = valueAt(form.value, path) !== undefined;
  const error = form.errors.get(pointerOf(path));
  return (
    <fieldset className="field-group">
      <legend id={id}>由谁办理</legend>
      <div className="field">
        <Radio.Group
          aria-labelledby={id}
          value={isAgent}
          options={[
            { value: false, label: '本人' },
            { value: true, label: '代理人（凭授权委托书）' },
          ]}
          onChange={({ target }) => {
            form.set(path, target.value === true ? begun(field) : undefined);
          }}
        />
        {error !== undefined && <p className="field-error">{error}</p>}
      </div>
      {isAgent && (
        <>
          <p className="quiet tight">{field.help}</p>
          <div className="agent-fields">{children}</div>
        </>
      )}
    </fieldset>
  );
}

/** The letter is for this business at least; what else it is for is on it. */
function begun({ place }: GroupField): unknown {
  const business = AGENT_BUSINESSES.find((one) => place.startsWith(`${one}.`));
  return { authority: { businesses: business === undefined ? [] : [business] } };
}
