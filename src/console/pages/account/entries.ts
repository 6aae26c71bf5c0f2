/** One account: its money, what holds it, and everything that happened to it. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/accounts/:id',
    title: '账户',
    group: null,
    order: 0,
    roles: READERS,
    load: async () => ({ Component: (await import('./account-page.tsx')).AccountPage }),
  },
];
