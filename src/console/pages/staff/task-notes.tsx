/** What else is said of a task: past which day it is, who has it and is away, whether it is put aside. */
import { Tag } from 'antd';
import { useColleagues, type Task } from './staff-queries.ts';

interface Props {
  readonly task: Task;
  /** Overdue work is the supervisor's: nobody else is told to deal with it. */
  readonly supervises: boolean;
}

export function TaskNotes({ task: { escalation, holderAway, asideUntil }, supervises }: Props) {
  return (
    <>
      {supervises && escalation !== null && (
        <div>
          <Tag color={escalation.level === 'law' ? 'error' : 'warning'}>须主管处理</Tag>
          {escalation.sentence}
        </div>
      )}
      {asideUntil !== null && <Tag>暂缓至 {asideUntil}</Tag>}
      {holderAway !== null && <Away away={holderAway} />}
    </>
  );
}

function Away({ away }: { readonly away: NonNullable<Task['holderAway']> }) {
  const { data: colleagues = [] } = useColleagues();
  const nameOf = (id: string) => colleagues.find((one) => one.id === id)?.name ?? id;
  const deputy = away.deputy === null ? '没有代理人' : `由${nameOf(away.deputy)}代理`;
  return (
    <div>
      <Tag>不在岗</Tag>
      {nameOf(away.staff)}缺勤至 {away.to}，{deputy}
    </div>
  );
}
