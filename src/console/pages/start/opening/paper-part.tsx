/** What the applicant signed. */
import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import { CONSENT_WORDS } from '../../../../cases/wording-consents.ts';
import { CONSENTS } from '../../../../forms/account-opening.ts';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt } from '../../../forms/values.ts';
import { itemsOf } from '../evidence-part.tsx';
import { Section } from './section.tsx';

interface Props {
  readonly form: FormState;
  readonly disabled: boolean;
}

type Consent = (typeof CONSENTS)[number];

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
