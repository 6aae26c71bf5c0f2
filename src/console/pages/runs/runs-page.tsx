/** 批处理: every run, the newest business date first; a supervisor may start one by hand. */
import { Button, Empty, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { RUN_KIND_NAMES, RUN_KINDS, RUN_STATE_NAMES, RUN_STATES } from '../../../cases/runs.ts';
import { useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { STATE_COLORS } from './run-state.ts';
import { useRuns, type Run } from './run-queries.ts';
import { StartRun } from './start-run.tsx';
import './runs.css';

const FILTERS = ['kind', 'state'] as const;
const KINDS = RUN_KIND_NAMES.map((kind) => [kind, RUN_KINDS[kind].title] as const);
const STATES = RUN_STATE_NAMES.map((state) => [state, RUN_STATES[state]] as const);

export function RunsPage() {
  const me = useMe();
  const [starting, setStarting] = useState(false);
  const filters = useAddressFilters(FILTERS);
  const kind = RUN_KIND_NAMES.find((one) => one === filters.values['kind']);
  const state = RUN_STATE_NAMES.find((one) => one === filters.values['state']);
  const paging = usePaging(JSON.stringify(filters.values));
  const runs = useRuns({
    ...(kind && { kind }),
    ...(state && { state }),
    ...(paging.cursor && { cursor: paging.cursor }),
  });
  const mayStart = me.grants.some(({ role }) => role === 'supervisor');
  return (
    <Page
      title="批处理"
      actions={
        mayStart && (
          <Button
            type="primary"
            onClick={() => {
              setStarting(true);
            }}
          >
            发起批处理
          </Button>
        )
      }
    >
      <p className="quiet tight">
        按<Link to="/runs/schedules">定时</Link>
        发起；名单先冻结，须批准的由另一名主管核对后办理，只办名单上的，每项一次。停止后可以继续，已办的不重办。
      </p>
      <div className="run-filters" role="search" aria-label="筛选批处理">
        <Choice label="种类" name="kind" filters={filters} options={KINDS} />
        <Choice label="状态" name="state" filters={filters} options={STATES} />
      </div>
      {runs.isError && <ProblemNote error={runs.error} onRepeat={() => void runs.refetch()} />}
      {runs.isPending ? (
        <PageLoading />
      ) : runs.data?.items.length === 0 ? (
        <Empty description="没有符合条件的批处理" />
      ) : (
        <RunTable runs={runs.data?.items ?? []} />
      )}
      <Pager paging={paging} nextCursor={runs.data?.nextCursor} />
      <StartRun
        open={starting}
        onClose={() => {
          setStarting(false);
        }}
      />
    </Page>
  );
}

const COLUMNS: TableColumnsType<Run> = [
  {
    title: '批处理',
    width: 190,
    render: (_, { id, kindTitle, turn }) => (
      <Link to={`/runs/${id}`} className="row-link">
        {kindTitle}
        {turn > 1 && `（第${turn}次）`}
      </Link>
    ),
  },
  { title: '业务日期', width: 120, render: (_, { businessOn }) => <Day on={businessOn} /> },
  {
    title: '状态',
    width: 150,
    render: (_, { state, stateTitle, brakeText }) => (
      <>
        <Tag color={STATE_COLORS[state]}>{stateTitle}</Tag>
        {brakeText !== null && <div className="quiet">{brakeText}</div>}
      </>
    ),
  },
  { title: '应办', width: 90, align: 'right', render: (_, { counts }) => counts.items },
  { title: '已办', width: 90, align: 'right', render: (_, { counts }) => counts.done },
  { title: '被拒', width: 80, align: 'right', render: (_, { counts }) => counts.refused },
  {
    title: '失败',
    width: 80,
    align: 'right',
    render: (_, { counts }) => <Failed n={counts.failed} />,
  },
  {
    title: '金额（元）',
    width: 140,
    align: 'right',
    render: (_, { amount }) => <Amount of={amount} />,
  },
  {
    title: '发起',
    width: 170,
    render: (_, { startedByName, startedAt }) => (
      <>
        {startedByName}
        <div className="quiet">
          <Instant at={startedAt} />
        </div>
      </>
    ),
  },
];

function Failed({ n }: { readonly n: number }) {
  return n === 0 ? <>0</> : <strong className="run-failed">{n}</strong>;
}

function RunTable({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <Table<Run>
      size="small"
      aria-label="批处理列表"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...runs]}
      pagination={false}
      scroll={{ x: 1_060 }}
    />
  );
}
