/** What the account's page asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

const LOOK_AGAIN_MS = 2_000;

export type Account = Schemas['Account'];
export type Posting = Schemas['Posting'];

export function useAccount(id: string, at: string | undefined) {
  return useQuery({
    queryKey: ['account', id, at],
    queryFn: () =>
      read(
        api.GET('/api/v1/accounts/{id}', {
          params: { path: { id }, query: at === undefined ? {} : { at } },
        }),
      ),
    placeholderData: (before) => before,
    // The bank is being asked: its answer comes by itself.
    refetchInterval: ({ state }) => (state.data?.mandate?.underWay == null ? false : LOOK_AGAIN_MS),
  });
}

export interface PostingsAsked {
  readonly source?: Posting['source'];
  readonly from?: string;
  readonly to?: string;
  readonly at?: string;
  readonly cursor?: string;
}

export function usePostings(id: string, asked: PostingsAsked) {
  return useQuery({
    queryKey: ['account', id, 'postings', asked],
    queryFn: () =>
      read(
        api.GET('/api/v1/accounts/{id}/postings', {
          params: { path: { id }, query: { limit: '50', ...asked } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export type Accrued = Schemas['Accrued'];

/** Nothing is asked until a whole day is typed in: the years on the way are of four digits, too. */
export function useAccrued(id: string, on: string) {
  return useQuery({
    queryKey: ['account', id, 'accrued', on],
    queryFn: () =>
      read(api.GET('/api/v1/accounts/{id}/accrued', { params: { path: { id }, query: { on } } })),
    enabled: on >= '1000',
  });
}

export type Contributions = Schemas['Contributions'];

export function useContributions(id: string) {
  return useQuery({
    queryKey: ['account', id, 'contributions'],
    queryFn: () =>
      read(api.GET('/api/v1/accounts/{id}/contributions', { params: { path: { id } } })),
  });
}
