/** The proof: whether every amount is what it says. */
import type { PageEntry } from '../../app/page-entry.ts';

export const entries: readonly PageEntry[] = [
  {
    path: '/proofs',
    title: '账务核验',
    group: 'supervision',
    order: 46,
    roles: ['supervisor', 'auditor'],
    load: async () => ({ Component: (await import('./proof-page.tsx')).ProofPage }),
  },
];
