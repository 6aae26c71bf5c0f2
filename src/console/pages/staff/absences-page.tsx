/** Who is away: four weeks at a glance, and the list with deputies and work in hand. */
import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Empty } from 'antd';
import { useState } from 'react';
import {
  addDays,
  isPlainDate,
  plainDate,
  weekday,
  type PlainDate,
} from '../../../domain/calendar.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useAddressFilters } from '../../parts/address-filters.ts';
import { Page, PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { AbsenceDialog } from './absence-dialog.tsx';
import { AbsenceGrid } from './absence-grid.tsx';
import { AbsenceTable } from './absence-table.tsx';
import { useAbsences } from './staff-queries.ts';
import './staff.css';

const WEEKS = 4;
const DAYS = WEEKS * 7;

/** The Monday of the week a day is in. */
function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, -((weekday(day) + 6) % 7));
}

export function AbsencesPage() {
  const me = useMe();
  const filters = useAddressFilters(['from']);
  const asked = filters.values['from'];
  const from = mondayOf(plainDate(isPlainDate(asked) ? asked : me.today));
  const to = addDays(from, DAYS - 1);
  const [recording, setRecording] = useState(false);
  const may = me.roles.some((role) => role !== 'channel');
  return (
    <Page
      title="缺勤"
      actions={
        may && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => {
              setRecording(true);
            }}
          >
            {hasRole(me, 'supervisor') ? '登记缺勤' : '登记本人缺勤'}
          </Button>
        )
      }
    >
      <Weeks
        from={from}
        to={to}
        onChange={(day) => {
          filters.set('from', day);
        }}
      />
      <Shown from={from} to={to} today={me.today} />
      <AbsenceDialog
        staff={null}
        open={recording}
        onClose={() => {
          setRecording(false);
        }}
      />
    </Page>
  );
}

interface WeeksProps {
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** undefined: from this week on */
  readonly onChange: (from: PlainDate | undefined) => void;
}

/** Which four weeks. */
function Weeks({ from, to, onChange }: WeeksProps) {
  return (
    <div className="list-tools">
      <Button
        icon={<LeftOutlined />}
        aria-label="前四周"
        onClick={() => {
          onChange(addDays(from, -DAYS));
        }}
      />
      <span className="number">
        {from} 至 {to}
      </span>
      <Button
        icon={<RightOutlined />}
        aria-label="后四周"
        onClick={() => {
          onChange(addDays(from, DAYS));
        }}
      />
      <Button
        onClick={() => {
          onChange(undefined);
        }}
      >
        本周起
      </Button>
    </div>
  );
}

interface ShownProps {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly today: string;
}

function Shown({ from, to, today }: ShownProps) {
  const absences = useAbsences(from, to);
  if (absences.isError) {
    return <ProblemNote error={absences.error} onRepeat={() => void absences.refetch()} />;
  }
  if (absences.isPending) return <PageLoading />;
  if (absences.data.length === 0) return <Empty description="这四周没有人缺勤" />;
  return (
    <>
      <AbsenceGrid absences={absences.data} from={from} days={DAYS} today={today} />
      <AbsenceTable label="缺勤列表" absences={absences.data} />
    </>
  );
}
