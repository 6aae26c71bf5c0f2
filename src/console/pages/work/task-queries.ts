/** Tasks as the work list asks for them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';
import { ROLES, type Role } from '../../../cases/case.ts';

export type Task = Schemas['Task'];
export const TASK_FILTERS = [
  'scope',
  'role',
  'branch',
  'kind',
  'overdue',
  'escalated',
  'aside',
] as const;
export type TaskFilters = Readonly<Record<string, string>>;

export const PAGE_SIZE = 50;

/** What the address says, as the server takes it. */
export function taskQuery(filters: TaskFilters, cursor: string | undefined) {
  const { scope, role, branch, kind, overdue, escalated, aside } = filters;
  const known: Role | undefined = ROLES.find((one) => one === role);
  return {
    limit: String(PAGE_SIZE),
    ...(cursor !== undefined && { cursor }),
    ...(scope === 'mine' && { mine: 'true' as const }),
    ...(scope === 'claimable' && { claimable: 'true' as const }),
    ...(known !== undefined && { role: known }),
    ...(branch !== undefined && { branch }),
    ...(kind !== undefined && { kind }),
    ...(overdue === 'true' && { overdue: 'true' as const }),
    ...(escalated === 'true' && { escalated: 'true' as const }),
    ...(aside === 'true' && { aside: 'true' as const }),
  };
}

export function useTasks(filters: TaskFilters, cursor: string | undefined) {
  const query = taskQuery(filters, cursor);
  return useQuery({
    queryKey: ['tasks', 'list', query],
    queryFn: () => read(api.GET('/api/v1/tasks', { params: { query } })),
  });
}

export function useTaskCounts() {
  return useQuery({
    queryKey: ['tasks', 'counts'],
    queryFn: () => read(api.GET('/api/v1/tasks:counts')),
  });
}

/** Takes a task, or puts it back. */
export function useTaskChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ task, take }: { readonly task: Task; readonly take: boolean }) => {
      const params = { path: { id: task.id }, header: changing(newKey(), task.version) };
      return read(
        take
          ? api.POST('/api/v1/tasks/{id}:claim', { params })
          : api.POST('/api/v1/tasks/{id}:release', { params }),
      );
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['tasks'] }),
  });
}
