/** The notice, one clause, and who waits because of it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, read, type Schemas } from '../../api/client.ts';

export type NoticeBlock = Schemas['NoticeBlock'];
export type ClauseMap = Schemas['ClauseMap'];
export type ClauseCounts = Schemas['ClauseCounts'];

export function useNotice() {
  return useQuery({
    queryKey: ['notice'],
    queryFn: async () => (await read(api.GET('/api/v1/notice'))).blocks,
    staleTime: 30_000,
  });
}

export function useClause(clause: string) {
  return useQuery({
    queryKey: ['clause', clause],
    queryFn: () => read(api.GET('/api/v1/clauses/{clause}', { params: { path: { clause } } })),
    staleTime: Infinity,
  });
}

const PAGE_SIZE = '8';

export function useClauseCases(clause: string, cursor: string | undefined) {
  const query = { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) };
  return useQuery({
    queryKey: ['clause', clause, 'cases', query],
    queryFn: () =>
      read(api.GET('/api/v1/clauses/{clause}/cases', { params: { path: { clause }, query } })),
  });
}

/** "3条规则、2项参数"; plainly so when nothing carries it. */
export function carriedText({ rules, figures, waits, tasks, documents }: ClauseCounts): string {
  const parts = [
    [rules, '条规则'],
    [figures, '项参数'],
    [waits, '种等待'],
    [tasks, '种待办'],
    [documents, '种文书'],
  ] as const;
  const said = parts.flatMap(([n, unit]) => (n === 0 ? [] : [`${n}${unit}`]));
  return said.length === 0 ? '本版本还没有内容执行本条' : said.join('、');
}

export type ComparedClause = Schemas['ComparedClause'];

/** Nothing is kept on the server: the result stands as long as the page does. */
export function useComparison() {
  return useMutation({
    mutationFn: (text: string) => read(api.POST('/api/v1/notice:compare', { body: { text } })),
  });
}
