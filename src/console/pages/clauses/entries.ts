/** The clause map: the notice as a document, and what carries each clause. */
import { STAFF, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/clauses',
    title: '条款图',
    group: 'records',
    order: 30,
    roles: STAFF,
    load: async () => ({ Component: (await import('./clauses-page.tsx')).ClausesPage }),
  },
];
