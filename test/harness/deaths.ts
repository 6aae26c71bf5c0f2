/** Payments after a death (死亡提取) of a suite: heirs the registry knows, forms, the bank's answers. */
import { idNumber } from '../builders.ts';
import { exits, type Leaver } from './exits.ts';
import { newCard } from './mandated.ts';
import { CLERK, REVIEWER, type Office } from './office.ts';

export interface Heir {
  readonly name: string;
  readonly relation: string;
  readonly document: { readonly type: string; readonly number: string };
  readonly parts: number;
  readonly bankCard: { readonly number: string; readonly holder: string; readonly bank: string };
}

const PROOFS: Readonly<Record<string, readonly string[]>> = {
  notarised: ['notarial-certificate'],
  agreement: ['inheritance-agreement', 'kinship-proof'],
  judgment: ['judgment'],
  'no-heirs': ['no-heirs-proof'],
};

/** Call it once at the top of a suite. */
export function deaths(place: Office) {
  const world = exits(place);
  const heir = (name: string, parts: number, more: Partial<Heir> = {}): Heir => ({
    ...{ name, relation: 'child', parts, bankCard: newCard(name) },
    document: { type: 'resident-id', number: idNumber() },
    ...more,
  });

  async function form(who: Leaver, heirs: readonly Heir[], more: { basis?: string } = {}) {
    const basis = more.basis ?? 'notarised';
    const kinds = [
      ...['death-certificate', ...(PROOFS[basis] ?? [])],
      ...(heirs.length > 0 ? ['identity-document'] : []),
    ];
    const evidence = [];
    for (const kind of kinds) evidence.push({ kind, file: await place.upload() });
    return {
      ...{ account: who.accountId, diedOn: '2026-10-01', basis, heirs, evidence },
      ...{ documentNumber: '（2026）辽证字第1号', ...more },
    };
  }

  async function asked(who: Leaver, heirs: readonly Heir[], more: { basis?: string } = {}) {
    return (await place.start('death-payout', await form(who, heirs, more), CLERK)).caseId;
  }

  async function inReview(who: Leaver, heirs: readonly Heir[], more: { basis?: string } = {}) {
    const caseId = await asked(who, heirs, more);
    await place.until(caseId, 'in review');
    return caseId;
  }

  const review = (caseId: string, approve = true, expectedVersion?: number) =>
    place.act(
      caseId,
      'review',
      { approve, reason: '材料齐全、份额无误' },
      expectedVersion === undefined ? REVIEWER : { ...REVIEWER, expectedVersion },
    );

  async function paying(who: Leaver, heirs: readonly Heir[]) {
    const caseId = await inReview(who, heirs);
    await review(caseId);
    await place.until(caseId, 'paying');
    return caseId;
  }

  return { ...world, heir, form, asked, inReview, review, paying };
}
