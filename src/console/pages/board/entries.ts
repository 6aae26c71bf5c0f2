/** The supervisor's pages: the board and the radar. */
import type { PageEntry } from '../../app/page-entry.ts';

/** Supervisors and auditors see the cases behind the numbers; operators the numbers and machines. */
const WATCHERS = ['supervisor', 'auditor', 'operator'] as const;

export const entries: readonly PageEntry[] = [
  {
    path: '/board',
    title: '看板',
    group: 'supervision',
    order: 10,
    roles: WATCHERS,
    load: async () => ({ Component: (await import('./board-page.tsx')).BoardPage }),
  },
  {
    path: '/board/radar',
    title: '停滞雷达',
    group: 'supervision',
    order: 20,
    roles: WATCHERS,
    load: async () => ({ Component: (await import('./radar-page.tsx')).RadarPage }),
  },
];
