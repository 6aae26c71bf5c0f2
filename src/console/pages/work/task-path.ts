/** Where a task is done: in its case, at the desk or account of the money it is about, or where the proof is shown. */
import type { Schemas } from '../../api/client.ts';

export function taskPath({ about, center }: Pick<Schemas['Task'], 'about' | 'center'>): string {
  switch (about.kind) {
    case 'case':
      return `/cases/${about.id}`;
    case 'suspense':
      return '/suspense';
    case 'difference':
      return `/bank-days/${center}/${about.day ?? ''}`;
    case 'debit':
      return '/unanswered-debits';
    case 'account':
      return `/accounts/${about.id}`;
    case 'proof':
      return `/proofs?proof=${about.id}`;
  }
}
