/** Who has the case in hand now. */
import { roleTitle } from '../../../cases/case.ts';
import { useMe } from '../../api/me.ts';
import { Day, daysText } from '../../parts/when.tsx';
import { nameOf, type Case } from './case-data.ts';
import { TaskHolding } from './task-holding.tsx';

export function OpenTasks({ case: of }: { readonly case: Case }) {
  const { today } = useMe();
  if (of.tasks.length === 0) return null;
  return (
    <section className="case-panel no-print" aria-labelledby="open-tasks">
      <h2 id="open-tasks">待办</h2>
      {of.tasks.map((task) => (
        <div key={task.id} className="open-task">
          <p className="tight">
            <b>{task.title}</b>（{roleTitle(task.role)}）
          </p>
          <p className={task.overdue ? 'tight overdue-text' : 'tight'}>
            期限 <Day on={task.dueOn} />
            {task.dueProvisional && '（暂定）'} {daysText(task.dueOn, today)}
          </p>
          <p className="tight quiet">
            {task.claimedBy === null ? '还没有人领取' : `由${nameOf(of, task.claimedBy)}领取`}
          </p>
          <TaskHolding caseId={of.id} task={task} />
        </div>
      ))}
    </section>
  );
}
