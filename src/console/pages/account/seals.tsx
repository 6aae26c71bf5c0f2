/** Every seal of the account by source: since when, why, by whom, and what ended it. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Day } from '../../parts/when.tsx';
import type { Account } from './account-queries.ts';

type Seal = Account['seals'][number];

const COLUMNS: TableColumnsType<Seal> = [
  {
    title: '状态',
    width: 90,
    render: (_, { endedOn }) =>
      endedOn === null ? <Tag color="warning">封存中</Tag> : <Tag>已启封</Tag>,
  },
  { title: '资金来源', dataIndex: 'sourceTitle', width: 130 },
  {
    title: '封存',
    render: (_, { sealedOn, howTitle, sealedBy, document, caseId }) => (
      <Moved on={sealedOn} why={howTitle} by={sealedBy} document={document} caseId={caseId} />
    ),
  },
  {
    title: '启封',
    render: (_, { endedOn, endTitle, endedBy, endDocument, endCase }) =>
      endedOn === null ? (
        <span className="quiet">未启封</span>
      ) : (
        <Moved on={endedOn} why={endTitle} by={endedBy} document={endDocument} caseId={endCase} />
      ),
  },
];

export function Seals({ seals }: Pick<Account, 'seals'>) {
  return (
    <Table<Seal>
      size="small"
      aria-label="封存和启封"
      rowKey={({ source, sealedOn, endedOn }) => `${source}/${sealedOn}/${endedOn ?? ''}`}
      columns={COLUMNS}
      dataSource={[...seals]}
      pagination={false}
      scroll={{ x: 760 }}
    />
  );
}

interface MovedProps {
  readonly on: string;
  readonly why: string | null;
  readonly by: string | null;
  readonly document: string | null;
  readonly caseId: string | null;
}

function Moved({ on, why, by, document, caseId }: MovedProps) {
  return (
    <>
      <Day on={on} /> {why}
      <div className="quiet">
        {by !== null && `${by}记录`}
        {document !== null && `，凭 ${document}`}
        {caseId !== null && (
          <>
            {' '}
            <Link to={`/cases/${caseId}`}>查看办件</Link>
          </>
        )}
      </div>
    </>
  );
}
