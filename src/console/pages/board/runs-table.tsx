/** 批处理: those that have not ended, that failed in part, or that the clock did not begin. */
import { Empty, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Day, Instant } from '../../parts/when.tsx';
import { STATE_COLORS } from '../runs/run-state.ts';
import type { Board } from './board-queries.ts';
import { Section } from './section.tsx';

type BoardRun = Board['runs'][number];

export function RunsTable({ board }: { readonly board: Board }) {
  const { runs } = board;
  return (
    <Section title="批处理" note={<Link to="/runs">全部批处理</Link>}>
      {runs.length === 0 ? (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description="没有未结束的批处理，今天的都已按时办完或还没有到时间"
        />
      ) : (
        <Table<BoardRun>
          size="small"
          aria-label="未结束的批处理"
          rowKey={({ id, kind, center }) => id ?? `${kind} ${center}`}
          columns={COLUMNS}
          dataSource={[...runs]}
          pagination={false}
          scroll={{ x: 820 }}
        />
      )}
    </Section>
  );
}

/** What the clock did not begin has no state of a run. */
function colorOf(state: BoardRun['state']): string {
  return state === 'not-begun' || state === 'schedule-paused' ? 'error' : STATE_COLORS[state];
}

const COLUMNS: TableColumnsType<BoardRun> = [
  {
    title: '批处理',
    width: 170,
    render: (_, { id, kindTitle, turn }) => {
      const title = turn > 1 ? `${kindTitle}（第${String(turn)}次）` : kindTitle;
      return <Link to={id === null ? '/runs/schedules' : `/runs/${id}`}>{title}</Link>;
    },
  },
  { title: '业务日期', width: 120, render: (_, { businessOn }) => <Day on={businessOn} /> },
  {
    title: '状态',
    width: 150,
    render: (_, { state, stateTitle, trouble }) => (
      <>
        <Tag color={colorOf(state)}>{stateTitle}</Tag>
        {trouble && <div className="board-alarm">须处理</div>}
      </>
    ),
  },
  { title: '情况', render: (_, { sentence }) => sentence },
  {
    title: '进度',
    width: 110,
    align: 'right',
    render: (_, { items, ended }) => (items === 0 ? '—' : `${String(ended)}/${String(items)}`),
  },
  {
    title: '自',
    width: 150,
    render: (_, { since }) => (since === null ? '—' : <Instant at={since} />),
  },
];
