/** What the page of the clocks (定时) asks the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Schedule = Schemas['RunSchedule'];
export type ScheduleAction = Schedule['actions'][number]['action'];

const RESTING_MS = 20_000;

export function useSchedules() {
  return useQuery({
    queryKey: ['run-schedules'],
    queryFn: () => read(api.GET('/api/v1/run-schedules', {})),
    refetchInterval: RESTING_MS,
  });
}

export interface ScheduleAct {
  readonly key: string;
  readonly action: Exclude<ScheduleAction, 'backfill'>;
  readonly reason: string;
}

/** What an act changes: the clocks, and the runs it may have begun. */
function useAgain() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['run-schedules', 'runs', 'board'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}

export function useActOnSchedule({ id, version }: Pick<Schedule, 'id' | 'version'>) {
  const again = useAgain();
  return useMutation({
    mutationFn: ({ key, ...body }: ScheduleAct) =>
      read(
        api.POST('/api/v1/run-schedules/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: again,
  });
}

export interface Backfilling {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export function useBackfill({ id, version }: Pick<Schedule, 'id' | 'version'>) {
  const again = useAgain();
  return useMutation({
    mutationFn: ({ key, ...body }: Backfilling) =>
      read(
        api.POST('/api/v1/run-schedules/{id}/backfills', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: again,
  });
}
