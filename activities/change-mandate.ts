/**
 * The bank's part in a change of the contribution (缴存变更): another card, a higher limit or a mandate
 * signed anew, by the messages of any mandate; and the card in force kept when nothing comes of it.
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import { actKey } from '../src/db/mandate-acts.ts';
import { askChange, cardWaitsOf } from '../src/db/mandate-records.ts';
import { requestMandate, signingKey } from '../src/db/mandates.ts';
import { Fault } from '../src/domain/fault.ts';
import { compare } from '../src/domain/money.ts';
import type { ContributionChangeApplication } from '../src/forms/contribution-change.ts';
import { findOpenAmendment } from '../src/ledger/amendments.ts';
import { debitWanted, decideChange } from '../src/policy/contribution-change.ts';
import { mandateLimit } from '../src/policy/mandate-limit.ts';
import type { ChangePrepared } from './change.ts';
import type { Context } from './commit/context.ts';

/** Messages about a mandate (mandates.ts). */
const CHANGE = 'mandate-change';
const KEEP = 'mandate-keep';

/** @throws Fault 'effect-conflict' when the mandate is no longer as it was seen */
export async function askBankForChange(
  context: Context,
  { books, facts }: ChangePrepared,
  { bankCard }: ContributionChangeApplication,
): Promise<{ readonly asked: string }> {
  const { tx, change, head, offices, person } = context;
  const { bank } = decideChange(facts);
  const { center } = head;
  const byFigure = mandateLimit(offices.figures, { ...facts.wanted, center, on: change.on });
  const least = debitWanted(facts);
  const limit = compare(byFigure, least) < 0 ? least : byFigure;
  const own = { center, caseId: head.id, person: person.id, key: person.key };
  const amendment = await findOpenAmendment(tx, head.id);
  if (bank === 'sign' && facts.mandate?.cardWaits === true) return { asked: bank };
  if (bank === 'sign' && bankCard && amendment) {
    const { account, agreement } = amendment;
    const id = randomUUID();
    await requestMandate(tx, {
      ...{ id, ...own, account, agreement, card: bankCard },
      ...{ limitEach: limit, requestedOn: change.on },
    });
    return { asked: bank };
  }
  const { mandate } = books;
  if (mandate === null || bank === 'none' || !(await askChange(tx, mandate))) {
    throw new Fault('effect-conflict', '委托扣款授权已有变化，须重新核对。');
  }
  const raise = compare(least, mandate.limitEach) > 0;
  const key = actKey(mandate, 'change');
  const payload = {
    mandate: mandate.id,
    ...(bank === 'card' && bankCard && { card: bankCard }),
    ...(raise && { limit }),
  };
  await insertOutbox(tx, {
    ...{ key, center, caseId: head.id, person: person.id, kind: CHANGE },
    payload: sealJson(person.key, place.outbox(key), payload),
  });
  return { asked: bank };
}

/** Where another card waits for its code, or is on its way to the bank, the one in force is kept. */
export async function keepCard({ tx, head, person }: Context, accountId: string): Promise<void> {
  const mandate = await cardWaitsOf(tx, accountId);
  if (mandate === null) return;
  const key = `${signingKey(mandate)}/keep/${head.id}`;
  await insertOutbox(tx, {
    ...{ key, center: head.center, caseId: head.id, person: person.id, kind: KEEP },
    payload: sealJson(person.key, place.outbox(key), { mandate }),
  });
}
