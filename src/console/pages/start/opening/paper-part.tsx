/** What the applicant signed, and the scans that the case asks for. */
import { Button, Checkbox, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { CONSENT_WORDS } from '../../../../cases/wording-consents.ts';
import { fileKindTitle } from '../../../../cases/wording-things.ts';
import { CONSENTS, EVIDENCE_KINDS } from '../../../../forms/account-opening.ts';
import { FileInput, type FileInputProps } from '../../../forms/file-input.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { isFields, valueAt } from '../../../forms/values.ts';
import { Section } from './section.tsx';

interface Props {
  readonly form: FormState;
  readonly disabled: boolean;
}

type Consent = (typeof CONSENTS)[number];

type Item = Readonly<Record<string, unknown>>;

function itemsOf(value: unknown): readonly Item[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function ConsentPart({ form, disabled }: Props) {
  const [read, setRead] = useState<Consent | null>(null);
  const given = itemsOf(valueAt(form.value, ['consents']));
  const tick = (kind: Consent, on: boolean) => {
    const { version } = CONSENT_WORDS[kind];
    const one = { kind, version, givenAt: new Date().toISOString() };
    form.change(['consents'], (now) => {
      const rest = itemsOf(now).filter((other) => other['kind'] !== kind);
      return on ? [...rest, one] : rest;
    });
  };
  return (
    <Section title="申请人已阅读并签署">
      <div className="wide">
        {CONSENTS.map((kind) => (
          <div className="consent-line" key={kind}>
            <Checkbox
              checked={given.some((one) => one['kind'] === kind)}
              disabled={disabled}
              onChange={({ target }) => {
                tick(kind, target.checked);
              }}
            >
              {CONSENT_WORDS[kind].title}
              {!CONSENT_WORDS[kind].needed && <span className="quiet">（可不同意）</span>}
            </Checkbox>
            <Button
              type="link"
              size="small"
              aria-label={`${CONSENT_WORDS[kind].title}原文`}
              onClick={() => {
                setRead(kind);
              }}
            >
              原文
            </Button>
          </div>
        ))}
      </div>
      <Modal
        open={read !== null}
        title={read === null ? '' : CONSENT_WORDS[read].title}
        footer={null}
        onCancel={() => {
          setRead(null);
        }}
      >
        <p className="law-text">{read === null ? '' : CONSENT_WORDS[read].text}</p>
        <p className="quiet">文本版本 {read === null ? '' : CONSENT_WORDS[read].version}</p>
      </Modal>
    </Section>
  );
}

type Kind = (typeof EVIDENCE_KINDS)[number];

interface EvidenceProps extends Props {
  /** What this case needs; others may be added. */
  readonly asked: readonly Kind[];
}

export function EvidencePart({ form, disabled, asked }: EvidenceProps) {
  const [more, setMore] = useState<readonly Kind[]>([]);
  const files = itemsOf(valueAt(form.value, ['evidence']));
  const present = EVIDENCE_KINDS.filter((kind) => files.some((one) => one['kind'] === kind));
  const shown = EVIDENCE_KINDS.filter((kind) => [...asked, ...present, ...more].includes(kind));
  const rest = EVIDENCE_KINDS.filter((kind) => !shown.includes(kind));
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
