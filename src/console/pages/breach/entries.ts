/** Breaches of agreements: who, since when, how far service and cure are. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/breaches',
    title: '违约',
    group: 'work',
    order: 45,
    roles: READERS,
    load: async () => ({ Component: (await import('./breaches-page.tsx')).BreachesPage }),
  },
];
