/** Who is signed in, with what rights; and the texts of the law and of the case types. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import type { Role } from '../../cases/case.ts';
import { api, read, type Schemas } from './client.ts';

export type Me = Schemas['Me'];

export const ME_KEY = ['me'] as const;

export function readMe(): Promise<Me> {
  return read(api.GET('/api/v1/me'));
}

/** Below the shell somebody is always signed in. */
export function useMe(): Me {
  return useSuspenseQuery({ queryKey: ME_KEY, queryFn: readMe, staleTime: 60_000 }).data;
}

export function hasRole(me: Me, ...roles: readonly Role[]): boolean {
  return me.roles.some((role) => roles.includes(role));
}

export function useClauses() {
  return useQuery({
    queryKey: ['clauses'],
    queryFn: async () => (await read(api.GET('/api/v1/clauses'))).items,
    staleTime: Infinity,
  });
}
