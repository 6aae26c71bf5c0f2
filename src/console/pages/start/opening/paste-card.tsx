/** The text of a card reader, pasted anywhere on the page, fills the fields it tells of. */
import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { fieldWords } from '../../../../cases/wording-forms.ts';
import { readNumber } from '../../../../domain/identity.ts';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt, withValue, type Path } from '../../../forms/values.ts';
import { readCardText, type CardText } from './card-text.ts';

interface Props {
  readonly form: FormState;
  readonly disabled: boolean;
}

export function PasteCard({ form, disabled }: Props) {
  const [told, setTold] = useState<string | null>(null);
  const fill = useRef<(card: CardText) => void>(() => undefined);
  useEffect(() => {
    fill.current = (card) => {
      const filled = filledBy(card, form.value);
      form.replace(filled.reduce((tree, [path, one]) => withValue(tree, path, one), form.value));
      setTold(filled.map(([path]) => fieldWords(path.join('.')).title).join('、'));
      document.querySelector<HTMLElement>('[data-pointer="/applicant/phone"] input')?.focus();
    };
  });
  useEffect(() => {
    if (disabled) return;
    const paste = (event: ClipboardEvent) => {
      const card = readCardText(event.clipboardData?.getData('text') ?? '');
      if (card === null || document.querySelector('[role=dialog]') !== null) return;
      event.preventDefault();
      event.stopPropagation();
      fill.current(card);
    };
    document.addEventListener('paste', paste, { capture: true });
    return () => {
      document.removeEventListener('paste', paste, { capture: true });
    };
  }, [disabled]);
  return (
    <div role="status">
      {told !== null && (
        <Alert
          className="gap-below"
          type="success"
          title={`已由读卡文本填入：${told}。请与证件原件核对。`}
          closable={{
            closeIcon: true,
            onClose: () => {
              setTold(null);
            },
          }}
        />
      )}
    </div>
  );
}

const ADDRESS = ['applicant', 'address'];

type Filled = readonly (readonly [Path, unknown])[];

/** What the card tells; birth date and sex only where its number does not, no address over a typed one. */
function filledBy(card: CardText, value: unknown): Filled {
  const { type, number, name, address, bornOn, sex, validUntil } = card;
  const reading = readNumber(type, number);
  const tells = reading !== null && reading.birthDigits !== null;
  const document = ['applicant', 'document'];
  const all: readonly (readonly [Path, unknown])[] = [
    [['applicant', 'name'], name],
    [[...document, 'type'], type],
    [[...document, 'number'], number],
    [[...document, 'validUntil'], validUntil],
    [['applicant', 'bornOn'], tells ? undefined : bornOn],
    [['applicant', 'sex'], tells ? undefined : sex],
    [ADDRESS, valueAt(value, ADDRESS) === undefined ? address : undefined],
  ];
  return all.filter(([, one]) => one !== undefined);
}
