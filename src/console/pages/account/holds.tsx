/** What holds money of the account, in force first. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Amount } from '../../parts/amount.tsx';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Hold = Account['holds'][number];

const COLUMNS: TableColumnsType<Hold> = [
  {
    title: '状态',
    width: 90,
    render: (_, { releasedOn }) =>
      releasedOn === null ? <Tag color="error">冻结中</Tag> : <Tag>已解除</Tag>,
  },
  { title: '原因', dataIndex: 'kindTitle', width: 120 },
  {
    title: '金额（元）',
    width: 140,
    align: 'right',
    render: (_, { amount }) => (amount === null ? '整户' : <Amount of={amount} />),
  },
  { title: '文号', dataIndex: 'document' },
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
];

export function Holds({ holds }: Pick<Account, 'holds'>) {
  return (
    <Table<Hold>
      size="small"
      aria-label="冻结"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...holds]}
      pagination={false}
      scroll={{ x: 860 }}
    />
  );
}
