/** Moving tasks from a list: those chosen, another date for one; for supervisors. */
import { Button } from 'antd';
import { lazy, useState, type ReactNode } from 'react';
import { InHead } from '../../parts/in-head.tsx';
import { Late } from '../../parts/late.tsx';
import type { Task } from './staff-queries.ts';

const DueDateDialog = lazy(async () => ({
  default: (await import('./due-date-dialog.tsx')).DueDateDialog,
}));
const ReassignDialog = lazy(async () => ({
  default: (await import('./reassign-dialog.tsx')).ReassignDialog,
}));

interface BarProps {
  readonly tasks: readonly Task[];
  readonly chosen: readonly string[];
  readonly onMoved: () => void;
  /** Offers everything that is listed, too. */
  readonly all?: boolean;
}

export function TaskMoveBar({ tasks, chosen, onMoved, all = false }: BarProps) {
  const [moving, setMoving] = useState<readonly Task[]>([]);
  const [open, setOpen] = useState(false);
  const picked = tasks.filter(({ id }) => chosen.includes(id));
  const move = (list: readonly Task[]) => {
    setMoving(list);
    setOpen(true);
  };
  return (
    <>
      <Button
        disabled={picked.length === 0}
        onClick={() => {
          move(picked);
        }}
      >
        改派所选（{picked.length}）
      </Button>
      {all && (
        <Button
          onClick={() => {
            move(tasks);
          }}
        >
          全部改派（{tasks.length}）
        </Button>
      )}
      <Late open={open}>
        <ReassignDialog
          tasks={moving}
          open={open}
          onClose={() => {
            setOpen(false);
            onMoved();
          }}
        />
      </Late>
    </>
  );
}

/** Checkboxes of a table of tasks, each with a name of its own. */
export function taskSelection(
  chosen: readonly string[],
  onChange: (ids: readonly string[]) => void,
) {
  return {
    selectedRowKeys: [...chosen],
    onChange: (keys: readonly unknown[]) => {
      onChange(keys.map(String));
    },
    columnTitle: (box: ReactNode) => <InHead>{box}</InHead>,
    getTitleCheckboxProps: () => ({ 'aria-label': '选择全部' }),
  };
}

export function taskCheckbox({ title, caseNumber }: Task) {
  return { 'aria-label': `选择：${title} ${caseNumber}` };
}

export function DueDateButton({ task }: { readonly task: Task }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={`改期：${task.title} ${task.caseNumber}`}
        onClick={() => {
          setOpen(true);
        }}
      >
        改期
      </Button>
      <Late open={open}>
        <DueDateDialog
          task={task}
          open={open}
          onClose={() => {
            setOpen(false);
          }}
        />
      </Late>
    </>
  );
}
