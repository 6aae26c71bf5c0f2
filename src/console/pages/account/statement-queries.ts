/** What the statement of an account asks the server. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Statement = Schemas['AccountStatement'];

export interface StatementAsked {
  readonly from?: string;
  readonly to?: string;
  readonly source?: NonNullable<Statement['source']>;
  readonly at?: string;
}

export function useStatement(id: string, asked: StatementAsked) {
  return useQuery({
    queryKey: ['account', id, 'statement', asked],
    queryFn: () =>
      read(api.GET('/api/v1/accounts/{id}/statement', { params: { path: { id }, query: asked } })),
    placeholderData: (before) => before,
  });
}

/** One sheet for one key. */
export function usePrintStatement(id: string, asked: StatementAsked) {
  return useMutation({
    mutationFn: (key: string) =>
      read(
        api.POST('/api/v1/accounts/{id}/statement:print', {
          params: { path: { id }, header: changing(key) },
          body: asked,
        }),
      ),
  });
}
