/** The next task by rule, with the reason: no cherry-picking. Key: n. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useNavigate } from 'react-router';
import { api, changing, newKey, problemOf, read } from '../../api/client.ts';
import { hasRole, useMe } from '../../api/me.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { taskPath } from './task-path.ts';

/** Somebody else may take the same one first: then the next is asked for again. */
const TRIES = 3;

async function takeNext() {
  for (let tries = 1; ; tries += 1) {
    const { task, because } = await read(api.GET('/api/v1/tasks:next'));
    if (task === null) return { task, because };
    try {
      const params = { path: { id: task.id }, header: changing(newKey(), task.version) };
      return { task: await read(api.POST('/api/v1/tasks/{id}:claim', { params })), because };
    } catch (error) {
      if (problemOf(error).code !== 'version-conflict' || tries === TRIES) throw error;
    }
  }
}

export function NextTaskButton() {
  const me = useMe();
  const mayTake = hasRole(me, 'clerk', 'reviewer', 'approver', 'supervisor');
  return mayTake ? <TakeNext /> : null;
}

function TakeNext() {
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const next = useMutation({
    mutationFn: takeNext,
    onSuccess: ({ task, because }) => {
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      notification.info({
        title: task === null ? '暂无待办' : `已领取：${task.title}`,
        description: task === null ? because : `为什么是这一件：${because}`,
        placement: 'bottomRight',
      });
      if (task !== null) void navigate(taskPath(task));
    },
    onError: (error) => {
      const { title, detail, remedy } = problemOf(error);
      notification.warning({ title, description: `${detail ?? ''}${remedy}` });
    },
  });
  const take = () => {
    if (!next.isPending) next.mutate();
  };
  useShortcut('n', '办理下一件待办', take);
  return (
    <Button type="primary" loading={next.isPending} onClick={take} aria-keyshortcuts="n">
      下一件
    </Button>
  );
}
