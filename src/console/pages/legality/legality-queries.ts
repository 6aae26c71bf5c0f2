/** What the page of the legality sweep asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type Legality = Schemas['Legality'];
export type Irregularity = Schemas['Irregularity'];

export function useLegality() {
  return useQuery({
    queryKey: ['legality'],
    queryFn: () => read(api.GET('/api/v1/legality')),
    refetchInterval: 30_000,
  });
}

interface Asked {
  readonly open: boolean | null;
  readonly invariant: Irregularity['invariant'] | null;
  readonly cursor: string | null | undefined;
}

export function useIrregularities({ open, invariant, cursor }: Asked) {
  return useQuery({
    queryKey: ['irregularities', open, invariant, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/irregularities', {
          params: {
            query: {
              limit: '50',
              ...(open !== null && { open: open ? 'true' : 'false' }),
              ...(invariant !== null && { invariant }),
              ...(cursor && { cursor }),
            },
          },
        }),
      ),
    placeholderData: (before) => before,
    refetchInterval: 30_000,
  });
}
