/** The page of one case: opened from lists, searches and links, never from the menu. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/cases/:id',
    title: '办件',
    group: null,
    order: 0,
    roles: READERS,
    load: async () => ({ Component: (await import('./case-page.tsx')).CasePage }),
  },
];
