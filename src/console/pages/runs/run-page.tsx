/** One run: its list in sums, how far it is, what may be done, and every item with its result. */
import { Alert, Card, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { RunActions } from './run-actions.tsx';
import { RunFacts } from './run-facts.tsx';
import { RunItems } from './run-items.tsx';
import { RunProgress } from './run-progress.tsx';
import { STATE_COLORS } from './run-state.ts';
import { useRun, type Run } from './run-queries.ts';
import './runs.css';

export function RunPage() {
  const { id = '' } = useParams();
  const run = useRun(id);
  return (
    <Page
      title={run.data ? `${run.data.kindTitle} ${run.data.businessOn}` : '批处理'}
      beside={run.data && <Tag color={STATE_COLORS[run.data.state]}>{run.data.stateTitle}</Tag>}
      actions={run.data && <RunActions run={run.data} />}
    >
      {run.isError && <ProblemNote error={run.error} onRepeat={() => void run.refetch()} />}
      {run.isPending && <PageLoading />}
      {run.data && <Parts run={run.data} />}
    </Page>
  );
}

function Parts({ run }: { readonly run: Run }) {
  const me = useMe();
  const seesItems = me.grants.some(({ role }) => role === 'supervisor' || role === 'auditor');
  return (
    <div className="run-parts">
      {run.brakeText !== null && <Alert type="warning" showIcon title={run.brakeText} />}
      {run.state === 'previewed' && (
        <Alert
          type="info"
          showIcon
          title="名单已经冻结，等待批准。批准后只办这份名单；与名单不符的，办理时会拦下。"
        />
      )}
      <div className="run-columns">
        <Part title="进度">
          <RunProgress run={run} />
        </Part>
        <Part title="情况">
          <RunFacts run={run} />
        </Part>
      </div>
      {seesItems && (
        <Part title="名单">
          <RunItems run={run} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card size="small" role="region" aria-label={title} title={<h2>{title}</h2>}>
      {children}
    </Card>
  );
}
