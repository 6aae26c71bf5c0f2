/** What the person's page asks the server, and the sheets it has made. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';
import type { ToldDates } from './told-facts.ts';

export type Person = Schemas['Person'];
export type Dates = Schemas['EarliestDates'];
export type Milestone = Schemas['EarliestDate'];
export type Paper = Schemas['PersonDocument'];

export function usePerson(id: string) {
  return useQuery({
    queryKey: ['person', id],
    queryFn: () => read(api.GET('/api/v1/persons/{id}', { params: { path: { id } } })),
  });
}

export function usePapers(id: string) {
  return useQuery({
    queryKey: ['person', id, 'documents'],
    queryFn: async () =>
      (await read(api.GET('/api/v1/persons/{id}/documents', { params: { path: { id } } }))).items,
  });
}

/** Asked only when somebody asks: every answer reads the birth date and leaves a line in the trail. */
export function useDates(id: string) {
  return useMutation({
    mutationFn: () =>
      read(api.GET('/api/v1/persons/{id}/earliest-dates', { params: { path: { id } } })),
    gcTime: 0,
  });
}

/** @param key one for one intended sheet */
export function usePrintDates(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      read(
        api.POST('/api/v1/persons/{id}/earliest-dates:print', {
          params: { path: { id }, header: changing(key) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['person', id, 'documents'] }),
  });
}

/** In full, for a reason; kept nowhere but on the page that shows it. */
export function useReveal(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      read(api.POST('/api/v1/persons/{id}:reveal', { params: { path: { id } }, body: { reason } })),
    gcTime: 0,
  });
}

export function useCalculate() {
  return useMutation({
    mutationFn: (body: ToldDates) => read(api.POST('/api/v1/earliest-dates:calculate', { body })),
    gcTime: 0,
  });
}

/** The sheet as a file: it is kept nowhere, so there is no address to show it from. */
export function usePrintCalculated() {
  return useMutation({
    mutationFn: (body: ToldDates) =>
      read<unknown>(api.POST('/api/v1/earliest-dates:print', { body, parseAs: 'blob' })),
    gcTime: 0,
  });
}
