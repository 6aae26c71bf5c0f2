/** Agreements on contribution and use: state, amount, cycle, debit day, days. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { useMe } from '../../api/me.ts';
import { Due } from '../../parts/due.tsx';
import { Day } from '../../parts/when.tsx';
import type { Person } from './person-queries.ts';

type Agreement = Person['agreements'][number];

const COLORS: Readonly<Record<string, string>> = { active: 'success', offered: 'processing' };

export function Agreements({ agreements }: Pick<Person, 'agreements'>) {
  const { today } = useMe();
  if (agreements.length === 0) return <p className="tight quiet">没有协议。</p>;
  return (
    <Table<Agreement>
      size="small"
      aria-label="缴存使用协议"
      rowKey="id"
      columns={columns(today)}
      dataSource={[...agreements]}
      pagination={false}
      scroll={{ x: 820 }}
    />
  );
}

function columns(today: string): TableColumnsType<Agreement> {
  return [
    {
      title: '状态',
      width: 110,
      render: (_, { state, stateTitle }) => (
        <Tag color={COLORS[state] ?? 'default'}>{stateTitle}</Tag>
      ),
    },
    {
      title: '月缴存额',
      width: 130,
      align: 'right',
      render: (_, { monthlyAmount }) => <span className="number">{monthlyAmount} 元</span>,
    },
    { title: '周期', width: 90, dataIndex: 'cycleTitle' },
    { title: '扣款日', width: 90, render: (_, { debitDay }) => `${debitDay} 日` },
    { title: '提供', width: 120, render: (_, { offeredOn }) => <Day on={offeredOn} /> },
    { title: '签署', width: 210, render: (_, one) => <Signing one={one} today={today} /> },
    {
      title: '终止',
      width: 120,
      render: (_, { endedOn }) => (endedOn === null ? '—' : <Day on={endedOn} />),
    },
    { title: '办件', render: (_, one) => <OfCase one={one} /> },
  ];
}

function Signing({ one, today }: { readonly one: Agreement; readonly today: string }) {
  if (one.signedOn !== null) return <Day on={one.signedOn} />;
  if (one.state !== 'offered') return <span className="quiet">未签署</span>;
  return (
    <>
      最迟 <Due on={one.signBy} today={today} />
    </>
  );
}

function OfCase({ one: { caseId, caseNumber } }: { readonly one: Agreement }) {
  if (caseId === null) return <span className="quiet">其他网点</span>;
  return (
    <Link to={`/cases/${caseId}`} className="number">
      {caseNumber}
    </Link>
  );
}
