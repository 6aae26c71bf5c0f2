/** 冲账申请: what waits for a second supervisor, and what was decided. */
import { Empty, Table, Tag, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { REVERSAL_STATE_NAMES, REVERSAL_STATES } from '../../../cases/wording-ledger.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Amount } from '../../parts/amount.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useReversals, type Reversal } from './ledger-queries.ts';
import './ledger.css';

const STATES = REVERSAL_STATE_NAMES.map((state) => [state, REVERSAL_STATES[state]] as const);
const COLORS: Readonly<Record<Reversal['state'], string>> = {
  proposed: 'processing',
  done: 'success',
  declined: 'error',
  withdrawn: 'default',
};

export function ReversalsPage() {
  const filters = useAddressFilters(['state']);
  const state = REVERSAL_STATE_NAMES.find((one) => one === filters.values['state']);
  const paging = usePaging(state ?? 'all');
  const reversals = useReversals(state, paging.cursor);
  return (
    <Page title="冲账申请">
      <p className="quiet tight">
        记错的账按反向分录冲销，原凭证照留。从账户明细或凭证页提出，由另一名主管在凭证页复核。
      </p>
      <div className="gap-below" role="search" aria-label="筛选冲账申请">
        <Choice label="状态" name="state" filters={filters} options={STATES} />
      </div>
      {reversals.isError && (
        <ProblemNote error={reversals.error} onRepeat={() => void reversals.refetch()} />
      )}
      {reversals.isPending ? (
        <PageLoading />
      ) : reversals.data?.items.length === 0 ? (
        <Empty description="没有冲账申请" />
      ) : (
        <Table<Reversal>
          size="small"
          aria-label="冲账申请列表"
          rowKey="id"
          columns={COLUMNS}
          dataSource={[...(reversals.data?.items ?? [])]}
          pagination={false}
          scroll={{ x: 960 }}
        />
      )}
      <Pager paging={paging} nextCursor={reversals.data?.nextCursor} />
    </Page>
  );
}

const COLUMNS: TableColumnsType<Reversal> = [
  {
    title: '凭证',
    width: 180,
    render: (_, { journal, journalTitle }) => (
      <Link to={`/journals/${journal}`}>
        {journalTitle} {journal}
      </Link>
    ),
  },
  { title: '共冲销', width: 90, render: (_, { steps }) => `${String(steps.length)}张` },
  {
    title: '差额（元）',
    width: 120,
    align: 'right',
    render: (_, { lacks }) => <Amount of={lacks} />,
  },
  { title: '理由', dataIndex: 'reason' },
  {
    title: '状态',
    width: 100,
    render: (_, { state, stateTitle }) => <Tag color={COLORS[state]}>{stateTitle}</Tag>,
  },
  {
    title: '提出',
    width: 170,
    render: (_, { proposedByName, proposedAt }) => (
      <>
        {proposedByName}
        <div className="quiet">
          <Instant at={proposedAt} />
        </div>
      </>
    ),
  },
  {
    title: '了结',
    width: 170,
    render: (_, { decidedByName, decidedAt }) =>
      decidedAt === null ? (
        <span className="quiet">待另一名主管</span>
      ) : (
        <>
          {decidedByName}
          <div className="quiet">
            <Instant at={decidedAt} />
          </div>
        </>
      ),
  },
];
