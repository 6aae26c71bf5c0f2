/** 批量修复: the exact list as it was frozen, its confirmation, and what became of each. */
import { Alert, Button, Progress, Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { isRepairMove } from '../../../cases/repairs.ts';
import { MOVE_WORDS } from '../../../cases/wording-repairs.ts';
import { newKey } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { tablePages } from '../../parts/table-pages.tsx';
import { useConfirmList, useList, useRows, useStopList, type Row } from './bulk-queries.ts';
import { Preview } from './move-preview.tsx';
import type { Operation } from './repair-queries.ts';
import './repair.css';

export function BulkPage() {
  const { operation: id = '' } = useParams();
  const list = useList(id);
  const { data } = list;
  return (
    <Page
      title={data?.repair ? `批量修复：${data.repair.moveTitle}` : '批量修复'}
      beside={data && <Tag>{STATES[data.state]}</Tag>}
      actions={
        <Link to="/repair" className="repair-back">
          返回清单
        </Link>
      }
    >
      {list.isError && <ProblemNote error={list.error} onRepeat={() => void list.refetch()} />}
      {data ? <List list={data} /> : !list.isError && <PageLoading />}
    </Page>
  );
}

const STATES: Readonly<Record<Operation['state'], string>> = {
  proposed: '待确认',
  waiting: '即将开始',
  running: '进行中',
  done: '完成',
  stopped: '已停止',
};

function List({ list }: { readonly list: Operation }) {
  const rows = useRows(list.id, list);
  const { done, failed, skipped } = list.counts;
  const over = done + failed + skipped;
  return (
    <>
      <div role="status" className="gap-below">
        <Alert type={failed > 0 ? 'warning' : 'info'} showIcon title={list.summary} />
      </div>
      {list.repair && <Terms list={list} repair={list.repair} />}
      {list.state !== 'proposed' && (
        <Progress
          className="gap-below"
          percent={Math.round((over / Math.max(1, list.total)) * 100)}
          status={failed > 0 ? 'exception' : 'normal'}
          aria-label="已有结果的比例"
          format={() => `${over} / ${list.total}`}
        />
      )}
      {rows.isError && <ProblemNote error={rows.error} />}
      <Table<Row>
        size="small"
        aria-label="清单及每件的结果"
        rowKey="n"
        columns={COLUMNS}
        dataSource={rows.data ?? []}
        loading={rows.isPending}
        pagination={tablePages(50)}
      />
    </>
  );
}

interface TermsProps {
  readonly list: Operation;
  readonly repair: NonNullable<Operation['repair']>;
}

function Terms({ list, repair }: TermsProps) {
  return (
    <div className="bulk-terms gap-below">
      <dl className="bulk-facts">
        <div className="move-fact">
          <dt>情况</dt>
          <dd>{repair.kindTitle}</dd>
        </div>
        <div className="move-fact">
          <dt>固定于</dt>
          <dd>
            <Instant at={list.createdAt} />，{repair.startedByName ?? list.startedBy}
          </dd>
        </div>
        <div className="move-fact">
          <dt>事由</dt>
          <dd>{repair.reason}</dd>
        </div>
        <div className="move-fact">
          <dt>清单摘要</dt>
          <dd className="number">{repair.hash.slice(0, 16)}…</dd>
        </div>
        <div className="move-fact">
          <dt>确认</dt>
          <dd>{confirmText(repair)}</dd>
        </div>
      </dl>
      {isRepairMove(repair.move) && <Preview words={MOVE_WORDS[repair.move]} />}
      <Buttons list={list} repair={repair} />
    </div>
  );
}

function confirmText(repair: TermsProps['repair']): string {
  const { confirmedBy, confirmedByName, twoPersons } = repair;
  if (confirmedBy !== null) return confirmedByName ?? confirmedBy;
  return twoPersons ? '须另一名主管确认' : '核对清单后确认';
}

function Buttons({ list, repair }: TermsProps) {
  const me = useMe();
  const [key] = useState(newKey);
  const confirm = useConfirmList(list.id);
  const stop = useStopList(list.id);
  const open = ['proposed', 'waiting', 'running'].includes(list.state);
  const mayStop = open && me.roles.includes('supervisor');
  return (
    <div className="repair-buttons">
      {repair.mayConfirm && (
        <Button
          type="primary"
          loading={confirm.isPending}
          onClick={() => {
            confirm.mutate({ key, hash: repair.hash });
          }}
        >
          确认这{list.total}件并开始
        </Button>
      )}
      {mayStop && (
        <Button
          danger={list.state !== 'proposed'}
          loading={stop.isPending}
          onClick={() => {
            stop.mutate(newKey());
          }}
        >
          {list.state === 'proposed' ? '放弃这份清单' : '停止：未开始的不再执行'}
        </Button>
      )}
      {confirm.isError && <ProblemNote error={confirm.error} />}
      {stop.isError && <ProblemNote error={stop.error} />}
    </div>
  );
}

const RESULTS: Readonly<Record<Row['state'], { readonly text: string; readonly color: string }>> = {
  waiting: { text: '没有结果', color: 'default' },
  done: { text: '已恢复', color: 'success' },
  failed: { text: '未恢复', color: 'error' },
  skipped: { text: '没有执行', color: 'warning' },
};

const COLUMNS: TableColumnsType<Row> = [
  { title: '序', dataIndex: 'n', width: 56, align: 'right' },
  {
    title: '事项',
    width: 220,
    render: (_, { object, caseNumber }) =>
      object === null ? (
        caseNumber
      ) : (
        <Link to={`/repair/${object}`} className="number">
          {caseNumber ?? object}
        </Link>
      ),
  },
  {
    title: '结果',
    width: 110,
    render: (_, { state }) => <Tag color={RESULTS[state].color}>{RESULTS[state].text}</Tag>,
  },
  { title: '说明', render: (_, { problem }) => problemText(problem) },
  { title: '时间', width: 160, render: (_, { at }) => at !== null && <Instant at={at} /> },
];

function problemText(problem: unknown): string {
  const told = typeof problem === 'object' && problem !== null && 'detail' in problem;
  return told && typeof problem.detail === 'string' ? problem.detail : '';
}
