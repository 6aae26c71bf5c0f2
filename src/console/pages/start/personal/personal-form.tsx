/** The form of a change of personal data (信息变更): whose, what is to be different, the scans of it. */
import { PERSONAL_CARD_NOTE } from '../../../../cases/wording-personal-change.ts';
import { PERSONAL_CHANGE_MATERIALS } from '../../../../domain/vocabulary.ts';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import { valueAt } from '../../../forms/values.ts';
import { EvidencePart } from '../evidence-part.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { Section } from '../opening/section.tsx';
import { SubmitRow } from '../submit-row.tsx';
import { usePrecheck } from '../use-precheck.ts';
import { PersonalPanel } from './personal-panel.tsx';

const ASKED = ['identity-document'];

export function PersonalForm({ form, submission, branch }: FormInHand) {
  const { pending, unknown, send } = submission;
  const disabled = pending || unknown;
  const preview = usePrecheck('personal-change', form.content, branch.id);
  const stands = (preview.data?.refusals.length ?? 0) > 0;
  const common = { form, disabled };
  const hasDocument = valueAt(form.value, ['document']) !== undefined;
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={disabled} onSubmit={send}>
        <Section title="本人">
          <FieldAt {...common} path={['account']} />
        </Section>
        <Section title="新的姓名、联系方式（不变的不填）">
          <FieldAt {...common} path={['name']} />
          <FieldAt {...common} path={['phone']} />
          <FieldAt {...common} path={['address']} />
        </Section>
        <Section title="新的身份证件（不变的不填）">
          <FieldAt {...common} path={['document', 'type']} required={hasDocument} />
          <FieldAt {...common} path={['document', 'number']} required={hasDocument} />
          <FieldAt {...common} path={['document', 'validUntil']} />
          <FieldAt {...common} path={['bornOn']} />
          <FieldAt {...common} path={['numberWasWrong']} />
        </Section>
        <EvidencePart
          {...common}
          kinds={PERSONAL_CHANGE_MATERIALS}
          asked={preview.data?.personalChange?.materials.map(({ code }) => code) ?? ASKED}
        />
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={stands ? '按现有内容不予变更，见右侧' : null}
          note={PERSONAL_CARD_NOTE}
        />
      </FormFrame>
      <PersonalPanel preview={preview} />
    </div>
  );
}
