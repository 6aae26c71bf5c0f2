/** What people owe for the case: who has it, until when; taken and put back here. */
import { Button, Tag } from 'antd';
import { taskWords } from '../../../cases/wording-tasks.ts';
import { roleTitle } from '../../../cases/case.ts';
import type { Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { Day, daysText, Instant } from '../../parts/when.tsx';
import type { Action } from './action-bar.tsx';
import { nameOf, useTasks, type Case } from './case-data.ts';
import { TaskHolding } from './task-holding.tsx';

type Task = Schemas['Task'];

interface Props {
  readonly case: Case;
  readonly onAct: (action: Action) => void;
}

export function TaskList({ case: of, onAct }: Props) {
  const { data, error, refetch } = useTasks(of.id);
  if (error) return <ProblemNote error={error} onRepeat={() => void refetch()} />;
  if (!data) return <p role="status">正在读取…</p>;
  if (data.length === 0) return <p className="empty-line">本业务没有待办。</p>;
  return (
    <ul className="card-list">
      {data.map((task) => (
        <OneTask key={task.id} case={of} task={task} onAct={onAct} />
      ))}
    </ul>
  );
}

function OneTask({ case: of, task, onAct }: Props & { readonly task: Task }) {
  const { today } = useMe();
  const { title, todo, role, dueOn, dueProvisional, overdue, closedAt } = task;
  return (
    <li className={closedAt === null ? 'card' : 'card superseded'}>
      <div className="card-head">
        <b>{title}</b>
        <Tag>{roleTitle(role)}</Tag>
        {closedAt === null ? (
          <span className={overdue ? 'overdue-text' : 'quiet'}>
            期限 <Day on={dueOn} />
            {dueProvisional && '（暂定）'} {daysText(dueOn, today)}
          </span>
        ) : (
          <span className="quiet">
            已办结 <Instant at={closedAt} /> {nameOf(of, task.closedBy)}
          </span>
        )}
      </div>
      {closedAt === null && <p className="tight">{todo}</p>}
      <p className="tight quiet">{holderText(of, task)}</p>
      {closedAt === null && (
        <TaskHolding caseId={of.id} task={task}>
          <Acts case={of} task={task} onAct={onAct} />
        </TaskHolding>
      )}
    </li>
  );
}

function holderText(of: Case, { claimedBy, assignedTo, closedAt }: Task): string {
  if (claimedBy !== null) return `由${nameOf(of, claimedBy)}领取`;
  if (assignedTo !== null) return `已指派给${nameOf(of, assignedTo)}`;
  return closedAt === null ? '还没有人领取' : '';
}

/** Acts by which the task is done, where they are open to one. */
function Acts({ case: of, task, onAct }: Props & { readonly task: Task }) {
  const acts = taskWords(task.kind).acts ?? [];
  return of.actions
    .filter(({ action, allowed }) => allowed && acts.includes(action))
    .map((action) => (
      <Button
        key={action.action}
        size="small"
        onClick={() => {
          onAct(action);
        }}
      >
        {action.title}
      </Button>
    ));
}
