/** 定时: when each kind of run is begun next, which are paused and why, which days were missed. */
import { Alert, Collapse, Empty, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../api/me.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, Instant } from '../../parts/when.tsx';
import { ScheduleActions } from './schedule-actions.tsx';
import { useSchedules, type Schedule } from './schedule-queries.ts';
import './runs.css';
import './schedules.css';

export function SchedulesPage() {
  const me = useMe();
  const schedules = useSchedules();
  const all = schedules.data?.items ?? [];
  const mayAct = me.grants.some(({ role }) => role === 'supervisor');
  const missing = all.length > 0 && all.every(({ engine }) => engine === 'absent');
  const many = new Set(all.map(({ center }) => center)).size > 1;
  return (
    <Page title="批处理定时" actions={<Link to="/runs">全部批处理</Link>}>
      <p className="quiet tight">{all[0]?.overlapText ?? ''}</p>
      {schedules.isError && (
        <ProblemNote error={schedules.error} onRepeat={() => void schedules.refetch()} />
      )}
      {schedules.isPending && <PageLoading />}
      {schedules.data && all.length === 0 && <Empty description="没有批处理定时" />}
      {missing && (
        <Alert
          type="warning"
          showIcon
          title="办理引擎中没有设置任何定时，到时间不会自动发起；可以手工发起。"
        />
      )}
      <ul className="schedules" aria-label="批处理定时">
        {all.map((one) => (
          <li key={one.id} aria-labelledby={`clock-${one.id}`}>
            <ScheduleHead schedule={one} center={many} />
            {one.warning !== null && !(missing && one.passed === 0) && (
              <Alert className="gap-below" type="warning" showIcon title={one.warning} />
            )}
            <ScheduleFacts schedule={one} />
            {mayAct && <ScheduleActions schedule={one} />}
          </li>
        ))}
      </ul>
    </Page>
  );
}

function ScheduleHead({
  schedule,
  center,
}: {
  readonly schedule: Schedule;
  readonly center: boolean;
}) {
  const { id, kindTitle, clockText, paused, stateTitle } = schedule;
  return (
    <div className="schedule-head">
      <h2 id={`clock-${id}`}>
        {kindTitle}
        {center && `（${schedule.center}）`}
      </h2>
      <span>{clockText}</span>
      <Tag color={paused ? 'error' : 'success'}>{stateTitle}</Tag>
    </div>
  );
}

function ScheduleFacts({ schedule }: { readonly schedule: Schedule }) {
  const { paused, reason, pausedByName, pausedAt, lastRun, missed, waiting, next } = schedule;
  const [first, ...later] = next;
  return (
    <dl className="schedule-facts">
      {paused && (
        <Fact title="停用">
          {reason}　{pausedByName}　{pausedAt !== null && <Instant at={pausedAt} />}
        </Fact>
      )}
      <Fact title={paused ? '启用后下次' : '下次发起'}>
        {first?.text}
        {first && <span className="quiet">（业务日期{first.businessOn}）</span>}
        <Collapse
          ghost
          size="small"
          className="schedule-later"
          items={[
            {
              key: 'later',
              label: `其后${String(later.length)}次`,
              children: <Later next={later} title={schedule.kindTitle} />,
            },
          ]}
        />
      </Fact>
      <Fact title="最近一次">
        {lastRun === null ? (
          '还没有'
        ) : (
          <>
            <Link to={`/runs/${lastRun.id}`}>{lastRun.businessOn}</Link>　{lastRun.stateTitle}
          </>
        )}
      </Fact>
      {missed.length > 0 && <Fact title="所漏业务日期">{days(missed)}</Fact>}
      {waiting.length > 0 && <Fact title="等候补跑">{days(waiting)}</Fact>}
    </dl>
  );
}

function Later({ next, title }: { readonly next: Schedule['next']; readonly title: string }) {
  return (
    <ol className="schedule-times" aria-label={`${title}其后的发起时间`}>
      {next.map(({ at, text }) => (
        <li key={at}>
          <time dateTime={at}>{text}</time>
        </li>
      ))}
    </ol>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function days(of: readonly string[]) {
  return (
    <span className="schedule-days">
      {of.map((on) => (
        <Day key={on} on={on} />
      ))}
    </span>
  );
}
