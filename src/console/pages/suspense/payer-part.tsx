/** Who paid what stands in suspense, and what the payer wrote: shown for a reason, and only briefly. */
import { Descriptions } from 'antd';
import { api, read, type Schemas } from '../../api/client.ts';
import { ForAReason } from '../../parts/for-a-reason.tsx';
import type { SuspenseItem } from './suspense-queries.ts';

export function PayerPart({ item: { id, serial } }: { readonly item: SuspenseItem }) {
  return (
    <div className="gap-below">
      <ForAReason
        button="查看付款人和附言"
        title={`查看付款人：流水号${serial}`}
        preview="将显示付款人名称、账号和附言"
        reveal={(reason) => {
          const params = { path: { id } };
          return read(api.POST('/api/v1/suspense/{id}:reveal', { params, body: { reason } }));
        }}
      >
        {(told) => <Payer told={told} />}
      </ForAReason>
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
