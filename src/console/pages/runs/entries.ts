/** Runs: what is planned and approved, worked off, and what became of each item. */
import type { PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/runs',
    title: '批处理',
    group: 'supervision',
    order: 35,
    roles: ['supervisor', 'auditor', 'operator'],
    load: async () => ({ Component: (await import('./runs-page.tsx')).RunsPage }),
  },
  {
    path: '/runs/schedules',
    title: '批处理定时',
    group: 'supervision',
    order: 36,
    roles: ['supervisor', 'auditor', 'operator'],
    load: async () => ({ Component: (await import('./schedules-page.tsx')).SchedulesPage }),
  },
  {
    path: '/runs/:id',
    title: '批处理',
    group: null,
    order: 0,
    roles: ['supervisor', 'auditor', 'operator'],
    load: async () => ({ Component: (await import('./run-page.tsx')).RunPage }),
  },
];
