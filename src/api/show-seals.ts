/** Seals of an account as an answer: why, since when, by whom, on what; what ended them. */
import { moverName, sealTitle, sourceTitle } from '../cases/wording-accounts.ts';
import { sealsOf } from '../ledger/seals.ts';
import { ACCOUNT_WAYS, type AccountWay } from '../policy/account-states.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { namesIn } from './staff-names.ts';

export async function showSeals(
  { pool }: ApiDeps,
  { center, number }: { readonly center: string; readonly number: string },
) {
  const [seals, names] = await Promise.all([sealsOf(pool, number), namesIn(pool, [center])]);
  const name = (id: string) => moverName(id, names.staff);
  return seals.map(({ by, endedBy, ...seal }) => ({
    ...seal,
    ...{ sourceTitle: sourceTitle(seal.source), howTitle: sealTitle(seal.how) },
    ...{ sealedBy: name(by), clause: clauseOf(seal.how) },
    endTitle: seal.endHow === null ? null : sealTitle(seal.endHow),
    endedBy: endedBy === null ? null : name(endedBy),
  }));
}

function clauseOf(how: string) {
  return isWay(how) ? clauseRef(ACCOUNT_WAYS[how].clause) : null;
}

function isWay(how: string): how is AccountWay {
  return Object.hasOwn(ACCOUNT_WAYS, how);
}
