/** Tells the cases that wait for the bank (缴存变更) that it has answered. */
import { sealJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { readable } from '../src/crypto/readable.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import type { Tx } from '../src/db/pool.ts';
import { changesWaiting } from '../src/ledger/amendments.ts';

/**
 * Part of the transaction of what has come; the relay wakes them. A wake-up that is lost costs no
 * more than the night, as does one that cannot be sealed: every case looks by itself each morning.
 *
 * @param because what has come, as a key: told once however often it comes
 */
export async function wakeChanges(
  tx: Tx,
  personKeys: PersonKeys,
  { accounts, because }: { readonly accounts: readonly string[]; readonly because: string },
): Promise<void> {
  for (const { caseId, center, person, wrappedKey } of await changesWaiting(tx, accounts)) {
    const key = `wake/${caseId}/${because}`;
    const own = readable(() => personKeys.unwrap(person, wrappedKey));
    if (own === null) continue;
    const payload = sealJson(own, place.outbox(key), { caseId, signal: BANK_ANSWERED });
    await insertOutbox(tx, { key, center, caseId, person, kind: 'wake-case', payload });
  }
}

/** The signal that such a case listens to. */
export const BANK_ANSWERED = 'bankAnswered';
