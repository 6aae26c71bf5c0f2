/** 留痕校验: walks the chain in the background, says how far it is, and keeps every result. */
import { Button, Empty, Progress, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useStartVerification, useVerifications, type Verification } from './audit-queries.ts';
import { VerificationReport } from './verification-report.tsx';
import './audit.css';

export function VerificationPage() {
  const verifications = useVerifications();
  const start = useStartVerification();
  const [chosen, setChosen] = useState<string | null>(null);
  const all = verifications.data ?? [];
  const shown = all.find(({ id }) => id === chosen) ?? all[0];
  const running = all.some(({ state }) => state === 'running');
  return (
    <Page
      title="留痕校验"
      actions={
        <Button
          type="primary"
          disabled={running}
          loading={start.isPending}
          onClick={() => {
            setChosen(null);
            start.mutate();
          }}
        >
          {running ? '正在校验' : '开始校验'}
        </Button>
      }
    >
      <p className="quiet tight">
        从第一条起逐条核对封链和每日签署的链头：被改动、缺失、移位的留痕都会逐条指出。百万条约需半分钟，在后台进行，可以离开本页。
      </p>
      {start.isError && <ProblemNote error={start.error} />}
      {verifications.isError && <ProblemNote error={verifications.error} />}
      {verifications.isPending && <PageLoading />}
      {verifications.data && !shown && <Empty description="还没有校验过" />}
      {shown && <Shown verification={shown} />}
      {all.length > 0 && <History all={all} shown={shown?.id} onChoose={setChosen} />}
    </Page>
  );
}

function Shown({ verification }: { readonly verification: Verification }) {
  const { state, walked, total } = verification;
  if (state !== 'running') return <VerificationReport verification={verification} />;
  const percent = total === 0 ? 0 : Math.min(99, Math.floor((walked / total) * 100));
  return (
    <section className="verification-running" aria-label="校验进度">
      <Progress percent={percent} status="active" aria-label="校验进度" />
      <p role="status">
        已校验 {walked} 条，共 {total} 条。
      </p>
    </section>
  );
}

interface HistoryProps {
  readonly all: readonly Verification[];
  readonly shown: string | undefined;
  readonly onChoose: (id: string) => void;
}

const STATES: Readonly<Record<Verification['state'], string>> = {
  running: '校验中',
  done: '已完成',
  failed: '未能完成',
  interrupted: '已中断，请重新校验',
};

function History({ all, shown, onChoose }: HistoryProps) {
  const columns: TableColumnsType<Verification> = [
    {
      title: '开始时间',
      width: 170,
      render: (_, { id, startedAt }) => (
        <Button
          type="link"
          size="small"
          className="verification-choice"
          aria-pressed={id === shown}
          onClick={() => {
            onChoose(id);
          }}
        >
          <Instant at={startedAt} />
        </Button>
      ),
    },
    { title: '校验人', width: 160, dataIndex: 'startedBy' },
    { title: '条数', width: 120, render: (_, { walked }) => walked },
    { title: '状态', width: 180, render: (_, { state }) => STATES[state] },
    { title: '结果', render: (_, one) => resultOf(one) },
  ];
  return (
    <section aria-labelledby="verification-history">
      <h2 id="verification-history">最近的校验</h2>
      <Table<Verification>
        size="small"
        aria-label="最近的校验"
        rowKey="id"
        columns={columns}
        dataSource={[...all]}
        pagination={false}
        scroll={{ x: 700 }}
      />
    </section>
  );
}

function resultOf({ intact, centers }: Verification): string {
  if (intact === null) return '—';
  const problems = centers.reduce((sum, { problemCount }) => sum + problemCount, 0);
  return intact ? '链完整' : `发现${problems}处问题`;
}
