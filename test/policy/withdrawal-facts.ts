/** The facts of a withdrawal that is granted: each test changes what it is about. */
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import { SHENYANG_FIGURES } from '../../src/policy/centers/shenyang.ts';
import {
  withdrawalFigures,
  type StatedWithdrawal,
  type WithdrawalFacts,
  type WithdrawalFigures,
} from '../../src/policy/withdrawal-terms.ts';

export const on = plainDate('2026-11-23');
export const month = (text: string) => plainMonth(text);
export const figures: WithdrawalFigures = withdrawalFigures(
  [...EVERY_CENTER_FIGURES, ...SHENYANG_FIGURES],
  {
    center: '210100',
    district: null,
    on,
  },
);

export const stated: StatedWithdrawal = {
  reason: 'rent',
  amount: yuan('3000.00'),
  married: false,
  leaseRegistered: false,
  ownsHome: false,
  familyIncome: null,
  expense: { amount: yuan('9000.00'), on: null },
  period: { from: month('2026-09'), to: month('2026-11') },
  materials: ['identity-document', 'no-home-proof'],
};

export type More = Partial<Omit<WithdrawalFacts, 'stated'>> & {
  readonly stated?: Partial<StatedWithdrawal>;
};

export function facts({ stated: other, ...more }: More = {}): WithdrawalFacts {
  return {
    on,
    acceptedOn: more.acceptedOn ?? more.on ?? on,
    stated: { ...stated, ...other },
    account: { state: 'normal', source: 'flexible' },
    balances: { flexible: yuan('20000.00'), unit: yuan('0.00'), subsidy: yuan('0.00') },
    available: yuan('20000.00'),
    holds: [],
    earlier: [],
    continuous: 6,
    retiresOn: plainDate('2050-01-10'),
    openLoan: null,
    bans: [],
    otherCase: false,
    card: 'own',
    confirmed: [],
    figures,
    ...more,
  };
}
