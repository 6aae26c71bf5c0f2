/** Withdrawals that close the account (提取并销户) of a suite: the people, the books and the bank of those who leave. */
import { exits, type Leaver } from './exits.ts';
import { CLERK, type As, type Office } from './office.ts';

export const CLOSING_MATERIALS = {
  retirement: ['identity-document', 'retirement-certificate'],
  disability: ['identity-document', 'disability-appraisal'],
  emigration: ['identity-document', 'emigration-proof'],
} as const;

interface Wanted {
  readonly purpose?: keyof typeof CLOSING_MATERIALS;
  readonly amount?: string;
  readonly close?: boolean;
  readonly bankCard?: object;
  readonly materials?: readonly string[];
}

/** Call it once at the top of a suite. */
export function closings(place: Office) {
  const own = exits(place);

  /** Complete, with no amount named. */
  async function form(who: Leaver, { purpose = 'retirement', materials, ...more }: Wanted = {}) {
    const evidence = [];
    for (const kind of materials ?? CLOSING_MATERIALS[purpose]) {
      evidence.push({ kind, file: await place.upload() });
    }
    return { account: who.accountId, purpose, bankCard: who.card, evidence, ...more };
  }

  async function asked(who: Leaver, more: Wanted = {}, by: As = CLERK): Promise<string> {
    return (await place.start('withdrawal', await form(who, more), by)).caseId;
  }

  /** The same, decided and with the bank. */
  async function paying(who: Leaver, more: Wanted = {}): Promise<string> {
    const caseId = await asked(who, more);
    await place.until(caseId, 'paying');
    return caseId;
  }

  /** As it was granted, and stands. */
  const granted = async (caseId: string) => {
    const [row] = await place.ask<{ amount: string; state: string }>(
      'select amount::text, state from withdrawal where case_id = $1',
      caseId,
    );
    return row;
  };
  return { ...own, form, asked, paying, granted };
}
