/** Holidays and make-up days as rows. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { weekday, plainDate } from '../../../domain/calendar.ts';
import { Day } from '../../parts/when.tsx';
import type { CalendarDay } from './calendar-queries.ts';
import { rangesOf, type DayRange } from './day-ranges.ts';

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

function weekdayOf(day: string): string {
  return `星期${WEEKDAYS[weekday(plainDate(day))] ?? ''}`;
}

const COLUMNS: TableColumnsType<DayRange> = [
  { title: '名称', width: 160, render: (_, { name }) => <strong>{name}</strong> },
  {
    title: '安排',
    width: 120,
    render: (_, { working }) =>
      working ? <Tag color="warning">调休上班</Tag> : <Tag color="success">放假</Tag>,
  },
  {
    title: '日期',
    render: (_, { first, last }) => (
      <>
        <Day on={first} /> {weekdayOf(first)}
        {last !== first && (
          <>
            {' '}
            至 <Day on={last} /> {weekdayOf(last)}
          </>
        )}
      </>
    ),
  },
  { title: '天数', width: 80, render: (_, { count }) => `${count}天` },
];

interface Props {
  readonly title: string;
  readonly days: readonly CalendarDay[];
}

export function DayTable({ title, days }: Props) {
  return (
    <Table<DayRange>
      size="small"
      aria-label={title}
      rowKey={({ first, working }) => `${first} ${String(working)}`}
      columns={COLUMNS}
      dataSource={[...rangesOf(days)]}
      pagination={false}
      locale={{ emptyText: '没有' }}
      scroll={{ x: 620 }}
    />
  );
}
