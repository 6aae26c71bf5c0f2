/** Lines of the trail, newest first: when, who, what, about which case. */
import { Table, type TableColumnsType } from 'antd';
import { Link } from 'react-router';
import { Instant, instantText } from '../../parts/when.tsx';
import type { AuditEvent } from './audit-queries.ts';

const COLUMNS: TableColumnsType<AuditEvent> = [
  {
    title: '时间',
    width: 150,
    render: (_, event) => (
      <Link
        to={`/audit/events/${event.id}`}
        className="row-link"
        aria-label={`${instantText(event.at)} 查看留痕${event.id}`}
      >
        <Instant at={event.at} />
      </Link>
    ),
  },
  {
    title: '人员',
    width: 190,
    render: (_, { actor, actorName, actorRoleTitle }) => (
      <>
        {actorName ?? actor} <span className="quiet">{actorRoleTitle}</span>
        {actorName !== null && <div className="quiet">{actor}</div>}
      </>
    ),
  },
  {
    title: '事项',
    render: (_, { title, sentence }) => (
      <>
        <strong className="event-title">{title}</strong>
        <div className="event-sentence">{sentence}</div>
      </>
    ),
  },
  { title: '办件', width: 180, render: (_, event) => <CaseOf event={event} /> },
  {
    title: '封链',
    width: 80,
    render: (_, { sealed }) => (sealed ? '已封链' : <span className="quiet">待封链</span>),
  },
];

function CaseOf({ event }: { readonly event: AuditEvent }) {
  if (event.caseId === null) return <span className="quiet">—</span>;
  return (
    <Link to={`/cases/${event.caseId}`} className="number">
      {event.caseNumber ?? event.caseId}
    </Link>
  );
}

export function EventTable({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <Table<AuditEvent>
      size="small"
      aria-label="留痕列表"
      rowKey="id"
      columns={COLUMNS}
      dataSource={[...events]}
      pagination={false}
      scroll={{ x: 900 }}
    />
  );
}
