/** The form of going on with an account: that of an opening, with the account and what it means for the months. */
import { useMemo } from 'react';
import { clauseTitle } from '../../../../policy/clauses.ts';
import { ClauseLink } from '../../../parts/clause-link.tsx';
import { Day } from '../../../parts/when.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import { isFields } from '../../../forms/values.ts';
import type { Schemas } from '../../../api/client.ts';
import type { FormInHand } from '../form-in-hand.ts';
import { JoiningForm } from '../opening/opening-form.tsx';
import { Section } from '../opening/section.tsx';
import { Refusals } from '../preview-panel.tsx';
import { usePrecheck } from '../use-precheck.ts';

type TakeUp = NonNullable<Schemas['Precheck']['takeUp']>;

export const ConversionForm = (inHand: FormInHand) => (
  <TakeUpForm {...inHand} type="conversion-to-flexible" act="转换" />
);
export const ResumptionForm = (inHand: FormInHand) => (
  <TakeUpForm {...inHand} type="resumption" act="恢复缴存" />
);

function TakeUpForm({ type, act, ...inHand }: FormInHand & { type: string; act: string }) {
  const { form, submission, branch } = inHand;
  const preview = usePrecheck(type, form.content, branch.id);
  // The rest of the form is that of an opening, and is judged as such.
  const content = useMemo(() => withoutAccount(form.content), [form.content]);
  return (
    <JoiningForm
      {...inHand}
      content={content}
      act={act}
      first={
        <Section title="原账户">
          <FieldAt
            form={form}
            disabled={submission.pending || submission.unknown}
            path={['account']}
            required
          />
        </Section>
      }
      told={
        <>
          <h3>账户和连续缴存</h3>
          {preview.data === undefined ? (
            <Before />
          ) : (
            <>
              <Refusals of={preview.data.refusals.filter(({ code }) => ownReason(code))} />
              {preview.data.takeUp && <Months told={preview.data.takeUp} />}
            </>
          )}
        </>
      }
    />
  );
}

/** What the rest of the panel tells already is not told twice. */
function ownReason(code: string): boolean {
  return !['under-16', 'minor-without-own-income', 'retired', 'pensioner'].includes(code);
}

function withoutAccount(content: unknown): unknown {
  if (!isFields(content)) return content;
  const { account: _account, ...rest } = content;
  return rest;
}

function Before() {
  return (
    <p className="quiet tight">
      填好账户、证件和缴存选择后，这里说明能否沿用原账户、首期月份和连续缴存。
      <ClauseLink id="liaoning-3" title={clauseTitle('liaoning-3')} />
    </p>
  );
}

function Months({ told }: { readonly told: TakeUp }) {
  const { last4, stateTitle, sourceTitle, sealedOn, paidTo, firstMonth, keptThrough } = told;
  const { outcome, text, remedy, continuity, continuityText } = told;
  return (
    <>
      <p className="tight">
        账户尾号{last4}：{sourceTitle}，{stateTitle}
        {sealedOn !== null && (
          <>
            （<Day on={sealedOn} /> 封存）
          </>
        )}
        ，{paidTo === null ? '从未缴存' : `缴至 ${paidTo}`}
      </p>
      {outcome === 'await-unit' && (
        <p className="tight">
          <strong className="warned">{text}</strong>
          {remedy}
        </p>
      )}
      <ul aria-label="首期月份和连续缴存">
        <li>
          今日签署的，首期月份 <strong>{firstMonth}</strong>
        </li>
        <li>
          <strong className={continuity === 'broken' ? 'warned' : 'fine'}>{continuityText}</strong>
        </li>
        {keptThrough !== null && continuity === 'kept' && (
          <li>
            <Day on={keptThrough} /> 以前（含当日）签署的，连续缴存不中断
          </li>
        )}
      </ul>
      <p>
        <ClauseLink id="liaoning-3" title={clauseTitle('liaoning-3')} />
      </p>
    </>
  );
}
