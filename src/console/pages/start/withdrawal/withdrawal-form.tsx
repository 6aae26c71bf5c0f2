/** The form of a withdrawal: whose account, which case of the law, what it is for, what is brought. */
import {
  isWithdrawalReason,
  WITHDRAWAL_MATERIALS,
  type WithdrawalReason,
} from '../../../../domain/vocabulary.ts';
import { closesAccount } from '../../../../domain/closing-withdrawals.ts';
import { WITHDRAWAL_CASES } from '../../../../policy/withdrawal-reasons.ts';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt } from '../../../forms/values.ts';
import type { Schemas } from '../../../api/client.ts';
import { useAccount } from '../../account/account-queries.ts';
import { AgentSection } from '../agent-section.tsx';
import { EvidencePart } from '../evidence-part.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { Section } from '../opening/section.tsx';
import { SubmitRow } from '../submit-row.tsx';
import { usePrecheck } from '../use-precheck.ts';
import { WithdrawalPanel } from './withdrawal-panel.tsx';

export function WithdrawalForm({ form, submission, branch }: FormInHand) {
  const { pending, unknown, send } = submission;
  const disabled = pending || unknown;
  const preview = usePrecheck('withdrawal', form.content, branch.id);
  const told = preview.data;
  const stands = (told?.refusals.length ?? 0) > 0;
  const purpose = purposeIn(form);
  const closes = purpose !== null && closesAccount({ purpose, close: closeIn(form) });
  const common = { form, disabled };
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={disabled} onSubmit={send}>
        <Section title="提取">
          <FieldAt {...common} path={['account']} />
          <FieldAt
            {...common}
            path={['purpose']}
            onFilled={(chosen) => {
              // What is not asked of the case is not sent either.
              const asks = isWithdrawalReason(chosen) && WITHDRAWAL_CASES[chosen].closing;
              if (!asks) form.set(['close'], undefined);
            }}
          />
          {purpose !== null && WITHDRAWAL_CASES[purpose].closing && (
            <FieldAt {...common} path={['close']} />
          )}
          <FieldAt
            {...common}
            path={['amount']}
            hint={closes ? everythingHint(told?.withdrawal) : amountHint(told?.withdrawal)}
            required={!closes}
          />
        </Section>
        {purpose !== null && <PurposePart {...common} purpose={purpose} />}
        <CardPart {...common} />
        <AgentSection form={form} />
        <EvidencePart
          {...common}
          kinds={WITHDRAWAL_MATERIALS}
          asked={told?.withdrawal?.materials.map(({ code }) => code) ?? firstAsked(purpose)}
        />
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={stands ? '按现有内容不准提取，见右侧' : null}
          note="Enter 到下一栏，Ctrl+Enter 提交"
        />
      </FormFrame>
      <WithdrawalPanel preview={preview} />
    </div>
  );
}

interface PartProps {
  readonly form: FormState;
  readonly disabled: boolean;
}

function purposeIn({ value }: FormState): WithdrawalReason | null {
  const given = valueAt(value, ['purpose']);
  return isWithdrawalReason(given) ? given : null;
}

function closeIn({ value }: FormState): boolean | undefined {
  const given = valueAt(value, ['close']);
  return typeof given === 'boolean' ? given : undefined;
}

/** Before the rule has answered: what the case asks of everybody. */
function firstAsked(purpose: WithdrawalReason | null): readonly string[] {
  return ['identity-document', ...(purpose === null ? [] : WITHDRAWAL_CASES[purpose].materials)];
}

type Told = Schemas['WithdrawalPreview'] | null | undefined;

function amountHint(told: Told): string {
  return told ? `今日最多可以提取 ${told.drawable} 元` : '元，两位小数';
}

/** No amount need be named where the account closes. */
function everythingHint(told: Told): string {
  return told
    ? `不填即提取全部本息，今日为 ${told.drawable} 元；付清后注销账户`
    : '不填即提取全部本息，付清后注销账户';
}

/** What the case of the law asks to be stated; nothing else is shown. */
function PurposePart({ purpose, ...common }: PartProps & { readonly purpose: WithdrawalReason }) {
  const { limit, period, window } = WITHDRAWAL_CASES[purpose];
  if (limit === 'balance') return null;
  return (
    <Section title={WITHDRAWAL_CASES[purpose].title}>
      {purpose === 'rent' && (
        <>
          <FieldAt {...common} path={['married']} required />
          <FieldAt {...common} path={['leaseRegistered']} />
          <FieldAt {...common} path={['ownsHome']} required />
        </>
      )}
      <FieldAt {...common} path={['expense', 'amount']} required />
      {window && <FieldAt {...common} path={['expense', 'on']} required />}
      <FieldAt {...common} path={['expense', 'reference']} />
      {period && (
        <>
          <FieldAt {...common} path={['period', 'from']} required />
          <FieldAt {...common} path={['period', 'to']} required />
        </>
      )}
    </Section>
  );
}

/** The holder is the person: the bank compares, and nobody else is paid. */
function CardPart(common: PartProps) {
  const given = valueAt(common.form.value, ['account']);
  const account = useAccount(typeof given === 'string' ? given : '', undefined);
  const name = account.data?.person.name;
  return (
    <Section title="收款卡（本人名下）">
      <FieldAt {...common} path={['bankCard', 'number']} />
      <FieldAt
        {...common}
        path={['bankCard', 'holder']}
        hint={name ? `须为本人（${name}）` : '须为账户本人'}
      />
      <FieldAt {...common} path={['bankCard', 'bank']} />
    </Section>
  );
}
