/** Absences as rows: who, from when to when, who stands in; ended early where one may. */
import { App, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { AbsenceEndForm } from '../../../forms/staff-change.ts';
import { addDays, plainDate } from '../../../domain/calendar.ts';
import { useMe } from '../../api/me.ts';
import { Day } from '../../parts/when.tsx';
import { DeskDialog } from './desk-dialog.tsx';
import { DayField } from './fields.tsx';
import { useDesk, type Absence } from './staff-queries.ts';

const STATES = {
  now: { title: '缺勤中', color: 'warning' },
  'to-come': { title: '未开始', color: 'processing' },
  over: { title: '已结束', color: 'default' },
  cancelled: { title: '已取消', color: 'default' },
} as const;

interface Props {
  readonly label: string;
  readonly absences: readonly Absence[];
}

export function AbsenceTable({ label, absences }: Props) {
  const [ending, setEnding] = useState<Absence | null>(null);
  return (
    <>
      <Table<Absence>
        size="small"
        aria-label={label}
        rowKey="id"
        pagination={false}
        dataSource={[...absences]}
        columns={columns(setEnding)}
        scroll={{ x: 780 }}
      />
      {ending !== null && (
        <EndDialog
          absence={ending}
          onClose={() => {
            setEnding(null);
          }}
        />
      )}
    </>
  );
}

function columns(onEnd: (absence: Absence) => void) {
  return [
    {
      title: '人员',
      width: 130,
      render: (_: unknown, { staff }: Absence) => <strong>{staff.name}</strong>,
    },
    { title: '第一日', width: 120, render: (_: unknown, { from }: Absence) => <Day on={from} /> },
    { title: '最后一日', width: 120, render: (_: unknown, { to }: Absence) => <Day on={to} /> },
    {
      title: '状态',
      width: 100,
      render: (_: unknown, { state }: Absence) => (
        <Tag color={STATES[state].color}>{STATES[state].title}</Tag>
      ),
    },
    {
      title: '代理人',
      render: (_: unknown, { deputy }: Absence) =>
        deputy === null ? <span className="quiet">无</span> : deputy.name,
    },
    {
      title: '手中待办',
      width: 90,
      align: 'right' as const,
      render: (_: unknown, { openTasks }: Absence) => openTasks,
    },
    {
      title: '操作',
      width: 110,
      render: (_: unknown, absence: Absence) =>
        absence.changeable ? (
          <Button
            size="small"
            aria-label={`${verbOf(absence)}：${absence.staff.name} ${absence.from}`}
            onClick={() => {
              onEnd(absence);
            }}
          >
            {verbOf(absence)}
          </Button>
        ) : null,
    },
  ];
}

function verbOf({ state }: Absence): string {
  return state === 'now' ? '提前结束' : '取消';
}

interface EndProps {
  readonly absence: Absence;
  readonly onClose: () => void;
}

function EndDialog({ absence, onClose }: EndProps) {
  const { today } = useMe();
  const { message } = App.useApp();
  const { endAbsence } = useDesk();
  const begun = absence.state === 'now';
  return (
    <DeskDialog<{ readonly lastDay?: string }, { lastDay: string | null }>
      open
      title={`${verbOf(absence)}缺勤：${absence.staff.name}`}
      okText={verbOf(absence)}
      initial={begun ? { lastDay: today } : {}}
      schema={AbsenceEndForm}
      contentOf={({ lastDay }) => ({ lastDay: lastDay ?? null })}
      onSubmit={async ({ lastDay }, key) => {
        await endAbsence(key, absence.id, lastDay);
        void message.success('已办理');
      }}
      onClose={onClose}
    >
      {begun ? (
        <DayField
          name="lastDay"
          label="实际的最后一日"
          min={addDays(plainDate(today), -1)}
          max={addDays(plainDate(absence.to), -1)}
          required
        />
      ) : (
        <p>
          {absence.from} 至 {absence.to} 的缺勤尚未开始，将予取消。
        </p>
      )}
    </DeskDialog>
  );
}
