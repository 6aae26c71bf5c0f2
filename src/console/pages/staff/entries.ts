/** People of the office: the staff desk, one person, and who is away. */
import { STAFF, type PageEntry } from '../../app/page-entry.ts';

/** Supervisors propose and decide; auditors look. */
const DESK = ['supervisor', 'auditor'] as const;

export const entries: readonly PageEntry[] = [
  {
    path: '/staff',
    title: '人员',
    group: 'supervision',
    order: 60,
    roles: DESK,
    load: async () => ({ Component: (await import('./staff-page.tsx')).StaffPage }),
  },
  {
    path: '/staff/:id',
    title: '人员详情',
    group: null,
    order: 61,
    roles: DESK,
    load: async () => ({ Component: (await import('./member-page.tsx')).MemberPage }),
  },
  {
    path: '/absences',
    title: '缺勤',
    group: 'supervision',
    order: 65,
    roles: STAFF,
    load: async () => ({ Component: (await import('./absences-page.tsx')).AbsencesPage }),
  },
];
