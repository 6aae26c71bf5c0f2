/** What the pages of the ledger ask the server. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JOURNAL_KIND_TITLES } from '../../../cases/wording-ledger.ts';
import { api, changing, read, type Schemas } from '../../api/client.ts';

export type Journal = Schemas['Journal'];
export type Plan = Schemas['ReversalPlan'];
export type OpeningUndo = Schemas['OpeningUndo'];
export type Reversal = Schemas['Reversal'];
export type Receivable = Schemas['ReceivableHead'];

export type Book = Schemas['Book'];
export type BookPosting = Schemas['BookPosting'];
/** The books that have lines of their own. */
export type CenterBook = Exclude<Book['book'], 'personal'>;
export type JournalKind = keyof typeof JOURNAL_KIND_TITLES;

const byId = (id: string) => ({ params: { path: { id } } });

export function useJournal(id: string) {
  return useQuery({
    queryKey: ['journal', id],
    queryFn: () => read(api.GET('/api/v1/journals/{id}', byId(id))),
  });
}

/** @param asOf undefined: today */
export function useBooks(center: string, asOf: string | undefined) {
  return useQuery({
    queryKey: ['books', center, asOf],
    queryFn: () =>
      read(api.GET('/api/v1/books', { params: { query: { center, ...(asOf && { asOf }) } } })),
    placeholderData: (before) => before,
  });
}

export interface BookFilter {
  readonly center: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: JournalKind;
}

export function useBookPostings(
  book: CenterBook,
  filter: BookFilter,
  cursor: string | null | undefined,
) {
  return useQuery({
    queryKey: ['books', 'postings', book, filter, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/books/{book}/postings', {
          params: {
            path: { book },
            query: { limit: '50', ...filter, ...(cursor && { cursor }) },
          },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export function usePlan(journal: string, enabled: boolean) {
  return useQuery({
    queryKey: ['journal', journal, 'plan'],
    queryFn: () => read(api.GET('/api/v1/journals/{id}/reversal-plan', byId(journal))),
    enabled,
  });
}

/** By the case that opened the account, or by the one that undoes it. */
export function useUndo(caseId: string, enabled: boolean) {
  return useQuery({
    queryKey: ['case', caseId, 'undo-plan'],
    queryFn: () => read(api.GET('/api/v1/cases/{id}/undo-plan', byId(caseId))),
    enabled,
    retry: false,
  });
}

/** Whatever was recorded changes what is shown of the books. */
function useBooksChanged() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['journal', 'reversals', 'receivables', 'suspense', 'account'].map((name) =>
        client.invalidateQueries({ queryKey: [name] }),
      ),
    );
}

export function usePropose(journal: string) {
  const changed = useBooksChanged();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; digest: string; reason: string }) =>
      read(
        api.POST('/api/v1/journals/{id}/reversals', {
          params: { path: { id: journal }, header: changing(key) },
          body,
        }),
      ),
    onSettled: changed,
  });
}

export function useReversal(id: string | null) {
  return useQuery({
    queryKey: ['reversals', 'one', id],
    queryFn: () => read(api.GET('/api/v1/reversals/{id}', byId(id ?? ''))),
    enabled: id !== null,
  });
}

export function useReversals(
  state: Reversal['state'] | undefined,
  cursor: string | null | undefined,
) {
  return useQuery({
    queryKey: ['reversals', state, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/reversals', {
          params: { query: { limit: '50', ...(state && { state }), ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export type ReversalAct = Reversal['actions'][number]['action'];

export function useActOnReversal({ id, version }: Reversal) {
  const changed = useBooksChanged();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; action: ReversalAct; reason?: string }) =>
      read(
        api.POST('/api/v1/reversals/{id}/actions', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: changed,
  });
}

export function useReceivables(state: Receivable['state'], cursor: string | null | undefined) {
  return useQuery({
    queryKey: ['receivables', state, cursor],
    queryFn: () =>
      read(
        api.GET('/api/v1/receivables', {
          params: { query: { limit: '50', state, ...(cursor && { cursor }) } },
        }),
      ),
    placeholderData: (before) => before,
  });
}

export function useReceivable(id: string) {
  return useQuery({
    queryKey: ['receivables', 'one', id],
    queryFn: () => read(api.GET('/api/v1/receivables/{id}', byId(id))),
  });
}

export function useRecover({ id, version }: Receivable) {
  const changed = useBooksChanged();
  return useMutation({
    mutationFn: ({ key, ...body }: { key: string; item: string; reason: string }) =>
      read(
        api.POST('/api/v1/receivables/{id}/recoveries', {
          params: { path: { id }, header: changing(key, version) },
          body,
        }),
      ),
    onSettled: changed,
  });
}

/** Money that could pay it. */
export function useOpenSuspense() {
  return useQuery({
    queryKey: ['suspense', 'open', 'all'],
    queryFn: () =>
      read(api.GET('/api/v1/suspense', { params: { query: { limit: '100', state: 'open' } } })),
  });
}
