/** What the page of agreements outside the limits asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type OutsideAgreement = Schemas['OutsideAgreement'];

export function useOutside(center: string, cursor: string | null | undefined) {
  return useQuery({
    queryKey: ['outside-limits', center, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/agreements/outside-limits', {
          params: { query: { center, limit: '50', ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
  });
}
