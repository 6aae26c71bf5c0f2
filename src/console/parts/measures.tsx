/** Measures against a breach: what each means, from when to when, by which term and clause. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import type { Schemas } from '../api/client.ts';
import { ClauseLink } from './clause-link.tsx';
import { Day } from './when.tsx';

type Measure = Schemas['Measure'];

const COLUMNS: TableColumnsType<Measure> = [
  {
    title: '状态',
    width: 90,
    render: (_, { inForce }) => (inForce ? <Tag color="error">执行中</Tag> : <Tag>已结束</Tag>),
  },
  {
    title: '措施',
    width: 280,
    render: (_, { title, means, onPerson }) => (
      <>
        {title}
        {onPerson && <span className="quiet">（对本人，不随账户）</span>}
        <div className="quiet">{means}</div>
      </>
    ),
  },
  { title: '起', width: 120, render: (_, { from }) => <Day on={from} /> },
  { title: '止', width: 130, render: (_, measure) => <End measure={measure} /> },
  {
    title: '依据',
    render: (_, { term, clause, clauseTitle }) => (
      <>
        {term}
        <div>
          <ClauseLink id={clause} title={clauseTitle} />
        </div>
      </>
    ),
  },
  {
    title: '办件',
    width: 90,
    render: (_, { caseId }) => <Link to={`/cases/${caseId}`}>查看</Link>,
  },
];

function End({ measure: { until, endedOn } }: { readonly measure: Measure }) {
  if (endedOn !== null) {
    return (
      <>
        <Day on={endedOn} /> 解除
      </>
    );
  }
  return until === null ? '解除为止' : <Day on={until} />;
}

export function Measures({ measures }: { readonly measures: readonly Measure[] }) {
  return (
    <Table<Measure>
      size="small"
      aria-label="违约处置措施"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...measures]}
      pagination={false}
      scroll={{ x: 940 }}
    />
  );
}
