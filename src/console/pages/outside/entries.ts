/** Agreements whose amount lies outside the limits in force. */
import { READERS, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/outside-limits',
    title: '上下限外协议',
    group: 'work',
    order: 46,
    roles: READERS,
    load: async () => ({ Component: (await import('./outside-page.tsx')).OutsidePage }),
  },
];
