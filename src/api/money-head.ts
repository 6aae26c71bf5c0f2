/** What a paper about an account's money begins with: center, person, where the account was opened. */
import type { MoneyHead } from '../cases/wording-documents.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { readPerson } from '../db/persons.ts';
import { DOCUMENT_TYPES } from '../domain/vocabulary.ts';
import { acting, grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import { openedIn } from './queries/contributions.ts';
import { centerOnPaper } from './queries/offices.ts';

/**
 * Reads name and document in full, and the trail says why.
 *
 * @throws Fault 'person-key-destroyed'
 */
export async function moneyHeadOf(
  context: Context,
  deps: ApiDeps,
  account: AccountDetailRow,
  reason: string,
): Promise<MoneyHead> {
  const by = acting(context, deps, grantIn(context, account.center));
  const [center, opened, person] = await Promise.all([
    centerOnPaper(deps.pool, account.center),
    openedIn(deps.pool, account.openedByCase),
    readPerson(deps.pool, createPersonKeys(deps.secrets.center), {
      ...{ person: account.person, caseId: null, reason, by },
    }),
  ]);
  const [document] = person.documents;
  return {
    center,
    ...{ caseNumber: opened.number, business: '缴存', branch: opened.branch },
    person: {
      name: person.name,
      documentType: DOCUMENT_TYPES.find((one) => one === document?.type) ?? 'resident-id',
      documentNumber: document?.number ?? '',
    },
    accountLast4: account.number.slice(-4),
  };
}
