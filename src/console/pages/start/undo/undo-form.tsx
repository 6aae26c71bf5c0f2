/** The form of undoing an opening (撤销开户): which case; beside it what it would come to, which is what is proposed. */
import { useEffect } from 'react';
import { FormFrame } from '../../../forms/form-frame.tsx';
import { FieldAt } from '../../../forms/single-field.tsx';
import { valueAt } from '../../../forms/values.ts';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { useUndo } from '../../ledger/ledger-queries.ts';
import { UndoView } from '../../ledger/undo-view.tsx';
import type { FormInHand } from '../form-in-hand.ts';
import { Section } from '../opening/section.tsx';
import { SubmitRow } from '../submit-row.tsx';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function UndoForm({ form, submission }: FormInHand) {
  const { pending, unknown, send } = submission;
  const disabled = pending || unknown;
  const given = valueAt(form.value, ['openingCase']);
  const of = typeof given === 'string' && UUID.test(given) ? given : null;
  const plan = useUndo(of ?? '', of !== null);
  const { data } = plan;
  const digest = of === null ? undefined : data?.digest;
  const { set, value } = form;
  const held = valueAt(value, ['digest']);
  useEffect(() => {
    // What is proposed is what is shown here.
    if (digest !== undefined && digest !== held) set(['digest'], digest);
  }, [digest, held, set]);
  return (
    <div className="start-two start-form">
      <FormFrame form={form} pending={disabled} onSubmit={send}>
        <Section title="撤销开户">
          <FieldAt form={form} disabled={disabled} path={['openingCase']} />
          <FieldAt form={form} disabled={disabled} path={['reason']} />
        </Section>
        <SubmitRow
          pending={pending}
          unknown={unknown}
          against={data?.possible === false ? '现在不能撤销，见右侧' : null}
          note="提出后由另一名主管按同一预览确认"
        />
      </FormFrame>
      <aside className="start-side" aria-label="撤销前后对比">
        <h2>撤销前后对比</h2>
        <div role="status">
          {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
          {data !== undefined && of !== null && <UndoView undo={data} />}
          {of === null && <Before />}
        </div>
      </aside>
    </div>
  );
}

function Before() {
  return (
    <>
      <p className="tight">填好误开户的业务后，这里说明撤销会改变什么。预览不改变任何账务。</p>
      <ul>
        <li>记过的账全部冲销，已缴的钱转暂收款并生成待办，补贴退回资金户。</li>
        <li>账户以“开户有误”销户，协议作废，缴存计划和扣款授权终止。</li>
        <li>付出过提取款、有冻结、有在办业务或者扣款在途的，先处理完再撤销。</li>
      </ul>
    </>
  );
}
