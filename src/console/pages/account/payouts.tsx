/** Payments to the holder (付款): what is reserved, what was paid, what came back. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Payout = Account['payouts'][number];

const COLORS: Readonly<Record<string, string>> = {
  ready: 'processing',
  sent: 'processing',
  paid: 'success',
  refused: 'default',
  returned: 'warning',
};

const COLUMNS: TableColumnsType<Payout> = [
  {
    title: '状态',
    width: 150,
    render: (_, { state, stateTitle }) => (
      <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag>
    ),
  },
  {
    title: '业务',
    width: 170,
    render: (_, { caseId, caseNumber }) => <Link to={`/cases/${caseId}`}>{caseNumber}</Link>,
  },
  { title: '情形', dataIndex: 'purposeTitle', width: 170 },
  {
    title: '金额（元）',
    width: 130,
    align: 'right',
    render: (_, { amount, moved }) => <Amount of={moved ?? amount} />,
  },
  { title: '收款卡', width: 100, render: (_, { cardLast4 }) => `尾号${cardLast4}` },
  { title: '决定', width: 120, render: (_, { decidedOn }) => <Day on={decidedOn} /> },
  {
    title: '结果',
    width: 240,
    render: (_, { bookedOn, returnedOn, reasonTitle }) => (
      <>
        {bookedOn !== null && <Day on={bookedOn} />}
        {returnedOn !== null && (
          <>
            ，<Day on={returnedOn} /> 退回
          </>
        )}
        {reasonTitle !== null && ` ${reasonTitle}`}
      </>
    ),
  },
];

export function Payouts({ account }: { readonly account: Account }) {
  const { payouts, reserved } = account;
  return (
    <>
      {reserved !== '0.00' && (
        <p className="tight warned">
          待付 <Amount of={reserved} /> 元已从余额划出，等银行答复。
        </p>
      )}
      <Table<Payout>
        size="small"
        aria-label="提取付款"
        rowKey="id"
        columns={COLUMNS}
        dataSource={[...payouts]}
        pagination={false}
        scroll={{ x: 1080 }}
      />
    </>
  );
}
