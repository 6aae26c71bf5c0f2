/** What the page of collections asks the server. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type Collections = Schemas['Collections'];
export type Arrears = Schemas['Arrears'];

export function useCollections(center: string) {
  return useQuery({
    queryKey: ['collections', center],
    queryFn: () => read(api.GET('/api/v1/collections', { params: { query: { center } } })),
  });
}

export function useArrears(center: string) {
  return useQuery({
    queryKey: ['arrears', center],
    queryFn: () => read(api.GET('/api/v1/arrears', { params: { query: { center } } })),
  });
}
