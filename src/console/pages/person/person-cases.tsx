/** Cases of a person, open and ended: where each stands, or how it ended. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { StageTag } from '../../parts/stage-tag.tsx';
import { Instant } from '../../parts/when.tsx';
import type { Person } from './person-queries.ts';

type Case = Person['cases'][number];

export function PersonCases({ person }: { readonly person: Person }) {
  if (person.cases.length === 0) {
    return <p className="tight quiet">在您的办理范围内没有办件。</p>;
  }
  return (
    <>
      <Table<Case>
        size="small"
        aria-label="此人的办件"
        rowKey="id"
        columns={COLUMNS}
        dataSource={[...person.cases]}
        pagination={false}
        scroll={{ x: 820 }}
      />
      {person.moreCases && (
        <p className="tight">
          只列出最近的 {person.cases.length} 件，
          <Link to={`/cases?person=${person.id}`}>查看全部</Link>
        </p>
      )}
    </>
  );
}

const COLUMNS: TableColumnsType<Case> = [
  {
    title: '办件',
    width: 190,
    render: (_, { id, number, typeTitle }) => (
      <>
        <Link to={`/cases/${id}`} className="row-link number">
          {number}
        </Link>
        <div className="quiet">{typeTitle}</div>
      </>
    ),
  },
  { title: '环节', width: 170, render: (_, { stage }) => <StageTag stage={stage} /> },
  { title: '为什么在等，或者结果', render: (_, item) => <Standing item={item} /> },
  {
    title: '受理',
    width: 170,
    render: (_, { openedAt, branchName }) => (
      <>
        <Instant at={openedAt} />
        <div className="quiet">{branchName}</div>
      </>
    ),
  },
  {
    title: '办结',
    width: 160,
    render: (_, { closedAt }) => (closedAt === null ? '—' : <Instant at={closedAt} />),
  },
];

function Standing({ item }: { readonly item: Case }) {
  const [first] = item.waits;
  if (item.closedAt !== null) return <>{item.outcomeTitle ?? '已办结'}</>;
  if (first) return <>{first.sentence}</>;
  return <span className="quiet">正在办理</span>;
}
