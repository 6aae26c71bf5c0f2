/** The history of a person's data: what was changed, when and by which case, before and after masked. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Day } from '../../parts/when.tsx';
import type { Person } from './person-queries.ts';

type Change = Person['changes'][number];

export function DataChanges({ changes }: Pick<Person, 'changes'>) {
  return (
    <Table<Change>
      size="small"
      aria-label="信息变更记录"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...changes]}
      pagination={false}
      scroll={{ x: 720 }}
    />
  );
}

const COLUMNS: TableColumnsType<Change> = [
  { title: '日期', width: 120, render: (_, { on }) => <Day on={on} /> },
  { title: '变更', render: (_, { values }) => <Values of={values} /> },
  { title: '办件', width: 170, render: (_, one) => <OfCase one={one} /> },
];

function Values({ of }: { readonly of: Change['values'] }) {
  if (of.length === 0) return <span className="quiet">个人信息已销毁</span>;
  return (
    <ul className="tight plain">
      {of.map(({ kind, title, before, after, struck }) => (
        <li key={kind}>
          {title}：<span className="number">{before ?? '（未登记）'}</span> →{' '}
          <span className="number">{after}</span>
          {struck && <Tag>原号码有误，已更正</Tag>}
        </li>
      ))}
    </ul>
  );
}

function OfCase({ one: { caseId, caseNumber } }: { readonly one: Change }) {
  if (caseId === null) return <span className="quiet">其他网点</span>;
  return (
    <Link to={`/cases/${caseId}`} className="number">
      {caseNumber}
    </Link>
  );
}
