/** Saved views: filters by name, one's own or shared with the branch. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, newKey, read, type Schemas } from '../../api/client.ts';

export type SavedView = Schemas['SavedView'];

/** The list whose views can be followed. */
export const CASES_PAGE = 'cases';

/** Which list a view belongs to stands among its filters. */
const PAGE = 'page';

export function useViews(page: string) {
  return useQuery({
    queryKey: ['views'],
    queryFn: async () => (await read(api.GET('/api/v1/views'))).items,
    select: (views) => views.filter(({ query }) => query[PAGE] === page),
  });
}

/** The filters of a view as the address has them. */
export function filtersOf({ query }: SavedView): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name === PAGE || typeof value !== 'string' ? [] : [[name, value]],
    ),
  );
}

interface NewView {
  readonly page: string;
  readonly name: string;
  readonly shared: boolean;
  readonly filters: Readonly<Record<string, string>>;
}

export function useViewChanges() {
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries({ queryKey: ['views'] });
  const save = useMutation({
    mutationFn: ({ page, name, shared, filters }: NewView) =>
      read(
        api.POST('/api/v1/views', {
          params: { header: changing(newKey()) },
          body: { name, shared, query: { ...filters, [PAGE]: page } },
        }),
      ),
    onSuccess,
  });
  const follow = useMutation({
    mutationFn: ({ id, following }: Pick<SavedView, 'id' | 'following'>) => {
      const params = { path: { id }, header: changing(newKey()) };
      return following
        ? read(api.POST('/api/v1/views/{id}:unfollow', { params }))
        : read(api.POST('/api/v1/views/{id}:follow', { params }));
    },
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      read(
        api.DELETE('/api/v1/views/{id}', { params: { path: { id }, header: changing(newKey()) } }),
      ),
    onSuccess,
  });
  return { save, follow, remove };
}
