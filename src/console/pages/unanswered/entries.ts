/** Debits that the bank does not answer. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/unanswered-debits',
    title: '扣款未回报',
    group: 'supervision',
    order: 40,
    roles: READERS,
    load: async () => ({ Component: (await import('./unanswered-page.tsx')).UnansweredPage }),
  },
];
