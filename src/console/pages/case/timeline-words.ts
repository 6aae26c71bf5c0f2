/** Who did something, in the words of a timeline. */
import { ROLES, roleTitle } from '../../../cases/case.ts';
import type { CaseEvent } from './case-data.ts';

export function actorText({ actor, actorName, actorRole }: CaseEvent): string {
  if (actor === 'system') return '系统';
  const role = ROLES.find((known) => known === actorRole);
  const name = actorName ?? actor;
  return role === undefined ? name : `${name}（${roleTitle(role)}）`;
}
