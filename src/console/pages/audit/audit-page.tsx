/** 留痕查询: who did what, when and why; filters in the address, pages by cursor, export. */
import { Button, Empty } from 'antd';
import { downloadAudit } from '../../api/download.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { ExportButton } from '../../parts/export-button.tsx';
import { Page, PageLoading } from '../../parts/page.tsx';
import { Pager, usePaging } from '../../parts/pager.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { AuditFilterBar } from './audit-filters.tsx';
import { AUDIT_FILTERS, exportBody, useEvents } from './audit-queries.ts';
import { EventTable } from './event-table.tsx';
import './audit.css';

export function AuditPage() {
  const filters = useAddressFilters(AUDIT_FILTERS);
  const paging = usePaging(JSON.stringify(filters.values));
  const events = useEvents(filters.values, paging.cursor);
  return (
    <Page
      title="留痕查询"
      actions={
        <>
          <Button
            loading={events.isFetching && !events.isPending}
            onClick={() => void events.refetch()}
          >
            重新查询
          </Button>
          <ExportButton
            onExport={(format) => downloadAudit({ format, ...exportBody(filters.values) })}
          />
        </>
      }
    >
      <AuditFilterBar filters={filters} />
      <p className="quiet tight">
        查询和导出本身也会留痕。导出最多20000行，个人信息已遮盖；超过时请缩小范围。
      </p>
      {events.isError && (
        <ProblemNote error={events.error} onRepeat={() => void events.refetch()} />
      )}
      {events.isPending ? (
        <PageLoading />
      ) : events.data?.items.length === 0 ? (
        <Empty description="没有符合条件的留痕" />
      ) : (
        <EventTable events={events.data?.items ?? []} />
      )}
      <Pager paging={paging} nextCursor={events.data?.nextCursor} />
    </Page>
  );
}
