/** One bulk start: how far it is, what became of every row, and a way to stop it. */
import { Button, Popconfirm, Progress, Segmented, Table, type TableColumnsType } from 'antd';
import { Link, useParams, useSearchParams } from 'react-router';
import { businessOf } from '../../../../cases/index.ts';
import { fieldTitle } from '../../../../cases/wording-forms.ts';
import type { Schemas } from '../../../api/client.ts';
import { Page, PageLoading } from '../../../parts/page.tsx';
import { ProblemNote } from '../../../parts/problem-note.tsx';
import { Instant } from '../../../parts/when.tsx';
import {
  isOpen,
  useOperation,
  useRows,
  useStopOperation,
  type Operation,
  type RowState,
} from './operation-queries.ts';
import { StateWord, stateWord } from './state-word.tsx';
import '../start.css';

type Row = Schemas['OperationRows']['items'][number];

export function OperationPage() {
  const { id = '' } = useParams();
  const operation = useOperation(id);
  const stop = useStopOperation(id);
  if (operation.isError) {
    return (
      <Page title="批量办理">
        <ProblemNote error={operation.error} onRepeat={() => void operation.refetch()} />
      </Page>
    );
  }
  if (!operation.data) return <PageLoading />;
  const { kind, state } = operation.data;
  const open = isOpen(operation.data);
  return (
    <Page
      title={`批量${businessOf(kind)}`}
      beside={<StateWord state={state} />}
      actions={
        open && (
          <Popconfirm
            title="停止批量办理？"
            description="已发起的业务不受影响，未办的行不再办理。"
            okText="停止"
            cancelText="继续办理"
            onConfirm={() => {
              stop.mutate();
            }}
          >
            <Button danger loading={stop.isPending}>
              停止
            </Button>
          </Popconfirm>
        )
      }
    >
      {stop.isError && <ProblemNote error={stop.error} />}
      <HowFar operation={operation.data} />
      <Rows id={id} open={open} />
    </Page>
  );
}

function HowFar({ operation }: { readonly operation: Operation }) {
  const { total, counts, summary, createdAt, finishedAt } = operation;
  const gone = total - counts.waiting;
  return (
    <div className="gap-below">
      <Progress
        percent={total === 0 ? 100 : Math.floor((gone / total) * 100)}
        status={isOpen(operation) ? 'active' : counts.failed > 0 ? 'normal' : 'success'}
        aria-label="批量办理进度"
      />
      <p role="status" className="tight">
        {summary}
      </p>
      <p className="quiet tight">
        <Instant at={createdAt} /> 发起
        {finishedAt !== null && (
          <>
            ，<Instant at={finishedAt} /> 结束
          </>
        )}
      </p>
    </div>
  );
}

const FILTERS: readonly RowState[] = ['done', 'failed', 'waiting', 'skipped'];

function Rows({ id, open }: { readonly id: string; readonly open: boolean }) {
  const [params, setParams] = useSearchParams();
  const state = FILTERS.find((one) => one === params.get('state')) ?? null;
  const cursor = params.get('cursor');
  const rows = useRows({ id, state, cursor, open });
  const { items = [], nextCursor = null } = rows.data ?? {};
  const show = (next: Readonly<Record<string, string>>) => {
    setParams({ ...(state && { state }), ...next });
  };
  return (
    <section aria-label="各行的结果">
      <Segmented
        className="gap-below"
        aria-label="按结果筛选"
        value={state ?? 'all'}
        options={[
          { value: 'all', label: '全部' },
          ...FILTERS.map((one) => ({ value: one, label: stateWord(one) })),
        ]}
        onChange={(next) => {
          setParams(next === 'all' ? {} : { state: next });
        }}
      />
      {rows.isError && <ProblemNote error={rows.error} onRepeat={() => void rows.refetch()} />}
      <Table<Row>
        size="small"
        rowKey="n"
        aria-label="各行的结果"
        loading={rows.isPending}
        dataSource={items}
        columns={COLUMNS}
        pagination={false}
        locale={{ emptyText: '没有这样的行' }}
      />
      <div className="bulk-line">
        {cursor !== null && (
          <Button
            onClick={() => {
              show({});
            }}
          >
            回到第一页
          </Button>
        )}
        {nextCursor !== null && (
          <Button
            onClick={() => {
              show({ cursor: nextCursor });
            }}
          >
            下一页
          </Button>
        )}
      </div>
    </section>
  );
}

const COLUMNS: TableColumnsType<Row> = [
  { title: '行', dataIndex: 'n', width: 70 },
  { title: '结果', width: 110, render: (_, { state }) => <StateWord state={state} /> },
  {
    title: '业务编号',
    width: 190,
    render: (_, { caseId, caseNumber }) =>
      caseId === null ? '—' : <Link to={`/cases/${caseId}`}>{caseNumber ?? '查看业务'}</Link>,
  },
  { title: '问题和改法', render: (_, { problem }) => <RowProblem problem={problem} /> },
];

interface TheProblem {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

function RowProblem({ problem }: { readonly problem: unknown }) {
  if (typeof problem !== 'object' || problem === null) return null;
  const { title, detail, errors = [] }: TheProblem = problem;
  return (
    <>
      {detail ?? title}
      {errors.length > 0 && (
        <ul className="tight">
          {errors.map((one) => (
            <li key={one.pointer}>
              {columnOf(one.pointer)}：{one.detail}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** 缴存银行卡 · 银行卡号（bankCard.number）: in words, and as the column is named. */
function columnOf(pointer: string): string {
  const path = pointer.replace(/^#?\//, '').replaceAll('/', '.');
  return `${fieldTitle(pointer)}（${path}）`;
}
