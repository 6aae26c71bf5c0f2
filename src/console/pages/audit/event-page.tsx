/** One line of the trail: who, when, from where, why, before, after, and its place in the chain. */
import { Descriptions, type DescriptionsProps } from 'antd';
import { Link, useParams } from 'react-router';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useEvent, type AuditEventDetail } from './audit-queries.ts';
import { BeforeAfter, CodesTable } from './before-after.tsx';
import './audit.css';

export function EventPage() {
  const { eventId = '' } = useParams();
  const event = useEvent(eventId);
  return (
    <Page
      title={event.data ? `留痕：${event.data.title}` : '留痕'}
      beside={event.data && <span className="quiet number">编号 {event.data.id}</span>}
      actions={<Link to="/audit">留痕查询</Link>}
    >
      {event.isPending && <PageLoading />}
      {event.isError && <ProblemNote error={event.error} onRepeat={() => void event.refetch()} />}
      {event.data && <Line event={event.data} />}
    </Page>
  );
}

function Line({ event }: { readonly event: AuditEventDetail }) {
  return (
    <div className="event-line">
      <p className="event-lead">{event.sentence}</p>
      <Descriptions size="small" bordered column={2} items={factsOf(event)} />
      <section aria-labelledby="event-content">
        <h2 id="event-content">事由和前后内容</h2>
        <p className="quiet tight">个人信息已遮盖；要看完整信息，请在办件页说明事由后查看。</p>
        <BeforeAfter event={event} />
      </section>
      <section aria-labelledby="event-codes">
        <h2 id="event-codes">代码和日期</h2>
        <CodesTable codes={event.public} />
      </section>
    </div>
  );
}

function factsOf(event: AuditEventDetail): NonNullable<DescriptionsProps['items']> {
  const { actor, actorName, actorRoleTitle, caseId, caseNumber, person, seal } = event;
  const around = (query: string, text: string) => <Link to={`/audit?${query}`}>{text}</Link>;
  return [
    { key: 'at', label: '时间', children: <Instant at={event.at} /> },
    {
      key: 'who',
      label: '人员',
      children: (
        <>
          {actorName ?? actor}（{actor}，{actorRoleTitle}）{around(`staff=${actor}`, '其他留痕')}
        </>
      ),
    },
    {
      key: 'case',
      label: '办件',
      children:
        caseId === null ? (
          '—'
        ) : (
          <>
            <Link to={`/cases/${caseId}`} className="number">
              {caseNumber ?? caseId}
            </Link>{' '}
            {around(`case=${caseId}`, '全部留痕')}
          </>
        ),
    },
    {
      key: 'person',
      label: '个人',
      children: person === null ? '—' : around(`person=${person}`, '该人的全部留痕'),
    },
    { key: 'origin', label: '请求编号', children: <code>{event.origin}</code> },
    { key: 'kind', label: '事项代码', children: <code>{event.kind}</code> },
    {
      key: 'seal',
      label: '封链',
      span: 2,
      children:
        seal === null ? (
          '待封链（一秒之内）'
        ) : (
          <>
            第{seal.seq}条，封于 <Instant at={seal.sealedAt} />
            ，密钥 {seal.keyId}
            <code className="event-mac">{seal.mac}</code>
          </>
        ),
    },
  ];
}
