/** What the pages of runs ask the server; a run that works is asked again by itself. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Run = Schemas['Run'];
export type RunItem = Schemas['RunItem'];
export type RunAction = Run['actions'][number]['action'];

const WORKING_MS = 2_000;
/** A page that shows one run is looked at until something happens to it. */
const LOOKING_MS = 5_000;
const RESTING_MS = 20_000;

/** Fast while somebody may watch it move. */
function pauseFor(runs: readonly Run[] | undefined, resting: number): number {
  const moves = runs?.some(({ state }) => state === 'working' || state === 'preparing') === true;
  return moves ? WORKING_MS : resting;
}

export interface RunsAsked {
  readonly kind?: Run['kind'];
  readonly state?: Run['state'];
  readonly cursor?: string;
}

export function useRuns(asked: RunsAsked) {
  return useQuery({
    queryKey: ['runs', asked],
    queryFn: () => read(api.GET('/api/v1/runs', { params: { query: { limit: '50', ...asked } } })),
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => pauseFor(state.data?.items, RESTING_MS),
  });
}

export function useRun(id: string) {
  return useQuery({
    queryKey: ['run', id],
    queryFn: () => read(api.GET('/api/v1/runs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => pauseFor(state.data && [state.data], LOOKING_MS),
  });
}

export interface ItemsAsked {
  readonly verdict?: RunItem['verdict'];
  readonly state?: RunItem['state'];
  readonly cursor?: string;
}

/** @param version asked again whenever the run has moved */
export function useRunItems(id: string, asked: ItemsAsked, version: string) {
  return useQuery({
    queryKey: ['run', id, 'items', asked, version],
    queryFn: () =>
      read(
        api.GET('/api/v1/runs/{id}/items', {
          params: { path: { id }, query: { limit: '50', ...asked } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export interface Acting {
  readonly key: string;
  readonly action: Exclude<RunAction, 'strike'>;
  readonly digest?: string;
  readonly reason?: string;
}

export function useActOnRun({ id, version }: Pick<Run, 'id' | 'version'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: Acting) =>
      read(
        api.POST('/api/v1/runs/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  });
}

export interface Striking {
  readonly key: string;
  readonly items: number[];
  readonly back: boolean;
  readonly reason: string;
}

export function useStrike({ id, version }: Pick<Run, 'id' | 'version'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: Striking) =>
      read(
        api.POST('/api/v1/runs/{id}/strikes', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['run', id] }),
  });
}

export interface Starting {
  readonly key: string;
  readonly kind: Run['kind'];
  readonly center: string;
  readonly on: string;
}

export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: Starting) =>
      read(api.POST('/api/v1/runs', { params: { header: changing(key) }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['runs'] }),
  });
}
