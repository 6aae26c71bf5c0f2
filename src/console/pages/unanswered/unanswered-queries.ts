/** What the page of debits without an answer asks the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type UnansweredDebit = Schemas['UnansweredDebit'];

export function useUnanswered(state: UnansweredDebit['state'], cursor: string | null | undefined) {
  return useQuery({
    queryKey: ['unanswered-debits', state, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/unanswered-debits', {
          params: { query: { limit: '50', state, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });
}

export type Settling =
  | { readonly action: 'record'; readonly document: string; readonly reason: string }
  | { readonly action: 'confirm' | 'decline'; readonly reason: string };

export function useSettleDebit() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      key,
      debit: { id, version },
      body,
    }: {
      readonly key: string;
      readonly debit: UnansweredDebit;
      readonly body: Settling;
    }) =>
      read(
        api.POST('/api/v1/unanswered-debits/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['unanswered-debits'] }),
  });
}
