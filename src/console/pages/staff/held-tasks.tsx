/** What somebody has in hand: chosen tasks, or all of them, go into other hands. */
import { Table, Tag, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useMe } from '../../api/me.ts';
import { Due } from '../../parts/due.tsx';
import { PageLoading } from '../../parts/page.tsx';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { taskPath } from '../work/task-path.ts';
import { useHeldTasks, type Task } from './staff-queries.ts';
import { DueDateButton, taskCheckbox, TaskMoveBar, taskSelection } from './task-moving.tsx';

interface Props {
  readonly holder: string;
  readonly mayMove: boolean;
}

export function HeldTasks({ holder, mayMove }: Props) {
  const held = useHeldTasks(holder);
  if (held.isError) {
    return <ProblemNote error={held.error} onRepeat={() => void held.refetch()} />;
  }
  if (held.isPending) return <PageLoading />;
  const { items, nextCursor } = held.data;
  // Kept when the list becomes empty: the result of what emptied it is still being read.
  return <Shown tasks={items} more={nextCursor !== null} mayMove={mayMove} />;
}

interface ShownProps {
  readonly tasks: readonly Task[];
  readonly more: boolean;
  readonly mayMove: boolean;
}

function Shown({ tasks, more, mayMove }: ShownProps) {
  const me = useMe();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const selection = { ...taskSelection(chosen, setChosen), getCheckboxProps: taskCheckbox };
  return (
    <>
      {mayMove && (
        <div
          className={tasks.length > 0 ? 'list-tools' : 'for-readers'}
          hidden={tasks.length === 0}
        >
          <TaskMoveBar
            tasks={tasks}
            chosen={chosen}
            all={tasks.length > 0}
            onMoved={() => {
              setChosen([]);
            }}
          />
          {more && <span className="quiet">只列出到期最早的100件，改派后再办理其余。</span>}
        </div>
      )}
      {tasks.length === 0 ? (
        <p className="quiet">手中没有待办。</p>
      ) : (
        <Table<Task>
          size="small"
          aria-label="手中待办"
          rowKey="id"
          pagination={false}
          dataSource={[...tasks]}
          {...(mayMove ? { rowSelection: selection } : {})}
          columns={columns(me.today, mayMove)}
        />
      )}
    </>
  );
}

function columns(today: string, mayMove: boolean): TableColumnsType<Task> {
  const shown: TableColumnsType<Task> = [
    {
      title: '到期',
      width: 190,
      render: (_, task) => <Due on={task.dueOn} today={today} provisional={task.dueProvisional} />,
    },
    { title: '待办', render: (_, task) => <What task={task} /> },
    { title: '环节', width: 150, render: (_, { stageTitle }) => <Tag>{stageTitle}</Tag> },
    {
      title: '方式',
      width: 90,
      render: (_, { claimedBy }) => (claimedBy === null ? '被指派' : '已领取'),
    },
  ];
  if (!mayMove) return shown;
  return [
    ...shown,
    { title: '操作', width: 80, render: (_, task) => <DueDateButton task={task} /> },
  ];
}

function What({ task }: { readonly task: Task }) {
  const { title, caseNumber, escalation } = task;
  return (
    <>
      <Link to={taskPath(task)} className="row-link">
        {title}
      </Link>{' '}
      <span className="quiet number">{caseNumber}</span>
      {escalation !== null && <div>{escalation.sentence}</div>}
    </>
  );
}
