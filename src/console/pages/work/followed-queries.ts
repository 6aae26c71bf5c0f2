/** What came into followed views: counted for the bell, read case by case on its page. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';

export type Followed = Schemas['FollowedView'];

const FOLLOWED = ['views', 'followed'];
/** The server works it out anew each time; two minutes are soon enough for what takes days. */
const LOOK_MS = 120_000;

export function useFollowed() {
  return useQuery({
    queryKey: FOLLOWED,
    queryFn: () => read(api.GET('/api/v1/views:followed')),
    refetchInterval: LOOK_MS,
  });
}

/** What is shown stays until it is asked for again: nothing moves under the cursor. */
export function useViewNews(id: string) {
  return useQuery({
    queryKey: ['views', id, 'news'],
    queryFn: () => read(api.GET('/api/v1/views/{id}/news', { params: { path: { id } } })),
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Takes note of exactly the cases that were shown. */
export function useNoteNews(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (cases: string[]) =>
      read(
        api.POST('/api/v1/views/{id}/news:note', {
          params: { path: { id }, header: changing(newKey()) },
          body: { cases },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['views'] }),
  });
}
