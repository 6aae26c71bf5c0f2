/** What the suspense desk asks the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type SuspenseItem = Schemas['SuspenseItem'];

export function useSuspense(state: SuspenseItem['state'], cursor: string | null | undefined) {
  return useQuery({
    queryKey: ['suspense', state, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/suspense', {
          params: { query: { limit: '50', state, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });
}

export type Settling =
  | { readonly action: 'assign'; readonly account: string; readonly reason: string }
  | { readonly action: 'return'; readonly document: string; readonly reason: string }
  | {
      readonly action: 'confirm-return' | 'decline-return' | 'fund';
      readonly reason: string;
    };

export function useSettle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      item: { id, version },
      body,
    }: {
      readonly key: string;
      readonly item: SuspenseItem;
      readonly body: Settling;
    }) =>
      read(
        api.POST('/api/v1/suspense/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['suspense'] }),
  });
}
