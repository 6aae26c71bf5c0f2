/** What holds money of the account, in force first. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Hold = Account['holds'][number];

const COLUMNS: TableColumnsType<Hold> = [
  {
    title: '状态',
    width: 130,
    render: (_, { releasedOn, expired }) =>
      releasedOn === null ? (
        <Tag color="error">{expired ? '已期满，仍冻结' : '冻结中'}</Tag>
      ) : (
        <Tag>已解除</Tag>
      ),
  },
  { title: '原因', dataIndex: 'kindTitle', width: 120 },
  {
    title: '金额（元）',
    width: 140,
    align: 'right',
    render: (_, { amount, ordered }) => (
      <>
        {amount === null ? '整户' : <Amount of={amount} />}
        {ordered !== null && ordered !== amount && (
          <div className="quiet">
            原冻结 <Amount of={ordered} />
          </div>
        )}
      </>
    ),
  },
  {
    title: '文号和作出机关',
    render: (_, { document, orderedBy, renewals }) => (
      <>
        {document}
        {orderedBy !== null && <div className="quiet">{orderedBy}</div>}
        {renewals.map((one) => (
          <div key={one.document} className="quiet">
            续冻 {one.document}，至 <Day on={one.until} />
          </div>
        ))}
      </>
    ),
  },
  { title: '起', width: 120, render: (_, { placedOn }) => <Day on={placedOn} /> },
  {
    title: '止',
    width: 230,
    render: (_, { until, releasedOn, releaseDocument }) =>
      releasedOn === null ? (
        until === null ? (
          '解除为止'
        ) : (
          <>
            <Day on={until} />
            ，到期须续冻或解除
          </>
        )
      ) : (
        <>
          <Day on={releasedOn} /> {releaseDocument}
        </>
      ),
  },
  {
    title: '办件',
    width: 70,
    render: (_, { caseId }) => caseId !== null && <Link to={`/cases/${caseId}`}>查看</Link>,
  },
];

export function Holds({ holds }: Pick<Account, 'holds'>) {
  if (holds.length === 0) return <p className="quiet tight">没有冻结。</p>;
  return (
    <Table<Hold>
      size="small"
      aria-label="冻结"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...holds]}
      pagination={false}
      scroll={{ x: 960 }}
    />
  );
}
