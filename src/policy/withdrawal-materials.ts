/** What is to be brought for a withdrawal (提取): by case, by marriage, by the text of the day of acceptance. */
import type { WithdrawalMaterial } from '../domain/vocabulary.ts';
import { regulationOn } from './statutory-deadline.ts';
import { WITHDRAWAL_CASES } from './withdrawal-reasons.ts';
import type { WithdrawalFacts } from './withdrawal-terms.ts';

type Asking = Pick<WithdrawalFacts, 'stated' | 'retiresOn' | 'acceptedOn'>;

/** What is to be brought for a case, as it is stated; never a proof of the employer. */
export function materialsOf({
  stated,
  retiresOn,
  acceptedOn,
}: Asking): readonly WithdrawalMaterial[] {
  const { reason, married, leaseRegistered } = stated;
  const isRetired = retiresOn !== null && retiresOn <= acceptedOn;
  const asked: readonly (readonly [WithdrawalMaterial, boolean])[] = [
    ['marriage-certificate', reason === 'rent' && married === true],
    ['lease', reason === 'rent' && (leaseRegistered || regulationOn(acceptedOn) === '2019')],
    ['income-proof', needsIncome(reason, acceptedOn)],
    ['retirement-certificate', reason === 'retirement' && !isRetired],
  ];
  return [
    'identity-document',
    ...WITHDRAWAL_CASES[reason].materials,
    ...asked.flatMap(([material, isAsked]) => (isAsked ? [material] : [])),
  ];
}

/** Before 2026-09-20 rent had to exceed a share of the family's wages. */
export function needsIncome(reason: string, acceptedOn: WithdrawalFacts['acceptedOn']): boolean {
  return reason === 'rent' && regulationOn(acceptedOn) === '2019';
}
