/** The form of leaving (退出销户): whose account, to which card; beside it when what is paid, before it is sent. */
import { EXIT_MATERIALS } from '../../../../forms/exit.ts';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import { valueAt } from '../../../forms/values.ts';
import { useAccount } from '../../account/account-queries.ts';
import { AgentSection } from '../agent-section.tsx';
import { EvidencePart } from '../evidence-part.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { Section } from '../opening/section.tsx';
import { SubmitRow } from '../submit-row.tsx';
import { usePrecheck } from '../use-precheck.ts';
import { ExitPanel } from './exit-panel.tsx';

const ASKED = ['identity-document'];

export function ExitForm({ form, submission, branch }: FormInHand) {
  const { pending, unknown, send } = submission;
  const disabled = pending || unknown;
  const preview = usePrecheck('exit', form.content, branch.id);
  const stands = (preview.data?.refusals.length ?? 0) > 0;
  const common = { form, disabled };
  const given = valueAt(form.value, ['account']);
  const account = useAccount(typeof given === 'string' ? given : '', undefined);
  const name = account.data?.person.name;
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={disabled} onSubmit={send}>
        <Section title="退出销户">
          <FieldAt {...common} path={['account']} />
        </Section>
        <Section title="收款卡（本人名下）">
          <FieldAt {...common} path={['bankCard', 'number']} />
          <FieldAt
            {...common}
            path={['bankCard', 'holder']}
            hint={name ? `须为本人（${name}）` : '须为账户本人'}
          />
          <FieldAt {...common} path={['bankCard', 'bank']} />
        </Section>
        <AgentSection form={form} />
        <EvidencePart {...common} kinds={EXIT_MATERIALS} asked={ASKED} />
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={stands ? '按现有情况不予办理，见右侧' : null}
          note="提交后核查贷款，再打印告知书由本人签字"
        />
      </FormFrame>
      <ExitPanel preview={preview} />
    </div>
  );
}
