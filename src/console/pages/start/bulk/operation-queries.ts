/** Bulk starts by the API: sent, followed, stopped. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, changing, newKey, read, type Schemas } from '../../../api/client.ts';

export type Operation = Schemas['Operation'];

const FOLLOW_MS = 1_500;

export function isOpen({ state }: Operation): boolean {
  return state === 'waiting' || state === 'running';
}

export function useOperations() {
  return useQuery({
    queryKey: ['operations'],
    queryFn: async () => (await read(api.GET('/api/v1/operations'))).items,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? FOLLOW_MS * 2 : false),
  });
}

export function useOperation(id: string) {
  return useQuery({
    queryKey: ['operation', id],
    queryFn: () => read(api.GET('/api/v1/operations/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : FOLLOW_MS),
  });
}

/** What a file for that case type may hold; the list of a type is code and does not change. */
export function useColumns(kind: string) {
  return useQuery({
    queryKey: ['operation-columns', kind],
    queryFn: async () => {
      const query = { kind: kind as 'account-opening' };
      return (await read(api.GET('/api/v1/operations:columns', { params: { query } }))).items;
    },
    staleTime: Infinity,
  });
}

export type RowState = Schemas['OperationRows']['items'][number]['state'];

interface Rows {
  readonly id: string;
  readonly state: RowState | null;
  readonly cursor: string | null;
  /** Rows still change. */
  readonly open: boolean;
}

export function useRows({ id, state, cursor, open }: Rows) {
  return useQuery({
    // What became of the last rows is asked for once more when the whole has ended.
    queryKey: ['operation', id, 'rows', state, cursor, open],
    queryFn: () =>
      read(
        api.GET('/api/v1/operations/{id}/rows', {
          params: {
            path: { id },
            query: { limit: '50', ...(state && { state }), ...(cursor && { cursor }) },
          },
        }),
      ),
    refetchInterval: open ? FOLLOW_MS : false,
    placeholderData: (before) => before,
  });
}

interface NewOperation {
  readonly kind: string;
  readonly branch: string;
  readonly file: File;
}

/** One key for one chosen file: sent again after a lost answer, it is the same operation. */
export function useStartOperation(onStarted: (operation: Operation) => void) {
  const queries = useQueryClient();
  const [keys] = useState(() => new WeakMap<File, string>());
  return useMutation({
    mutationFn: ({ kind, branch, file }: NewOperation) => {
      const key = keys.get(file) ?? newKey();
      keys.set(file, key);
      const query = { kind: kind as 'account-opening', branch };
      return read(
        api.POST('/api/v1/operations', {
          params: { query, header: changing(key) },
          headers: { 'Content-Type': 'text/csv' },
          body: file as never,
          bodySerializer: (body: unknown) => body as File,
        }),
      );
    },
    onSuccess: async (operation) => {
      await queries.invalidateQueries({ queryKey: ['operations'] });
      onStarted(operation);
    },
  });
}

export function useStopOperation(id: string) {
  const queries = useQueryClient();
  const [key] = useState(newKey);
  return useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/operations/{id}:stop', {
          params: { path: { id }, header: changing(key) },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operation', id] }),
  });
}
