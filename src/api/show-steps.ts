/** Every way an account went (封存, 启封, 转换) as an answer: when, which, by whom, on what. */
import { accountStateTitle, moverName, sealTitle, sourceTitle } from '../cases/wording-accounts.ts';
import { stepsOf } from '../ledger/seals.ts';
import type { ApiDeps } from './deps.ts';
import { namesIn } from './staff-names.ts';

export async function showSteps(
  { pool }: ApiDeps,
  { center, number }: { readonly center: string; readonly number: string },
) {
  const [steps, names] = await Promise.all([stepsOf(pool, number), namesIn(pool, [center])]);
  return steps.map(({ way, on, by, caseId, document, toState, toSource }) => ({
    ...{ way, wayTitle: sealTitle(way), on, caseId, document },
    by: moverName(by, names.staff),
    standingTitle: `${sourceTitle(toSource)}，${accountStateTitle(toState)}`,
  }));
}
