/** What recurs: interventions of the month counted by kind, by outside system and by move. */
import { Table, type TableColumnsType } from 'antd';
import type { Diary } from './repair-queries.ts';

type Recurring = Diary['summary']['byKind'][number];

export function DiarySummary({ diary }: { readonly diary: Diary }) {
  const { byKind, bySystem, byMove, sentence } = diary.summary;
  return (
    <section className="repair-part" aria-labelledby="recurs">
      <h2 id="recurs">本月反复出现的</h2>
      <p className="tight" role="status">
        {sentence}
        {diary.truncated && '（条目很多，只列出最近的一部分。）'}
      </p>
      {diary.total > 0 && (
        <div className="recurs">
          <Counted title="按情况" rows={byKind} />
          <Counted title="按外部系统" rows={bySystem} />
          <Counted title="按办法" rows={byMove} />
        </div>
      )}
    </section>
  );
}

function Counted({ title, rows }: { readonly title: string; readonly rows: Recurring[] }) {
  return (
    <Table<Recurring>
      size="small"
      aria-label={title}
      rowKey="code"
      columns={[{ title, dataIndex: 'title' }, ...COLUMNS]}
      dataSource={rows}
      pagination={false}
      locale={{ emptyText: '没有' }}
    />
  );
}

const COLUMNS: TableColumnsType<Recurring> = [
  { title: '次数', dataIndex: 'count', width: 64, align: 'right' },
  { title: '保持', dataIndex: 'held', width: 64, align: 'right' },
  {
    title: '保持比例',
    width: 90,
    align: 'right',
    render: (_, { share }) => (share === null ? '未判定' : `${Math.round(share * 100)}%`),
  },
];
