/** The person or case a search of the trail is about: found by POST, named by its opaque id. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client.ts';
import { whatIsIt } from '../search/what-is-it.ts';

/** Persons and cases by whatever was typed; it stays out of addresses and logs. */
export function useFind() {
  return useMutation({
    mutationFn: async (typed: string) => {
      const asked = whatIsIt(typed);
      if (asked === null) return null;
      return read(api.POST('/api/v1/cases:search', { body: { [asked.field]: asked.text } }));
    },
  });
}

export function usePersonHead(id: string | undefined) {
  return useQuery({
    queryKey: ['person', id, 'head'],
    enabled: id !== undefined,
    queryFn: () => read(api.GET('/api/v1/persons/{id}', { params: { path: { id: id ?? '' } } })),
  });
}

export function useCaseNumber(id: string | undefined) {
  return useQuery({
    queryKey: ['case', id, 'number'],
    enabled: id !== undefined,
    queryFn: async () =>
      (await read(api.GET('/api/v1/cases/{id}', { params: { path: { id: id ?? '' } } }))).number,
  });
}
