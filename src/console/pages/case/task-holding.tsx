/** Taking a task and putting it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';

interface Props {
  readonly caseId: string;
  readonly task: Schemas['Task'];
  /** Whatever else can be done about it. */
  readonly children?: ReactNode;
}

export function TaskHolding({ caseId, task, children }: Props) {
  const me = useMe();
  const change = useHolding(caseId, task);
  const isMine = task.claimedBy === me.id;
  return (
    <>
      <div className="task-buttons">
        {task.claimable && (
          <Button
            size="small"
            loading={change.isPending}
            onClick={() => {
              change.mutate('claim');
            }}
          >
            领取
          </Button>
        )}
        {isMine && (
          <Button
            size="small"
            loading={change.isPending}
            onClick={() => {
              change.mutate('release');
            }}
          >
            放回
          </Button>
        )}
        {children}
        {!task.claimable && !isMine && <span className="quiet">{task.notClaimable}</span>}
      </div>
      {change.error && <ProblemNote error={change.error} />}
    </>
  );
}

function useHolding(caseId: string, { id, version }: Props['task']) {
  const { message } = App.useApp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verb: 'claim' | 'release') =>
      read(
        api.POST(`/api/v1/tasks/{id}:${verb}`, {
          params: { path: { id }, header: changing(newKey(), version) },
        }),
      ),
    onSuccess: (_, verb) => {
      void message.success(verb === 'claim' ? '已领取' : '已放回');
    },
    onSettled: async () => {
      void queries.invalidateQueries({ queryKey: ['tasks'] });
      await queries.invalidateQueries({ queryKey: ['case', caseId] });
    },
  });
}
