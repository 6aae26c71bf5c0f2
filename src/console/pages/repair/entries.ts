/** Guided repair: what stands still, one such thing, a frozen list of many, the diary. */
import type { PageEntry } from '../../app/page-entry.ts';

const OVERSEERS = ['supervisor', 'auditor'] as const;

export const entries: readonly PageEntry[] = [
  {
    path: '/repair',
    title: '停住与修复',
    group: 'supervision',
    order: 30,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./stuck-page.tsx')).StuckPage }),
  },
  {
    path: '/repair/diary',
    title: '值守日志',
    group: 'supervision',
    order: 40,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./diary-page.tsx')).DiaryPage }),
  },
  {
    path: '/repair/bulk/:operation',
    title: '批量修复',
    group: null,
    order: 0,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./bulk-page.tsx')).BulkPage }),
  },
  {
    path: '/repair/:object',
    title: '修复',
    group: null,
    order: 0,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./repair-page.tsx')).RepairPage }),
  },
];
