/** The caller in one role, as the audited functions of the database are told. */
import type { Acting } from '../db/acting.ts';
import { Fault } from '../domain/fault.ts';
import { reachesCase, type Grant, type Place } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';

export function acting({ caller, origin }: Context, { now }: ApiDeps, grant: Grant): Acting {
  return { id: caller.id, role: grant.role, origin, at: now() };
}

/**
 * The first grant that reaches a case found for the caller.
 *
 * @throws Fault 'not-authorized' when none does
 */
export function grantAt({ grants }: Context, place: Place): Grant {
  const grant = grants.find((one) => reachesCase(one, place));
  if (!grant) throw new Fault('not-authorized', '您在该中心或网点没有办理该事项的岗位。');
  return grant;
}

/**
 * The first grant in a center, of whatever branch: for what belongs to the whole center.
 *
 * @throws Fault 'not-authorized' when there is none
 */
export function grantIn({ grants }: Context, center: string): Grant {
  const grant = grants.find((one) => one.center === center);
  if (!grant) throw new Fault('not-authorized', '您在该中心没有办理该事项的岗位。');
  return grant;
}

/** Centers in which the caller has one of the operation's roles. */
export function centersOf({ grants }: Context): readonly string[] {
  return [...new Set(grants.map(({ center }) => center))];
}
