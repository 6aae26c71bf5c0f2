/** The suspense desk: money that belongs to nobody yet. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/suspense',
    title: '暂收款',
    group: 'supervision',
    order: 37,
    roles: READERS,
    load: async () => ({ Component: (await import('./suspense-page.tsx')).SuspensePage }),
  },
];
