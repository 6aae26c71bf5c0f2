/** Who applies: the document first, then what its number does not tell. */
import { Button } from 'antd';
import type { Sex } from '../../../../domain/vocabulary.ts';
import { fieldWords } from '../../../../cases/wording-forms.ts';
import { FieldAt } from '../../../forms/single-field.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { isFields, valueAt } from '../../../forms/values.ts';
import { Section } from './section.tsx';
import { readingOf, warningAt } from './opening-notes.ts';
import type { OpeningView, Person } from './opening-view.ts';

interface Props {
  readonly form: FormState;
  readonly view: OpeningView | null;
  readonly disabled: boolean;
}

export function IdentityPart({ form, view, disabled }: Props) {
  const reading = readingOf(form.value);
  const common = { form, disabled };
  return (
    <Section title="身份证件">
      <FieldAt {...common} path={['applicant', 'name']} onFilled={holderFollows(form)} />
      <FieldAt {...common} path={['applicant', 'document', 'type']} />
      <FieldAt
        {...common}
        path={['applicant', 'document', 'number']}
        hint={view?.person ? <PersonLine person={view.person} /> : undefined}
      />
      <FieldAt
        {...common}
        path={['applicant', 'document', 'validUntil']}
        warning={warningAt(view, form.value, '/applicant/document/validUntil')}
      />
      {reading !== null && !reading.tellsBirth && (
        <FieldAt
          {...common}
          required
          path={['applicant', 'bornOn']}
          warning={warningAt(view, form.value, '/applicant/bornOn')}
        />
      )}
      {reading !== null && !reading.tellsSex && (
        <FieldAt {...common} required path={['applicant', 'sex']} />
      )}
      <OtherDocuments {...common} />
    </Section>
  );
}

/** The card is the applicant's own: the holder follows the name until it is typed otherwise. */
function holderFollows(form: FormState) {
  const before = valueAt(form.value, ['applicant', 'name']);
  return (name: unknown) => {
    form.change(['bankCard'], (card) =>
      isFields(card) && card['holder'] !== undefined && card['holder'] === before
        ? { ...card, holder: name }
        : card,
    );
  };
}

const SEX_WORDS: Readonly<Record<Sex, string>> = { M: '男', F: '女' };

export function PersonLine({ person }: { readonly person: Person }) {
  return (
    <>
      {SEX_WORDS[person.sex]}，{person.bornOn} 出生，{person.age}周岁
    </>
  );
}

function OtherDocuments({ form, disabled }: Omit<Props, 'view'>) {
  const path = ['applicant', 'otherDocuments'];
  const value = valueAt(form.value, path);
  const items = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const { title } = fieldWords('otherDocuments');
  return (
    <>
      {items.map((_, at) => (
        <div className="form-list-item" key={at}>
          <div className="form-grid">
            <FieldAt {...{ form, disabled }} path={[...path, at, 'type']} />
            <FieldAt {...{ form, disabled }} path={[...path, at, 'number']} />
          </div>
          <Button
            disabled={disabled}
            aria-label={`去掉第${at + 1}份其他证件`}
            onClick={() => {
              form.remove(path, at);
            }}
          >
            去掉
          </Button>
        </div>
      ))}
      <div className="wide">
        <Button
          size="small"
          type="link"
          disabled={disabled || items.length >= 5}
          onClick={() => {
            form.set(path, [...items, {}]);
          }}
        >
          添加{title}（同一人的旧证、通行证等）
        </Button>
      </div>
    </>
  );
}
