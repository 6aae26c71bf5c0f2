/** What the repair pages ask for and change; what moves by itself is asked for again and again. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type StuckList = Schemas['StuckList'];
export type StuckItem = Schemas['StuckItem'];
export type StuckThing = Schemas['StuckPage'];
export type Move = Schemas['RepairMove'];
export type Repair = Schemas['Repair'];
export type Operation = Schemas['Operation'];
export type Diary = Schemas['Diary'];

const LIST_MS = 10_000;
/** While something is being repaired, and otherwise. */
const BUSY_MS = 1_000;
const QUIET_MS = 10_000;

type Query<Path extends keyof Filters> = Filters[Path];
interface Filters {
  readonly stuck: {
    readonly kind?: StuckItem['kind'];
    readonly type?: string;
    readonly branch?: string;
    readonly system?: string;
  };
}

export function useStuck(query: Query<'stuck'>) {
  return useQuery({
    queryKey: ['stuck', query],
    queryFn: () => read(api.GET('/api/v1/supervision/stuck', { params: { query } })),
    refetchInterval: LIST_MS,
    placeholderData: keepPreviousData,
  });
}

export function useThing(object: string) {
  return useQuery({
    queryKey: ['stuck', 'one', object],
    queryFn: () =>
      read(api.GET('/api/v1/supervision/stuck/{object}', { params: { path: { object } } })),
    refetchInterval: QUIET_MS,
    retry: false,
  });
}

/** Nothing will change it any more. */
export function isSettled({ state }: Pick<Repair, 'state'>): boolean {
  return !['proposed', 'ready', 'watching'].includes(state);
}

/** Everything that was done about one thing, the latest first. */
export function useRepairsOf(object: string) {
  return useQuery({
    queryKey: ['repairs', object],
    queryFn: () =>
      read(api.GET('/api/v1/supervision/repairs', { params: { query: { object, limit: '20' } } })),
    refetchInterval: ({ state: { data } }) => {
      const latest = data?.items[0];
      return latest && !isSettled(latest) ? BUSY_MS : QUIET_MS;
    },
  });
}

/** What others have proposed and nobody has confirmed. */
export function useProposals() {
  const query = { state: 'proposed', limit: '100' } as const;
  return useQuery({
    queryKey: ['repairs', 'proposed'],
    queryFn: () => read(api.GET('/api/v1/supervision/repairs', { params: { query } })),
    refetchInterval: LIST_MS,
  });
}

export interface Proposal {
  readonly object: string;
  readonly kind: StuckItem['kind'];
  readonly move: Repair['move'];
  readonly reason: string;
  readonly until?: string;
  readonly case?: string;
}

/** Read again after every change of a repair. */
function useRenewing() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['stuck'] }),
      queries.invalidateQueries({ queryKey: ['repairs'] }),
    ]);
}

export function usePropose() {
  const renew = useRenewing();
  return useMutation({
    mutationFn: ({ key, ...body }: Proposal & { readonly key: string }) =>
      read(api.POST('/api/v1/supervision/repairs', { params: { header: changing(key) }, body })),
    onSettled: renew,
  });
}

export function useDecide(id: string) {
  const renew = useRenewing();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; approve: boolean; reason: string }) =>
      read(
        api.POST('/api/v1/supervision/repairs/{id}:decide', {
          params: { path: { id }, header: changing(key) },
          body,
        }),
      ),
    onSettled: renew,
  });
}

export function useWithdraw(id: string) {
  const renew = useRenewing();
  return useMutation({
    mutationFn: (key: string) =>
      read(
        api.POST('/api/v1/supervision/repairs/{id}:withdraw', {
          params: { path: { id }, header: changing(key) },
        }),
      ),
    onSettled: renew,
  });
}

/** The case of a printed number, or null. */
export async function caseByNumber(number: string): Promise<{ readonly id: string } | null> {
  const found = await read(api.POST('/api/v1/cases:search', { body: { number } }));
  return found.items[0] ?? null;
}

export function useDiary(month: string | undefined) {
  const query = month === undefined ? {} : { month };
  return useQuery({
    queryKey: ['diary', query],
    queryFn: () => read(api.GET('/api/v1/supervision/diary', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}
