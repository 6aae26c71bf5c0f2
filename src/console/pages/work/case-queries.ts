/** Cases as lists ask for them. */
import { useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
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
function caseQuery(filters: Filters, cursor: string | undefined): CaseQuery {
  const { overdue, open, ...rest } = filters;
  const bool = (text: string | undefined) => (text === 'true' ? 'true' : 'false');
  const asked: Readonly<Record<string, string>> = {
    limit: String(PAGE_SIZE),
    ...rest,
    ...(overdue !== undefined && { overdue: bool(overdue) }),
    ...(open !== undefined && { open: bool(open) }),
    ...(cursor !== undefined && { cursor }),
  };
  return asked;
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
