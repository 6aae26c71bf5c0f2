/** Starting cases: one by one, from drafts, and many from a file. */
import type { Role } from '../../../cases/case.ts';
import { CASE_TYPES } from '../../../cases/index.ts';
import { STAFF, type PageEntry } from '../../app/page-entry.ts';

/** Whoever may start a case of some type. */
const STARTERS: readonly Role[] = STAFF.filter((role) =>
  Object.values(CASE_TYPES).some(({ startedBy }) => startedBy.includes(role)),
);
const OVERSEERS: readonly Role[] = STAFF.filter(
  (role) => STARTERS.includes(role) || role === 'supervisor' || role === 'auditor',
);

export const entries: readonly PageEntry[] = [
  {
    path: '/start',
    title: '办理新业务',
    group: 'work',
    order: 20,
    roles: STARTERS,
    load: async () => ({ Component: (await import('./choose-page.tsx')).ChoosePage }),
  },
  {
    path: '/start/:type',
    title: '新业务',
    group: null,
    order: 0,
    roles: STARTERS,
    load: async () => ({ Component: (await import('./start-page.tsx')).StartPage }),
  },
  {
    path: '/operations',
    title: '批量办理',
    group: 'work',
    order: 30,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./bulk/operations-page.tsx')).OperationsPage }),
  },
  {
    path: '/operations/:id',
    title: '批量办理结果',
    group: null,
    order: 0,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./bulk/operation-page.tsx')).OperationPage }),
  },
];
