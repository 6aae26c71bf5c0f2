/** What the law leaves to the city, and the working-day calendar: both with their documents. */
import { STAFF, type PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/figures',
    title: '参数',
    group: 'settings',
    order: 10,
    roles: STAFF,
    load: async () => ({ Component: (await import('./figures-page.tsx')).FiguresPage }),
  },
  {
    path: '/calendar',
    title: '工作日历',
    group: 'settings',
    order: 20,
    roles: STAFF,
    load: async () => ({ Component: (await import('./calendar-page.tsx')).CalendarPage }),
  },
];
