/** Taking a journal back: looked at first, proposed with a reason, decided by another supervisor. */
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { newKey } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { amountText } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { PlanView } from './plan-view.tsx';
import { ReversalActions } from './reversal-actions.tsx';
import { usePlan, usePropose, useReversal, type Journal, type Plan } from './ledger-queries.ts';

export function ReversalPart({ journal }: { readonly journal: Journal }) {
  const me = useMe();
  if (!hasRole(me, 'supervisor', 'auditor')) {
    return <p className="tight">{journal.reversal?.stateTitle}</p>;
  }
  return (
    <>
      {journal.reversal && <Proposed id={journal.reversal.id} />}
      {journal.mayReverse && <Propose journal={journal} />}
    </>
  );
}

function Proposed({ id }: { readonly id: string }) {
  const { data: reversal, error, isPending, refetch } = useReversal(id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (isPending) return <PageLoading />;
  const { state, stateTitle, reason, proposedByName, decidedByName, journals, lacks } = reversal;
  return (
    <div className="reversal-standing">
      <p className="tight">
        <strong>{stateTitle}</strong>：{proposedByName}提出，理由“{reason}”
        {decidedByName !== null && `；${decidedByName}${state === 'withdrawn' ? '撤回' : '复核'}`}。
      </p>
      {journals.length > 0 && (
        <p className="tight">
          依次记账：
          {journals.map((one) => (
            <span key={one}>
              <Link to={`/journals/${one}`}>凭证 {one}</Link>{' '}
            </span>
          ))}
          {lacks !== '0.00' && (
            <>
              差额 {amountText(lacks)} 元记 <Link to="/receivables">应收个人款</Link>。
            </>
          )}
        </p>
      )}
      {state === 'proposed' && (
        <>
          <Preview journal={reversal.journal} />
          <ReversalActions reversal={reversal} />
        </>
      )}
    </div>
  );
}

/** What it would come to now: whoever decides sees what the books say at this moment. */
function Preview({ journal }: { readonly journal: string }) {
  const plan = usePlan(journal, true);
  if (plan.isError) return <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />;
  return plan.data ? <PlanView plan={plan.data} /> : <PageLoading />;
}

function Propose({ journal }: { readonly journal: Journal }) {
  const [asked, setAsked] = useState(false);
  const plan = usePlan(journal.id, asked);
  return (
    <div className="reversal-standing">
      <div className="ledger-tools">
        <Button
          loading={plan.isFetching}
          onClick={() => {
            if (asked) void plan.refetch();
            else setAsked(true);
          }}
        >
          {plan.data ? '重新预览' : '预览冲账'}
        </Button>
        {plan.data?.possible === true && <ProposeButton plan={plan.data} />}
        <span className="quiet">预览不改变任何账务；冲账由另一名主管复核后一次记完。</span>
      </div>
      {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
      <div aria-live="polite">{plan.data && <PlanView plan={plan.data} />}</div>
    </div>
  );
}

function ProposeButton({ plan }: { readonly plan: Plan }) {
  const propose = usePropose(plan.journal);
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState(newKey);
  const count = plan.steps.length;
  return (
    <>
      <Button
        type="primary"
        danger
        onClick={() => {
          setOpen(true);
        }}
      >
        申请冲账
      </Button>
      <ReasonDialog
        open={open}
        title={`申请冲销凭证 ${plan.journal}`}
        preview={
          `连同依附的凭证共${String(count)}张` +
          (plan.lacks === '0.00' ? '。' : `，差额${amountText(plan.lacks)}元转应收个人款。`)
        }
        okText="提出申请"
        onClose={() => {
          setOpen(false);
          setKey(newKey());
        }}
        onSubmit={(reason) => propose.mutateAsync({ key, digest: plan.digest, reason })}
      />
    </>
  );
}
