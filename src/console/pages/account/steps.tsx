/** By whom the account was paid and when that changed: every step, the latest first. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Step = Account['steps'][number];

const COLUMNS: TableColumnsType<Step> = [
  { title: '日期', width: 130, render: (_, { on }) => <Day on={on} /> },
  { title: '变动', dataIndex: 'wayTitle', width: 180 },
  { title: '此后', dataIndex: 'standingTitle', width: 180 },
  {
    title: '依据',
    render: (_, { by, document, caseId }) => (
      <>
        {by !== null && `${by}记录`}
        {document !== null && `，凭 ${document}`}
        {caseId !== null && (
          <>
            {' '}
            <Link to={`/cases/${caseId}`}>查看办件</Link>
          </>
        )}
      </>
    ),
  },
];

export function Steps({ steps }: Pick<Account, 'steps'>) {
  return (
    <Table<Step>
      size="small"
      aria-label="缴存身份变动"
      rowKey={({ on, way, caseId, document }) => `${on}/${way}/${caseId ?? document ?? ''}`}
      columns={COLUMNS}
      dataSource={[...steps]}
      pagination={false}
      scroll={{ x: 760 }}
    />
  );
}
