/** The scans that a case asks for, by kind; others may be added. */
import { Select } from 'antd';
import { useId, useState } from 'react';
import { fileKindTitle } from '../../../cases/wording-things.ts';
import { FileInput, type FileInputProps } from '../../forms/file-input.tsx';
import type { FormState } from '../../forms/use-form.ts';
import { isFields, valueAt } from '../../forms/values.ts';
import { Section } from './opening/section.tsx';

interface Props {
  readonly form: FormState;
  readonly disabled: boolean;
}

type Item = Readonly<Record<string, unknown>>;

export function itemsOf(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

type Kind = string;

interface EvidenceProps extends Props {
  /** Every kind of material that the form takes, in the order in which it is shown. */
  readonly kinds: readonly Kind[];
  /** What this case needs; others may be added. */
  readonly asked: readonly Kind[];
}

export function EvidencePart({ form, disabled, kinds, asked }: EvidenceProps) {
  const [more, setMore] = useState<readonly Kind[]>([]);
  const files = itemsOf(valueAt(form.value, ['evidence']));
  const present = kinds.filter((kind) => files.some((one) => one['kind'] === kind));
  const shown = kinds.filter((kind) => [...asked, ...present, ...more].includes(kind));
  const rest = kinds.filter((kind) => !shown.includes(kind));
  return (
    <Section title="材料影像">
      {shown.map((kind) => (
        <Evidence key={kind} {...{ form, disabled, kind, files }} needed={asked.includes(kind)} />
      ))}
      {rest.length > 0 && (
        <div className="wide gap-below">
          <Select<Kind | null>
            className="evidence-more"
            aria-label="添加其他材料"
            placeholder="添加其他材料"
            disabled={disabled}
            value={null}
            options={rest.map((kind) => ({ value: kind, label: fileKindTitle(kind) }))}
            onChange={(kind) => {
              if (kind !== null) setMore([...more, kind]);
            }}
          />
        </div>
      )}
    </Section>
  );
}

interface OfKind extends Props {
  readonly kind: Kind;
  readonly needed: boolean;
  readonly files: readonly Item[];
}

/** One kind of material: as many scans as it has pages. */
function Evidence({ form, disabled, kind, needed, files }: OfKind) {
  const id = useId();
  const title = fileKindTitle(kind);
  const own = files.filter((one) => one['kind'] === kind);
  const replace = (before: unknown, file: string | undefined) => {
    form.change(['evidence'], (now) =>
      itemsOf(now).flatMap((one) => {
        if (one['file'] !== before) return [one];
        return file === undefined ? [] : [{ kind, file }];
      }),
    );
  };
  const add = (file: string | undefined) => {
    if (file === undefined) return;
    form.change(['evidence'], (now) => [...itemsOf(now), { kind, file }]);
  };
  return (
    <div className="evidence">
      <span>
        {title}
        {needed && (
          <span className="field-must" aria-hidden>
            *
          </span>
        )}
      </span>
      <div className="evidence-files">
        {own.map(({ file: kept }, at) => (
          <Page
            key={String(kept)}
            {...{ id: `${id}-${at}`, kind, disabled }}
            title={at === 0 ? title : `${title}第${at + 1}页`}
            value={kept}
            onChange={(file) => {
              replace(kept, file);
            }}
          />
        ))}
        <Page
          key="next"
          {...{ id: `${id}-next`, kind, disabled }}
          title={own.length === 0 ? title : `${title}第${own.length + 1}页`}
          value={undefined}
          onChange={add}
        />
      </div>
    </div>
  );
}

/** A page of a material: its name is read out, the eye sees it at the left. */
function Page(
  props: Pick<FileInputProps, 'id' | 'kind' | 'title' | 'value' | 'onChange'> & {
    readonly disabled: boolean;
  },
) {
  return (
    <div>
      <label className="for-readers" htmlFor={props.id}>
        {props.title}
      </label>
      <FileInput {...props} />
    </div>
  );
}
