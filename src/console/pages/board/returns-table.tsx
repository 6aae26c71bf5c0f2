/** What was sent back lately and why: where something goes wrong again and again. */
import { Table, type TableColumnsType } from 'antd';
import type { Board } from './board-queries.ts';
import { Section } from './section.tsx';

type Row = Board['returns'][number];

export function ReturnsTable({ board: { returns } }: { readonly board: Board }) {
  if (returns.length === 0) return null;
  return (
    <Section title="退回的原因" note="近90天">
      <Table<Row>
        size="small"
        aria-label="近90天退回，按原因"
        rowKey={({ kind, reasonCode }) => `${kind}/${reasonCode}`}
        columns={COLUMNS}
        dataSource={[...returns]}
        pagination={false}
      />
    </Section>
  );
}

const COLUMNS: TableColumnsType<Row> = [
  { title: '退回了什么', width: 160, dataIndex: 'kindTitle' },
  { title: '原因', width: 220, dataIndex: 'reasonTitle' },
  { title: '依据', dataIndex: 'clauseTitle' },
  { title: '次数', width: 74, align: 'right', dataIndex: 'count' },
];
