/**
 * Who an applicant already is to the center: persons under the documents shown, with their
 * accounts, open cases and the claim that a new case would meet. Masked; the trail keeps that it
 * was looked for. A channel is told none of it.
 */
import { maskAccount } from '../crypto/mask.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { findPersons } from '../db/persons.ts';
import type { Context } from './operation.ts';
import type { ApiDeps } from './deps.ts';
import { recordSearch } from './person-lookup.ts';
import { personHead } from './personal.ts';
import { heldBy, namedSo, type HeldRow } from './queries/known.ts';
import { accountsOf, openCasesOf } from './queries/persons.ts';
import { caseTypeOf, iso, isChannel, showStage } from './show-case.ts';

interface Applicant {
  readonly name: string;
  readonly document: { readonly number: string };
  readonly otherDocuments: readonly { readonly number: string }[];
}

export async function knownPersons(
  context: Context,
  deps: ApiDeps,
  { center, applicant }: { readonly center: string; readonly applicant: Applicant },
) {
  if (isChannel(context)) return null;
  const { pool, secrets } = deps;
  const numbers = [applicant.document, ...applicant.otherDocuments].map(({ number }) => number);
  const found = await Promise.all(
    [...new Set(numbers)].map((documentNumber) =>
      findPersons(pool, secrets.lookup, { centers: [center], query: { documentNumber } }),
    ),
  );
  const rows = [...new Map(found.flat().map((row) => [row.id, row])).values()];
  await recordSearch(context, deps, 'person-searched', {
    by: ['documentNumber'],
    found: rows.length,
  });
  const named = await namedSo(
    pool,
    rows.map(({ id }) => id),
    lookupHash(secrets.lookup, 'name', applicant.name),
  );
  return Promise.all(
    rows.map(async (row) => ({
      ...personHead(secrets, { person: row.id, wrapped_key: row.wrapped_key, masked: row.masked }),
      nameFits: named.has(row.id),
      accounts: (await accountsOf(pool, row.id)).map((account) => ({
        ...{ number: maskAccount(account.number), state: account.state, source: account.source },
        ...{ openedOn: account.openedOn, heldWhole: account.heldWhole },
      })),
      openCases: (await openCasesOf(pool, context, row.id)).map((one) => ({
        ...one,
        typeTitle: caseTypeOf(one.type).title,
      })),
      heldBy: showHeld(await heldBy(pool, context, row.id)),
    })),
  );
}

function showHeld(row: HeldRow | null) {
  if (row === null) return null;
  const { id, number, type, stage, branch_name: branchName, since } = row;
  return {
    id,
    number,
    type,
    typeTitle: caseTypeOf(type).title,
    stageTitle: showStage(type, stage, false).title,
    branchName,
    since: iso(since),
  };
}
