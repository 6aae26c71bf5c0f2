/** One person, and the earliest-date calculator. */
import { OFFICE, READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/persons/:id',
    title: '办理人',
    group: null,
    order: 0,
    roles: READERS,
    load: async () => ({ Component: (await import('./person-page.tsx')).PersonPage }),
  },
  {
    path: '/dates',
    title: '算日期',
    group: 'work',
    order: 50,
    roles: OFFICE,
    load: async () => ({ Component: (await import('./dates-page.tsx')).DatesPage }),
  },
];
