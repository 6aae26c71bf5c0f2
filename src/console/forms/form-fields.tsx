/** The fields of a form, whatever they are made of: groups, lists, shapes, single controls. */
import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Radio } from 'antd';
import { useId } from 'react';
import { AgentPart, isAgentPart } from './agent-part.tsx';
import type { Field } from './fields.ts';
import { SingleField } from './single-field.tsx';
import type { FormState } from './use-form.ts';
import { pointerOf, valueAt, type Path } from './values.ts';
import './form.css';

interface Props {
  readonly form: FormState;
  readonly field: Field;
  readonly path: Path;
  /** Fields that somebody else fills in, by JSON pointer. */
  readonly without?: ReadonlySet<string>;
}

/** A whole form: the fields of its outermost group without a frame. */
export function FormFields({ form, without }: Pick<Props, 'form' | 'without'>) {
  const { field } = form;
  const given = { form, ...(without !== undefined && { without }) };
  if (field.kind !== 'group') return <OneField {...given} field={field} path={[]} />;
  return (
    <>
      {field.fields.map(({ name, field: inner }) => (
        <OneField key={name} {...given} field={inner} path={[name]} />
      ))}
    </>
  );
}

export function OneField(props: Props) {
  const { field, path, without } = props;
  if (without?.has(pointerOf(path))) return null;
  switch (field.kind) {
    case 'fixed':
      return null;
    case 'group':
      // An act about the agent has nothing to choose: its fields are a group like any other.
      return isAgentPart(field) && !field.required ? (
        <AgentPart {...props} field={field}>
          <Fields {...props} field={field} />
        </AgentPart>
      ) : (
        <Group {...props} field={field} />
      );
    case 'list':
      return <List {...props} field={field} />;
    case 'variants':
      return <Variants {...props} field={field} />;
    case 'choice':
    case 'several':
    case 'confirm':
    case 'file':
    case 'text':
    case 'date':
    case 'instant':
    case 'number':
      return <SingleField {...props} />;
  }
}

type Of<Kind extends Field['kind']> = Omit<Props, 'field'> & {
  readonly field: Extract<Field, { kind: Kind }>;
};

function Group(props: Of<'group'>) {
  return (
    <fieldset className="field-group">
      <legend>{props.field.title}</legend>
      <Fields {...props} />
    </fieldset>
  );
}

function Fields({ field, path, ...rest }: Of<'group'>) {
  return field.fields.map(({ name, field: inner }) => (
    <OneField key={name} {...rest} field={inner} path={[...path, name]} />
  ));
}

function List({ form, field, path, ...rest }: Of<'list'>) {
  const value = valueAt(form.value, path);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const full = field.max !== undefined && items.length >= field.max;
  const error = form.errors.get(pointerOf(path));
  return (
    <fieldset className="field-group">
      <legend>{field.title}</legend>
      {field.help !== undefined && <p className="quiet tight">{field.help}</p>}
      {items.map((_, index) => (
        // The n-th item stays the n-th: what was typed belongs to its place.
        <div className="field-item" key={index}>
          <Item form={form} field={field.item} path={[...path, index]} {...rest} />
          <Button
            type="text"
            icon={<MinusCircleOutlined />}
            aria-label={`删除第${index + 1}项${field.title}`}
            onClick={() => {
              form.remove(path, index);
            }}
          />
        </div>
      ))}
      {error !== undefined && <p className="field-error">{error}</p>}
      <Button
        size="small"
        icon={<PlusOutlined />}
        disabled={full}
        onClick={() => {
          form.set([...path, items.length], field.item.kind === 'group' ? {} : '');
        }}
      >
        添加{field.title}
      </Button>
    </fieldset>
  );
}

/** An item of a list stands without a frame of its own. */
function Item({ field, path, ...rest }: Props) {
  if (field.kind !== 'group') return <OneField {...rest} field={field} path={path} />;
  return (
    <div className="field-row">
      {field.fields.map(({ name, field: inner }) => (
        <OneField key={name} {...rest} field={inner} path={[...path, name]} />
      ))}
    </div>
  );
}

function Variants({ form, field, path, ...rest }: Of<'variants'>) {
  const id = useId();
  const at = [...path, field.by];
  const chosen = valueAt(form.value, at);
  const variant = field.variants.find(({ choice }) => choice.value === chosen);
  const by = variant?.field.fields.find(({ name }) => name === field.by)?.field.title;
  return (
    <>
      <div className="field">
        <span className="field-label" id={id}>
          {by ?? field.title}
        </span>
        <Radio.Group
          aria-labelledby={id}
          value={chosen}
          options={field.variants.map(({ choice }) => ({
            value: choice.value,
            label: choice.title,
          }))}
          onChange={({ target }) => {
            form.set(at, target.value);
          }}
        />
      </div>
      {variant?.field.fields.map(({ name, field: inner }) => (
        <OneField key={name} {...rest} form={form} field={inner} path={[...path, name]} />
      ))}
    </>
  );
}
