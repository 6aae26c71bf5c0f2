/** 来源更正 on the account's page: what waits for another supervisor, what was decided, and the door to ask for one. */
import { Button, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { newKey } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { Amount, amountText } from '../../parts/amount.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';
import { SourceDrawer } from './source-drawer.tsx';
import { SourcePlanView } from './source-plan.tsx';
import {
  useActOnSource,
  useSourceCorrections,
  useSourcePlan,
  type SourceAct,
  type SourceCorrection,
} from './source-queries.ts';

interface Props {
  readonly account: Account;
}

export function Sources({ account }: Props) {
  const may = hasRole(useMe(), 'supervisor') && account.state !== 'closed' && account.at === null;
  const corrections = useSourceCorrections(account.id, true);
  const [open, setOpen] = useState(false);
  if (corrections.isError) {
    return <ProblemNote error={corrections.error} onRepeat={() => void corrections.refetch()} />;
  }
  if (corrections.isPending) return <PageLoading />;
  const { items } = corrections.data;
  const waiting = items.some(({ state }) => state === 'proposed');
  return (
    <>
      {items.length === 0 && (
        <p className="tight quiet">记错来源或者来源待定的款项，在本账户内更正到应记的来源。</p>
      )}
      {items.map((one) => (
        <Correction key={one.id} correction={one} />
      ))}
      {may && !waiting && (
        <Button
          size="small"
          className="gap-above"
          onClick={() => {
            setOpen(true);
          }}
        >
          申请来源更正
        </Button>
      )}
      <SourceDrawer
        account={account}
        open={open}
        onClose={() => {
          setOpen(false);
        }}
      />
    </>
  );
}

const COLORS: Readonly<Record<SourceCorrection['state'], string>> = {
  proposed: 'processing',
  done: 'success',
  declined: 'error',
  withdrawn: 'default',
};

function Correction({ correction }: { readonly correction: SourceCorrection }) {
  const { amount, fromTitle, toTitle, since, document, reason, state, stateTitle } = correction;
  const { proposedByName, proposedAt, decidedByName, decidedAt, journal, reversedBy } = correction;
  return (
    <div className="source-correction" role="group" aria-label={`来源更正 ${stateTitle}`}>
      <p className="tight">
        <Tag color={COLORS[state]}>{stateTitle}</Tag>
        {fromTitle} → {toTitle} <Amount of={amount} /> 元，自 <Day on={since} /> 起算；依据“
        {document}”，理由“{reason}”。
      </p>
      <p className="tight quiet">
        {proposedByName}提出 <Instant at={proposedAt} />
        {decidedAt !== null && (
          <>
            ；{decidedByName}
            {state === 'withdrawn' ? '撤回' : '复核'} <Instant at={decidedAt} />
          </>
        )}
        {journal !== null && (
          <>
            ；<Link to={`/journals/${journal}`}>凭证 {journal}</Link>
          </>
        )}
        {reversedBy !== null && (
          <>
            ，已由 <Link to={`/journals/${reversedBy}`}>凭证 {reversedBy}</Link> 冲账
          </>
        )}
      </p>
      {state === 'proposed' && <Deciding correction={correction} />}
    </div>
  );
}

/** What it would come to now: whoever decides sees what the books say at this moment. */
function Deciding({ correction }: { readonly correction: SourceCorrection }) {
  const { account, from, to, amount, since, fromTitle, toTitle, actions } = correction;
  const plan = useSourcePlan(account, { from, to, amount, since });
  const act = useActOnSource(correction);
  const [chosen, setChosen] = useState<SourceAct | null>(null);
  const [key, setKey] = useState(newKey);
  const previews: Readonly<Record<SourceAct, string>> = {
    confirm: `${amountText(amount)}元由${fromTitle}转记${toTitle}，自${since}起算，随即记账。`,
    decline: '账务不变，申请了结。',
    withdraw: '账务不变，申请了结，以后可以重新提出。',
  };
  return (
    <>
      {plan.isError && <ProblemNote error={plan.error} onRepeat={() => void plan.refetch()} />}
      {plan.data && <SourcePlanView plan={plan.data} />}
      <div className="source-actions">
        {actions.map(({ action, title, refusal }) => (
          <Tooltip key={action} title={refusal}>
            <Button
              type={action === 'confirm' ? 'primary' : 'default'}
              disabled={refusal !== null || (action === 'confirm' && plan.data?.possible !== true)}
              onClick={() => {
                setChosen(action);
              }}
            >
              {title}
            </Button>
          </Tooltip>
        ))}
      </div>
      {chosen !== null && (
        <ReasonDialog
          open
          title={actions.find(({ action }) => action === chosen)?.title ?? ''}
          preview={previews[chosen]}
          onClose={() => {
            setChosen(null);
            setKey(newKey());
          }}
          onSubmit={(reason) => act.mutateAsync({ key, action: chosen, reason })}
        />
      )}
    </>
  );
}
