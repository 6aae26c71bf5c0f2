/** 柜面缴存: a slip to pay by, for whole months, and what became of those before. */
import { PrinterOutlined } from '@ant-design/icons';
import { Button, Select, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { newKey } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { Amount, amountText } from '../../parts/amount.tsx';
import { PdfView } from '../../parts/pdf-view.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { ReasonDialog } from '../../parts/reason-dialog.tsx';
import { Day } from '../../parts/when.tsx';
import { useContributions, type Contributions } from './account-queries.ts';
import { useMakeSlip, useSlips, useVoidSlip, type Slip } from './slip-queries.ts';

export function Slips({ id }: { readonly id: string }) {
  const mayMake = hasRole(useMe(), 'clerk', 'reviewer', 'approver', 'supervisor');
  const told = useContributions(id);
  const slips = useSlips(id);
  const [shown, setShown] = useState<Slip | null>(null);
  const [voiding, setVoiding] = useState<Slip | null>(null);
  const payable = told.data?.payable ?? null;
  const rows = slips.data ?? [];
  return (
    <>
      {slips.isError && <ProblemNote error={slips.error} onRepeat={() => void slips.refetch()} />}
      {mayMake && payable !== null && (
        <NewSlip key={payable.from} id={id} payable={payable} onMade={setShown} />
      )}
      {told.data && payable === null && (
        <p className="tight quiet">现在不能开具缴款通知单：{told.data.notPayable}。</p>
      )}
      {rows.length > 0 && (
        <Table<Slip>
          size="small"
          className="gap-above"
          aria-label="缴款通知单"
          rowKey="id"
          columns={columns({ onShow: setShown, onVoid: mayMake ? setVoiding : null })}
          dataSource={[...rows]}
          pagination={rows.length > 6 ? { pageSize: 6, size: 'small' } : false}
          scroll={{ x: 860 }}
        />
      )}
      <VoidDialog
        slip={voiding}
        onClose={() => {
          setVoiding(null);
        }}
      />
      <PdfView
        href={shown?.href ?? null}
        title={`缴款通知单 ${shown?.number ?? ''}`}
        onClose={() => {
          setShown(null);
        }}
      />
    </>
  );
}

type Payable = NonNullable<Contributions['payable']>;

interface NewSlipProps {
  readonly id: string;
  readonly payable: Payable;
  readonly onMade: (slip: Slip) => void;
}

/** Every number of months that may be paid, with what it costs: nothing else can be chosen. */
function NewSlip({ id, payable, onMade }: NewSlipProps) {
  const options = payable.choices.map(({ months, amount: costs }) => ({
    value: costs,
    label: `${String(months)}个月，${amountText(costs)}元`,
  }));
  const [amount, setAmount] = useState(payable.amountMin);
  // Whatever is asked anew is another intention; only the same one may be sent again.
  const [key, setKey] = useState(newKey);
  const make = useMakeSlip(id, (slip) => {
    setKey(newKey());
    onMade(slip);
  });
  return (
    <>
      <p className="receipt-line">
        <span>缴存月数</span>
        <Select
          aria-label="缴存月数"
          className="slip-months"
          value={amount}
          options={options}
          onChange={(chosen) => {
            setAmount(chosen);
            setKey(newKey());
            make.reset();
          }}
        />
        <Button
          icon={<PrinterOutlined aria-hidden />}
          loading={make.isPending}
          onClick={() => {
            make.mutate({ amount, key });
          }}
        >
          开具缴款通知单
        </Button>
      </p>
      {make.isError && <ProblemNote error={make.error} />}
    </>
  );
}

interface Doing {
  readonly onShow: (slip: Slip) => void;
  /** Null: whoever looks may not. */
  readonly onVoid: ((slip: Slip) => void) | null;
}

const COLORS: Readonly<Record<Slip['state'], string>> = {
  open: 'processing',
  paid: 'success',
  'taken-back': 'error',
  void: 'default',
  lapsed: 'default',
};

function columns({ onShow, onVoid }: Doing): TableColumnsType<Slip> {
  return [
    {
      title: '编号',
      width: 210,
      render: (_, slip) => (
        <Button
          type="link"
          size="small"
          aria-label={`查看缴款通知单 ${slip.number}`}
          onClick={() => {
            onShow(slip);
          }}
        >
          <span className="number">{slip.number}</span>
        </Button>
      ),
    },
    {
      title: '所属期',
      width: 200,
      render: (_, { from, to, months }) =>
        from === to ? from : `${from} 至 ${to}（${String(months)}个月）`,
    },
    {
      title: '金额（元）',
      width: 110,
      align: 'right',
      render: (_, { amount }) => <Amount of={amount} />,
    },
    { title: '有效期至', width: 120, render: (_, { validTo }) => <Day on={validTo} /> },
    { title: '状态', render: (_, slip) => <Standing slip={slip} onVoid={onVoid} /> },
  ];
}

function Standing({ slip, onVoid }: { readonly slip: Slip } & Pick<Doing, 'onVoid'>) {
  const { state, stateTitle, paidOn, voidReason } = slip;
  return (
    <>
      <Tag color={COLORS[state]}>{stateTitle}</Tag>
      {paidOn !== null && <Day on={paidOn} />}
      {state === 'void' && <span className="quiet">{voidReason}</span>}
      {state === 'open' && onVoid !== null && (
        <Button
          type="link"
          size="small"
          aria-label={`作废缴款通知单 ${slip.number}`}
          onClick={() => {
            onVoid(slip);
          }}
        >
          作废
        </Button>
      )}
    </>
  );
}

function VoidDialog({
  slip,
  onClose,
}: {
  readonly slip: Slip | null;
  readonly onClose: () => void;
}) {
  const act = useVoidSlip();
  return (
    <ReasonDialog
      open={slip !== null}
      title="作废缴款通知单"
      preview="作废后请收回纸质的通知单；仍按它到账的款项，照缴存规则入账或者转入暂收款。"
      okText="作废"
      onSubmit={(reason) =>
        slip === null ? Promise.resolve() : act.mutateAsync({ slip, reason, key: newKey() })
      }
      onClose={onClose}
    />
  );
}
