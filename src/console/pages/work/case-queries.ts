/** Cases as lists ask for them. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';
import { downloadCases, type CaseExport } from '../../api/download.ts';
import type { paths } from '../../api/schema.ts';
import type { ExportFormat } from '../../parts/export-button.tsx';
import { BOARD_FILTERS } from '../board/case-conditions.tsx';

export type CaseHead = Schemas['CaseHead'];
export const CASE_FILTERS = [
  'type',
  'stage',
  'branch',
  'waitingFor',
  'overdue',
  'open',
  'person',
  'submittedBy',
  'operation',
  ...BOARD_FILTERS,
] as const;

type CaseQuery = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>;

const PAGE_SIZE = 50;

type Filters = Readonly<Record<string, string>>;

/** What the address says, as the server takes it; it refuses what it does not know. */
function asked({ overdue, open, ...rest }: Filters): Filters {
  const bool = (text: string) => (text === 'true' ? 'true' : 'false');
  return {
    ...rest,
    ...(overdue !== undefined && { overdue: bool(overdue) }),
    ...(open !== undefined && { open: bool(open) }),
  };
}

function caseQuery(filters: Filters, cursor: string | undefined): CaseQuery {
  const page = { limit: String(PAGE_SIZE), ...(cursor !== undefined && { cursor }) };
  const query: Filters = { ...page, ...asked(filters) };
  return query;
}

/** The same list as a file. */
export function exportCases(filters: Filters, format: ExportFormat): Promise<void> {
  const body: Omit<CaseExport, 'format'> = asked(filters);
  return downloadCases({ ...body, format });
}

export function useCases(filters: Filters, cursor: string | undefined) {
  const query = caseQuery(filters, cursor);
  return useQuery({
    queryKey: ['cases', 'list', query],
    queryFn: () => read(api.GET('/api/v1/cases', { params: { query } })),
  });
}

/** How many there are is asked for apart: it takes longer than a page. */
export function useCaseCount(filters: Filters) {
  const query = { ...caseQuery(filters, undefined), count: 'true' as const, limit: '1' };
  return useQuery({
    queryKey: ['cases', 'count', query],
    queryFn: async () => (await read(api.GET('/api/v1/cases', { params: { query } }))).count,
  });
}
