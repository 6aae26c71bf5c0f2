/** What was collected by month, and what is in arrears by age. */
import type { PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/collections',
    title: '归集与欠缴',
    group: 'supervision',
    order: 40,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./collections-page.tsx')).CollectionsPage }),
  },
];
