/** A year of the calendar: shown, looked through as a file, loaded. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type CalendarYear = Schemas['CalendarYear'];
export type CalendarPreview = Schemas['CalendarPreview'];
export type CalendarDay = CalendarYear['days'][number];

const pathOf = (year: number) => ({ year: String(year) });

export function useCalendar(year: number) {
  return useQuery({
    queryKey: ['calendar', year],
    queryFn: () => read(api.GET('/api/v1/calendar/{year}', { params: { path: pathOf(year) } })),
    staleTime: 60_000,
  });
}

interface Given {
  readonly year: number;
  readonly file: File;
  readonly documentNumber: string;
}

export function usePreviewCalendar() {
  return useMutation({
    mutationFn: async ({ year, file, documentNumber }: Given) => {
      const json = file.name.toLowerCase().endsWith('.json');
      const query = documentNumber === '' ? {} : { documentNumber };
      const bytes = await file.arrayBuffer();
      return read(
        api.POST('/api/v1/calendar/{year}:preview', {
          params: { path: pathOf(year), query },
          // The bytes as they are: the server knows the encodings of spreadsheet programs.
          body: '',
          bodySerializer: () => bytes,
          headers: { 'Content-Type': json ? 'application/json' : 'text/csv' },
        }),
      );
    },
  });
}

interface Loading {
  readonly key: string;
  readonly seen: CalendarPreview;
}

export function useLoadCalendar() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ key, seen }: Loading) =>
      read(
        api.PUT('/api/v1/calendar/{year}', {
          params: { path: pathOf(seen.year), header: changing(key) },
          body: { documentNumber: seen.documentNumber ?? '', days: seen.days },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['calendar'] });
      await queries.invalidateQueries({ queryKey: ['tasks'] });
    },
  });
}
