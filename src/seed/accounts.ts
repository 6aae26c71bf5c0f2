/**
 * Accounts that the demo center took over from before: the local side of what the national
 * platform's demo books say of the same people. Nobody of them exists.
 */

import { yuan, type Yuan } from '../domain/money.ts';

export interface SeedAccount {
  /** The row of the opening check that the person shows. */
  readonly code: string;
  readonly name: string;
  readonly document: { readonly type: string; readonly number: string };
  readonly bornOn: string;
  readonly sex: 'M' | 'F';
  readonly state: 'normal' | 'sealed' | 'closed';
  readonly source: 'unit' | 'flexible';
  readonly openedOn: string;
  readonly sealedOn: string | null;
  readonly closedOn: string | null;
  readonly paidTo: string;
  /** Yuan, under its source. */
  readonly balance: Yuan;
}

/** Of the city of the demo center; the books say the same of every account: opened 2021-03-15. */
const OPENED_ON = '2021-03-15';

const SEALED = {
  state: 'sealed',
  sealedOn: '2026-01-10',
  closedOn: null,
  paidTo: '2025-12',
} as const;
const NORMAL = { state: 'normal', sealedOn: null, closedOn: null, paidTo: '2026-10' } as const;
const CLOSED = {
  state: 'closed',
  sealedOn: null,
  closedOn: '2026-01-20',
  paidTo: '2025-12',
} as const;

export const SEED_ACCOUNTS: readonly SeedAccount[] = [
  {
    code: 'local-sealed',
    name: '何美玲',
    document: { type: 'residence-permit', number: '820000199512310023' },
    bornOn: '1995-12-31',
    sex: 'F',
    source: 'unit',
    openedOn: OPENED_ON,
    balance: yuan('36540.12'),
    ...SEALED,
  },
  {
    code: 'local-unit',
    name: '林文雄',
    document: { type: 'residence-permit', number: '830000197906150037' },
    bornOn: '1979-06-15',
    sex: 'M',
    source: 'unit',
    openedOn: OPENED_ON,
    balance: yuan('81200.00'),
    ...NORMAL,
  },
  {
    code: 'local-flexible',
    name: 'ALEXANDER CHEN',
    document: { type: 'permanent-residence-card', number: '921156198601010011' },
    bornOn: '1986-01-01',
    sex: 'M',
    source: 'flexible',
    openedOn: OPENED_ON,
    balance: yuan('12480.00'),
    ...NORMAL,
  },
  {
    code: 'local-frozen',
    name: '孙晓燕',
    document: { type: 'resident-id', number: '219900200803150022' },
    bornOn: '2008-03-15',
    sex: 'F',
    source: 'unit',
    openedOn: OPENED_ON,
    balance: yuan('5300.50'),
    ...NORMAL,
    paidTo: '2025-12',
  },
  {
    code: 'local-closed',
    name: '郑丽华',
    document: { type: 'resident-id', number: '219900198509230128' },
    bornOn: '1985-09-23',
    sex: 'F',
    source: 'unit',
    openedOn: OPENED_ON,
    balance: yuan('0.00'),
    ...CLOSED,
  },
  {
    // Paid to March and drawn empty: the sweep of October finds it.
    code: 'local-dormant',
    name: '许安平',
    document: { type: 'resident-id', number: '219900198805120134' },
    bornOn: '1988-05-12',
    sex: 'M',
    source: 'flexible',
    openedOn: OPENED_ON,
    balance: yuan('0.00'),
    ...NORMAL,
    paidTo: '2026-03',
  },
];
