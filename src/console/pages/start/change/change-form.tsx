/** The form of a change of the contribution: what is agreed now beside what is to be different. */
import { useMemo } from 'react';
import { Link } from 'react-router';
import { clauseTitle } from '../../../../policy/clauses.ts';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import type { FormState } from '../../../forms/use-form.ts';
import { valueAt } from '../../../forms/values.ts';
import { Amount } from '../../../parts/amount.tsx';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { PageLoading } from '../../../parts/page.tsx';
import { PersonName } from '../../../parts/person-name.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { useAccount, type Account } from '../../account/account-queries.ts';
import { AgentSection } from '../agent-section.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { Section } from '../opening/section.tsx';
import { ChangePanel } from './change-panel.tsx';
import { SubmitRow } from '../submit-row.tsx';
import { usePrecheck } from '../use-precheck.ts';

export function ChangeForm(inHand: FormInHand) {
  const given = valueAt(inHand.form.value, ['account']);
  const id = typeof given === 'string' ? given : '';
  const account = useAccount(id, undefined);
  if (id === '') return <NoAccount />;
  if (account.isError) {
    return <ProblemNote error={account.error} onRepeat={() => void account.refetch()} />;
  }
  if (!account.data) return <PageLoading />;
  return <Filled {...inHand} account={account.data} />;
}

/** A change is begun where one sees what is agreed now. */
function NoAccount() {
  return (
    <>
      <p>缴存变更从账户页发起：先按姓名、证件或账号找到本人，打开账户，再选“变更缴存”。</p>
      <ClauseLink id="liaoning-4" title={clauseTitle('liaoning-4')} />
    </>
  );
}

function Filled({ form, submission, branch, account }: FormInHand & { readonly account: Account }) {
  const { pending, unknown, send } = submission;
  const disabled = pending || unknown;
  const preview = usePrecheck('contribution-change', form.content, branch.id);
  const refused = (preview.data?.refusals.length ?? 0) > 0;
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={disabled} onSubmit={send}>
        <Now account={account} />
        <TermsPart form={form} disabled={disabled} limits={preview.data?.limits ?? null} />
        <CardPart form={form} disabled={disabled} account={account} />
        <AgentSection form={form} />
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={refused ? '按现有内容不能办理，见右侧' : null}
          note="只填要变更的；Enter 到下一栏，Ctrl+Enter 提交"
        />
      </FormFrame>
      <ChangePanel preview={preview} />
    </div>
  );
}

function Now({ account }: { readonly account: Account }) {
  const plan = account.plans.at(-1);
  return (
    <fieldset className="field-group">
      <legend>现在的约定</legend>
      <p className="tight">
        <PersonName person={account.person} />
        ，账户 <Link to={`/accounts/${account.id}`}>尾号{account.number.slice(-4)}</Link>
        {plan && (
          <>
            ：每月 <Amount of={plan.monthlyAmount} /> 元，{plan.cycleTitle}，每期扣款日{' '}
            {plan.debitDay} 日
          </>
        )}
        {account.mandate?.card && (
          <>
            ，{account.mandate.card.bank} 尾号 {account.mandate.card.number.slice(-4)}
          </>
        )}
        。
      </p>
    </fieldset>
  );
}

interface PartProps {
  readonly form: FormState;
  readonly disabled: boolean;
}

type Limits = { readonly min: string; readonly max: string } | null;

function TermsPart({ form, disabled, limits }: PartProps & { readonly limits: Limits }) {
  const common = { form, disabled };
  const hint = limits && `每月 ${limits.min} 至 ${limits.max} 元；不变的不填`;
  return (
    <Section title="要变更的约定">
      <FieldAt {...common} path={['monthlyAmount']} {...(hint !== null && { hint })} />
      <FieldAt {...common} path={['cycle']} />
      <FieldAt {...common} path={['debitDay']} />
    </Section>
  );
}

/** The holder is the person: the name is filled in, and the bank says the rest. */
function CardPart({ form, disabled, account }: PartProps & { readonly account: Account }) {
  const common = { form, disabled };
  const started = useMemo(() => valueAt(form.value, ['bankCard']) !== undefined, [form.value]);
  return (
    <Section title="换卡（不换不填）">
      <FieldAt {...common} path={['bankCard', 'number']} required={started} />
      <FieldAt
        {...common}
        path={['bankCard', 'holder']}
        hint={`须为本人（${account.person.name}）`}
        required={started}
      />
      <FieldAt {...common} path={['bankCard', 'bank']} required={started} />
    </Section>
  );
}
