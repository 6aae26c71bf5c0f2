/** The legality sweep: what is looked for, what was found, and the cases about it. */
import type { PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/legality',
    title: '合规巡检',
    group: 'supervision',
    order: 35,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./legality-page.tsx')).LegalityPage }),
  },
];
