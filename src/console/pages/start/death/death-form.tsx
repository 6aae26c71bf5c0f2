/** The form of a payment after a death: by its schema, with what each heir would be paid beside it. */
import { FormFields } from '../../../forms/form-fields.tsx';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { isFields, valueAt } from '../../../forms/values.ts';
import type { FormInHand } from '../form-in-hand.ts';
import { SubmitRow } from '../submit-row.tsx';
import { usePrecheck } from '../use-precheck.ts';
import { DeathPanel } from './death-panel.tsx';

export function DeathForm({ form, submission, branch }: FormInHand) {
  const { pending, unknown, send } = submission;
  const preview = usePrecheck('death-payout', form.content, branch.id);
  const stands = (preview.data?.refusals.length ?? 0) > 0;
  const heirs = valueAt(form.value, ['heirs']);
  const names = Array.isArray(heirs) ? heirs.map((one: unknown) => nameOf(one)) : [];
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={pending || unknown} onSubmit={send}>
        <FormFields form={form} />
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={stands ? '按现有情况不准提取，见右侧' : null}
          note="Enter 到下一栏，Ctrl+Enter 提交"
        />
      </FormFrame>
      <DeathPanel preview={preview} names={names} />
    </div>
  );
}

function nameOf(heir: unknown): string {
  const name = isFields(heir) ? heir['name'] : undefined;
  return typeof name === 'string' ? name : '';
}
