/** A field of any schema with all that belongs to it: groups, variants, lists, and single values. */
import { Button, Select } from 'antd';
import { choiceTitle, fieldTitle } from '../../cases/wording-forms.ts';
import { ChoiceControl } from './controls.tsx';
import type { FieldSpec, NamedField } from './describe.ts';
import { Field } from './field.tsx';
import type { SchemaForm } from './form-state.ts';
import { SchemaLeaf, type LeafProps } from './schema-leaf.tsx';
import { isTree, type Path } from './values.ts';

export function SchemaField(props: LeafProps) {
  const { form, spec, path } = props;
  if (spec.kind === 'group') return <Group {...props} fields={spec.fields} />;
  if (spec.kind === 'variants') return <Variants {...props} spec={spec} />;
  if (spec.kind === 'list') return <List {...props} spec={spec} />;
  // One value and no other: nothing to ask, unless it has to be confirmed.
  if (spec.kind === 'fixed' && spec.value !== true) return null;
  return form.hidden.has(String(path[0])) ? null : <SchemaLeaf {...props} />;
}

function Group({
  form,
  path,
  fields,
  disabled = false,
}: LeafProps & { readonly fields: readonly NamedField[] }) {
  const shown = fields.filter(({ name }) => path.length > 0 || !form.hidden.has(name));
  const inside = shown.map(({ name, spec }) => (
    <SchemaField key={name} form={form} spec={spec} path={[...path, name]} disabled={disabled} />
  ));
  const step = path.at(-1);
  if (step === undefined || typeof step === 'number') {
    return <div className="form-grid">{inside}</div>;
  }
  return (
    <fieldset className="form-group">
      <legend>{fieldTitle(path)}</legend>
      <Problem form={form} path={path} />
      <div className="form-grid">{inside}</div>
    </fieldset>
  );
}

/** What is wrong with the whole of a group or a list. */
function Problem({ form, path }: { readonly form: SchemaForm; readonly path: Path }) {
  const problem = form.problemAt(path);
  return problem === null ? null : (
    <div role="alert" className="field-note wrong">
      {problem}
    </div>
  );
}

type Of<Kind extends FieldSpec['kind']> = Extract<FieldSpec, { readonly kind: Kind }>;

function Variants({
  form,
  path,
  spec,
  disabled = false,
}: LeafProps & { readonly spec: Of<'variants'> }) {
  const value = form.at(path);
  const by = [...path, spec.by];
  const fixed = path.length === 0 && form.hidden.has(spec.by);
  const chosen = fixed ? form.content : value;
  const is = isTree(chosen) ? chosen[spec.by] : undefined;
  const variant = spec.variants.find((one) => one.value === is);
  return (
    <>
      {!fixed && (
        <Field form={form} path={by} title={fieldTitle(by)} required group>
          {(control) => (
            <ChoiceControl
              control={control}
              disabled={disabled}
              value={is}
              options={spec.variants.map((one) => ({
                value: one.value,
                title: choiceTitle(by, one.value),
              }))}
              onChange={(next) => {
                form.set(path, { ...(isTree(value) ? value : {}), [spec.by]: next });
              }}
            />
          )}
        </Field>
      )}
      {variant && (
        <Group form={form} spec={spec} path={path} fields={variant.fields} disabled={disabled} />
      )}
    </>
  );
}

function List({ form, path, spec, disabled = false }: LeafProps & { readonly spec: Of<'list'> }) {
  const value = form.at(path);
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const title = fieldTitle(path);
  if (spec.item.kind === 'choice') {
    return <ManyOf {...{ form, path, spec, disabled, items, title }} />;
  }
  return (
    <fieldset className="form-group">
      <legend>{title}</legend>
      <Problem form={form} path={path} />
      {items.map((_, at) => (
        <div className="form-list-item" key={at}>
          <SchemaField form={form} spec={spec.item} path={[...path, at]} disabled={disabled} />
          <Button
            disabled={disabled}
            aria-label={`去掉第${at + 1}项${title}`}
            onClick={() => {
              form.set(
                path,
                items.filter((_item, other) => other !== at),
              );
            }}
          >
            去掉
          </Button>
        </div>
      ))}
      <Button
        className="gap-below"
        disabled={disabled || (spec.max !== null && items.length >= spec.max)}
        onClick={() => {
          form.set(path, [...items, {}]);
        }}
      >
        添加{title}
      </Button>
    </fieldset>
  );
}

interface ManyOfProps extends Required<LeafProps> {
  readonly spec: Of<'list'>;
  readonly items: readonly unknown[];
  readonly title: string;
}

function ManyOf({ form, path, spec, disabled, items, title }: ManyOfProps) {
  const options = spec.item.kind === 'choice' ? spec.item.options : [];
  return (
    <Field form={form} path={path} title={title} required={!spec.optional} wide>
      {({ labelId: _label, status, ...control }) => (
        <Select
          {...control}
          {...(status && { status })}
          mode="multiple"
          disabled={disabled}
          value={items}
          placeholder="可选多项"
          options={options.map((value) => ({ value, label: choiceTitle(path, value) }))}
          onChange={(next: readonly unknown[]) => {
            form.set(path, next);
          }}
        />
      )}
    </Field>
  );
}
