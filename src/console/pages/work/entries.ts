/** The clerk's day: the work list, the cases, and what came into followed views. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/work',
    title: '待办',
    group: 'work',
    order: 10,
    roles: READERS,
    load: async () => ({ Component: (await import('./work-page.tsx')).WorkPage }),
  },
  {
    path: '/cases',
    title: '办件',
    group: 'work',
    order: 20,
    roles: READERS,
    load: async () => ({ Component: (await import('./cases-page.tsx')).CasesPage }),
  },
  {
    path: '/followed',
    title: '关注',
    group: 'work',
    order: 25,
    roles: READERS,
    load: async () => ({ Component: (await import('./followed-page.tsx')).FollowedPage }),
  },
];
