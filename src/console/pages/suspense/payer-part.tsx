/** Who paid what stands in suspense, and what the payer wrote: shown for a reason, and only briefly. */
import { Button, Descriptions } from 'antd';
import { useState } from 'react';
import { api, read, type Schemas } from '../../api/client.ts';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { ShownBriefly } from '../../parts/shown-briefly.tsx';
import type { SuspenseItem } from './suspense-queries.ts';

const SHOWN_SECONDS = 180;

export function PayerPart({ item: { id, serial } }: { readonly item: SuspenseItem }) {
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<Schemas['RevealedPayer'] | null>(null);
  return (
    <div className="gap-below">
      {told === null ? (
        <Button
          size="small"
          onClick={() => {
            setAsking(true);
          }}
        >
          查看付款人和附言
        </Button>
      ) : (
        <ShownBriefly
          seconds={SHOWN_SECONDS}
          onHide={() => {
            setTold(null);
          }}
        >
          <Payer told={told} />
        </ShownBriefly>
      )}
      <ReasonDialog
        open={asking}
        title={`查看付款人：流水号${serial}`}
        preview={`将显示付款人名称、账号和附言，${SHOWN_SECONDS}秒后自动隐藏；查看人和事由记入留痕。`}
        okText="查看"
        onSubmit={async (reason) => {
          const params = { path: { id } };
          setTold(
            await read(api.POST('/api/v1/suspense/{id}:reveal', { params, body: { reason } })),
          );
        }}
        onClose={() => {
          setAsking(false);
        }}
      />
    </div>
  );
}

function Payer({ told: { payer, note } }: { readonly told: Schemas['RevealedPayer'] }) {
  const untold = '银行没有提供';
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'name', label: '付款人', children: payer?.name ?? untold },
        { key: 'account', label: '付款账号', children: payer?.account ?? untold },
        { key: 'note', label: '附言', children: note === null || note === '' ? '没有填写' : note },
      ]}
    />
  );
}
