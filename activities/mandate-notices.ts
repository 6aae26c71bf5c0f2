/** Tells the holder of a mandate that it is over, when the bank refused it or has ended it. */
import { mandateReason } from '../src/cases/wording-mandates.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import type { LockedMandate } from '../src/db/mandates.ts';
import type { Tx } from '../src/db/pool.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { tellOfMoney } from './money-notices.ts';

/** The holder is told that nothing is debited: the bank refused the mandate, or has ended it. */
export async function tellOfEnd(
  tx: Tx,
  personKeys: PersonKeys,
  ended: {
    readonly mandate: LockedMandate;
    readonly told: { readonly kind: string; readonly public?: object } | null;
    readonly at: number;
  },
): Promise<void> {
  const { mandate, told, at } = ended;
  const state = told === null ? undefined : ENDS[told.kind];
  if (state === undefined) return;
  const { code = 'cancelled-at-bank' } = (told?.public ?? {}) as { code?: string };
  const { title: reason, remedy } = mandateReason(code);
  const params = { endedOn: dateAt(at), state, reason, remedy };
  const key = `mandate-ended/${mandate.id}`;
  await tellOfMoney(tx, personKeys, {
    notices: [{ kind: 'mandate-ended', key, account: mandate.account, params }],
    at,
  });
}

const ENDS: Readonly<Record<string, 'refused' | 'cancelled'>> = {
  'mandate-refused': 'refused',
  'mandate-cancelled': 'cancelled',
};
