/** A frozen list of repairs: made, confirmed, followed row by row, stopped. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read } from '../../api/client.ts';
import type { Operation, Repair, StuckItem } from './repair-queries.ts';

export interface BulkProposal {
  readonly kind: StuckItem['kind'];
  readonly move: Repair['move'];
  readonly reason: string;
  readonly until?: string;
  readonly objects: string[];
}

const BUSY_MS = 1_500;

export function useFreeze() {
  return useMutation({
    mutationFn: ({ key, ...body }: BulkProposal & { readonly key: string }) =>
      read(
        api.POST('/api/v1/supervision/repairs:bulk', { params: { header: changing(key) }, body }),
      ),
  });
}

function isOver({ state, counts }: Operation): boolean {
  return (state === 'done' || state === 'stopped') && counts.waiting === 0;
}

export function useList(id: string) {
  return useQuery({
    queryKey: ['operation', id],
    queryFn: () => read(api.GET('/api/v1/operations/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : BUSY_MS),
    retry: false,
  });
}

export type Row = Awaited<ReturnType<typeof rowsOf>>[number];

export function useRows(id: string, operation: Operation | undefined) {
  return useQuery({
    queryKey: ['operation', id, 'rows'],
    queryFn: () => rowsOf(id),
    refetchInterval: operation && isOver(operation) ? false : BUSY_MS,
  });
}

/** The whole list: it is never longer than a few pages. */
async function rowsOf(id: string) {
  const page = (cursor: string | undefined) =>
    read(
      api.GET('/api/v1/operations/{id}/rows', {
        params: {
          path: { id },
          query: { limit: '100', ...(cursor === undefined ? {} : { cursor }) },
        },
      }),
    );
  let { items, nextCursor } = await page(undefined);
  while (nextCursor !== null) {
    const next = await page(nextCursor);
    items = [...items, ...next.items];
    nextCursor = next.nextCursor;
  }
  return items;
}

export function useConfirmList(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, hash }: { readonly key: string; readonly hash: string }) =>
      read(
        api.POST('/api/v1/operations/{id}:confirm', {
          params: { path: { id }, header: changing(key) },
          body: { hash },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operation', id] }),
  });
}

export function useStopList(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      read(
        api.POST('/api/v1/operations/{id}:stop', {
          params: { path: { id }, header: changing(key) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operation', id] }),
  });
}
