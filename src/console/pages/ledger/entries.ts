/** Journals, their corrections, and money to be recovered. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/journals/:id',
    title: '记账凭证',
    group: null,
    order: 0,
    roles: READERS,
    load: async () => ({ Component: (await import('./journal-page.tsx')).JournalPage }),
  },
  {
    path: '/books',
    title: '总账',
    group: 'supervision',
    order: 36,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./books-page.tsx')).BooksPage }),
  },
  {
    path: '/books/:book',
    title: '科目明细',
    group: null,
    order: 0,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./book-page.tsx')).BookPage }),
  },
  {
    path: '/reversals',
    title: '冲账申请',
    group: 'supervision',
    order: 39,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./reversals-page.tsx')).ReversalsPage }),
  },
  {
    path: '/receivables',
    title: '应收个人款',
    group: 'supervision',
    order: 38,
    roles: READERS,
    load: async () => ({ Component: (await import('./receivables-page.tsx')).ReceivablesPage }),
  },
];
