/** Confirm or decline a proposal as another supervisor, or withdraw one's own. */
import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { amountText } from '../../parts/amount.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { useActOnReversal, type Reversal, type ReversalAct } from './ledger-queries.ts';

export function ReversalActions({ reversal }: { readonly reversal: Reversal }) {
  const [chosen, setChosen] = useState<ReversalAct | null>(null);
  const [key, setKey] = useState(newKey);
  const act = useActOnReversal(reversal);
  const { actions, steps, lacks } = reversal;
  const previews: Readonly<Record<ReversalAct, string>> = {
    confirm:
      `${String(steps.length)}张凭证一次冲销，不能只冲一部分` +
      (lacks === '0.00' ? '。' : `；差额${amountText(lacks)}元记应收个人款。`),
    decline: '账务不变，申请了结。',
    withdraw: '账务不变，申请了结，以后可以重新提出。',
  };
  return (
    <div className="ledger-tools">
      {actions.map(({ action, title, refusal }) => (
        <Tooltip key={action} title={refusal}>
          <Button
            type={action === 'confirm' ? 'primary' : 'default'}
            danger={action === 'confirm'}
            disabled={refusal !== null}
            onClick={() => {
              setChosen(action);
            }}
          >
            {title}
          </Button>
        </Tooltip>
      ))}
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
    </div>
  );
}
