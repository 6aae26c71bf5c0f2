/** 工作日历: holidays and make-up days of a year; a new one is checked, compared, then loaded. */
import { Alert, Button } from 'antd';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Instant } from '../../parts/when.tsx';
import { useCalendar, type CalendarYear } from './calendar-queries.ts';
import { CalendarUpload } from './calendar-upload.tsx';
import { DayTable } from './day-table.tsx';
import './figures.css';

export function CalendarPage() {
  const me = useMe();
  const address = useAddressFilters(['year']);
  const asked = Number(address.values['year']);
  const year = asked >= 1900 && asked < 2200 ? asked : Number(me.today.slice(0, 4));
  const calendar = useCalendar(year);
  const go = (to: number) => {
    address.set('year', String(to));
  };
  return (
    <Page
      title="工作日历"
      actions={
        <nav className="calendar-years" aria-label="年份">
          <Button
            onClick={() => {
              go(year - 1);
            }}
          >
            {year - 1}年
          </Button>
          <strong aria-current="true">{year}年</strong>
          <Button
            onClick={() => {
              go(year + 1);
            }}
          >
            {year + 1}年
          </Button>
        </nav>
      }
    >
      <p className="quiet tight">
        待办的期限按工作日计算：星期一至星期五上班，放假和调休以国务院办公厅的通知为准。
      </p>
      {calendar.isPending && <PageLoading />}
      {calendar.isError && <ProblemNote error={calendar.error} />}
      {calendar.data && <Year calendar={calendar.data} />}
      {hasRole(me, 'supervisor') && <CalendarUpload key={year} year={year} />}
    </Page>
  );
}

function Year({ calendar }: { readonly calendar: CalendarYear }) {
  const { year, loaded, documentNumber, loadedAt, days, earlier } = calendar;
  if (!loaded) {
    return (
      <Alert
        className="calendar-missing"
        type="warning"
        showIcon
        title={`${year}年的日历还没有载入`}
        description="在载入以前，只按周末计算，落在这一年的期限标为暂定；载入后自动重新计算。"
      />
    );
  }
  return (
    <section className="calendar-list" aria-labelledby="calendar-days">
      <h2 id="calendar-days">{year}年放假和调休</h2>
      <p className="tight">
        依据：{documentNumber}
        {loadedAt !== null && (
          <span className="quiet">
            ，载入于 <Instant at={loadedAt} />
          </span>
        )}
      </p>
      <DayTable title={`${year}年放假和调休`} days={days} />
      {earlier.map((one) => (
        <details key={one.replacedAt} className="decided">
          <summary>
            此前的日历：{one.documentNumber}（<Instant at={one.replacedAt} /> 被替换）
          </summary>
          <DayTable title={`此前的日历 ${one.documentNumber}`} days={one.days} />
        </details>
      ))}
    </section>
  );
}
