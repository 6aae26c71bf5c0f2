/** The auditor's desk: search of the trail, one line of it, and whether its chain is whole. */
import type { PageEntry } from '../../app/page-entry.ts';

const AUDITORS = ['supervisor', 'auditor'] as const;

export const entries: readonly PageEntry[] = [
  {
    path: '/audit',
    title: '留痕查询',
    group: 'records',
    order: 10,
    roles: AUDITORS,
    load: async () => ({ Component: (await import('./audit-page.tsx')).AuditPage }),
  },
  {
    path: '/audit/events/:eventId',
    title: '留痕',
    group: null,
    order: 0,
    roles: AUDITORS,
    load: async () => ({ Component: (await import('./event-page.tsx')).EventPage }),
  },
  {
    path: '/audit-verification',
    title: '留痕校验',
    group: 'records',
    order: 20,
    roles: AUDITORS,
    load: async () => ({ Component: (await import('./verification-page.tsx')).VerificationPage }),
  },
];
