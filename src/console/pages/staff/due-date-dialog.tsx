/** Another due date for a task, within what the law leaves; and why a wait's end does not move. */
import { Alert } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { whyWaitStays } from '../../../cases/moving.ts';
import { DueMoveForm } from '../../../forms/staff-change.ts';
import { api, read, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { DeskDialog } from './desk-dialog.tsx';
import { DayField, ReasonField } from './fields.tsx';
import { useDesk, type Task } from './staff-queries.ts';

type Content = Readonly<{ dueOn: string; reason: string }>;

interface Values {
  readonly dueOn: string;
  readonly reason?: string;
}

interface Props {
  readonly task: Task;
  /** What the case waits for, where it is known: said beside the date. */
  readonly waits?: readonly Schemas['Wait'][];
  readonly open: boolean;
  readonly onClose: () => void;
}

export function DueDateDialog({ task, waits = [], open, onClose }: Props) {
  const { today } = useMe();
  const { moveDue } = useDesk();
  const { data: whole } = useQuery({
    queryKey: ['tasks', 'one', task.id],
    queryFn: () => read(api.GET('/api/v1/tasks/{id}', { params: { path: { id: task.id } } })),
    enabled: open,
  });
  const latest = whole?.latestDueOn ?? undefined;
  return (
    <DeskDialog<Values, Content>
      open={open}
      title={`改期：${task.title}`}
      okText="改期"
      initial={{ dueOn: task.dueOn }}
      schema={DueMoveForm}
      contentOf={(values) => values}
      onSubmit={(content, key) => moveDue(key, task, content)}
      onClose={onClose}
    >
      <Alert className="gap-below" type="info" title={boundText(task, latest)} />
      {waits.length > 0 && (
        <ul className="why-stays">
          {waits.map((wait) => (
            <li key={wait.id}>
              {wait.title}：{whyWaitStays(wait.kind).words}
            </li>
          ))}
        </ul>
      )}
      <DayField name="dueOn" label="新的到期日" min={today} max={latest} required />
      <ReasonField />
    </DeskDialog>
  );
}

function boundText({ dueOn, caseDueOn }: Task, latest: string | undefined): string {
  const now = `现到期日 ${dueOn}。`;
  if (latest === undefined) return `${now}本业务没有法定期限，也没有等待截止日的限制。`;
  const which = caseDueOn === latest ? '法定期限' : '所等事项的最后一日';
  return `${now}最迟可改至 ${latest}（${which}）；法定期限本身不能改。`;
}
