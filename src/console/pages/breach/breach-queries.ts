/** What the page of breaches asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type Breach = Schemas['Breach'];

interface Asked {
  readonly open: boolean | null;
  readonly kind: Breach['kind'] | null;
  readonly cursor: string | null | undefined;
}

export function useBreaches({ open, kind, cursor }: Asked) {
  return useQuery({
    queryKey: ['breaches', open, kind, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/breaches', {
          params: {
            query: {
              limit: '50',
              ...(open !== null && { open: open ? 'true' : 'false' }),
              ...(kind !== null && { kind }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });
}
