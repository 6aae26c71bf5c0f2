/** The first page after sign-in, and pages that belong to nobody's work in particular. */
import { STAFF, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/signed-in',
    title: '已登录',
    group: null,
    order: 0,
    roles: STAFF,
    load: async () => ({ Component: (await import('./signed-in-page.tsx')).SignedInPage }),
  },
];
