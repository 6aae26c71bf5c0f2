/** The reconciliation desk: days of the bank beside our book, and one of them. */
import type { PageEntry } from '../../app/page-entry.ts';

const OVERSEERS = ['supervisor', 'auditor'] as const;

export const entries: readonly PageEntry[] = [
  {
    path: '/bank-days',
    title: '银行对账',
    group: 'supervision',
    order: 44,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./days-page.tsx')).BankDaysPage }),
  },
  {
    path: '/bank-days/:center/:day',
    title: '银行对账',
    group: null,
    order: 0,
    roles: OVERSEERS,
    load: async () => ({ Component: (await import('./day-page.tsx')).BankDayPage }),
  },
];
