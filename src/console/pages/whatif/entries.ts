/** 试算: what another value of a parameter would change. */
import type { PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/what-if',
    title: '试算',
    group: 'supervision',
    order: 60,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./what-if-page.tsx')).WhatIfPage }),
  },
];
