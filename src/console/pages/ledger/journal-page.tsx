/** One journal: its lines, and the way to bank, debit, case, run and account; taking it back. */
import { Alert, Card, Descriptions, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { Amount } from '../../parts/amount.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { JournalLines } from './journal-lines.tsx';
import { JournalLinks } from './journal-links.tsx';
import { ReversalPart } from './reversal-part.tsx';
import { useJournal, type Journal } from './ledger-queries.ts';
import './ledger.css';

export function JournalPage() {
  const { id = '' } = useParams();
  const journal = useJournal(id);
  return (
    <Page title={`凭证 ${id}`} beside={journal.data && <Beside journal={journal.data} />}>
      {journal.isError && (
        <ProblemNote error={journal.error} onRepeat={() => void journal.refetch()} />
      )}
      {journal.isPending && <PageLoading />}
      {journal.data && <Parts journal={journal.data} />}
    </Page>
  );
}

function Beside({ journal: { title, reverses, reversedBy } }: { readonly journal: Journal }) {
  return (
    <>
      <Tag>{title}</Tag>
      {reverses !== null && <Tag color="warning">冲账</Tag>}
      {reversedBy !== null && <Tag color="error">已冲账</Tag>}
    </>
  );
}

function Parts({ journal }: { readonly journal: Journal }) {
  const { reverses, reversedBy } = journal;
  return (
    <div className="ledger-parts">
      {reverses !== null && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              本凭证按反向分录冲销 <Link to={`/journals/${reverses}`}>凭证 {reverses}</Link>。
            </>
          }
        />
      )}
      {reversedBy !== null && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              已由 <Link to={`/journals/${reversedBy}`}>凭证 {reversedBy}</Link> 冲账。
            </>
          }
        />
      )}
      <Part title="凭证">
        <Facts journal={journal} />
      </Part>
      <Part title="分录">
        <JournalLines lines={journal.lines} />
      </Part>
      <Part title="来龙去脉">
        <JournalLinks journal={journal} />
      </Part>
      {(journal.mayReverse || journal.reversal !== null) && (
        <Part title="冲账">
          <ReversalPart journal={journal} />
        </Part>
      )}
    </div>
  );
}

function Facts({ journal }: { readonly journal: Journal }) {
  const { valueDate, recordedAt, recordedByName, business, amount, document, key } = journal;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 2, xl: 3 }}
      items={[
        { key: 'on', label: '记账日期', children: <Day on={valueDate} /> },
        { key: 'at', label: '记于', children: <Instant at={recordedAt} /> },
        { key: 'by', label: '记账人', children: recordedByName },
        { key: 'amount', label: '金额（元）', children: <Amount of={amount} /> },
        { key: 'code', label: '业务代码', children: business },
        { key: 'document', label: '凭据号码', children: document ?? '—' },
        { key: 'key', label: '业务键', children: <span className="ledger-key">{key}</span> },
      ]}
    />
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card size="small" role="region" aria-label={title} title={<h2>{title}</h2>}>
      {children}
    </Card>
  );
}
