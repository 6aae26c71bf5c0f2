/** Looking for persons by what they are known by; the search itself leaves a line in the trail. */
import { recordAccess, type AccessKind } from '../db/access.ts';
import { findPersons, type PersonQuery } from '../db/persons.ts';
import { acting, centersOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import type { Context } from './operation.ts';
import { personHead, type PersonHead } from './personal.ts';

export interface PersonalSearch {
  readonly documentNumber?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly accountNumber?: string | undefined;
}

/**
 * Persons of the caller's centers, masked. None when nothing personal was asked for.
 *
 * @throws Fault 'input-invalid' when more than one thing was asked for
 */
export async function personsBy(
  context: Context,
  deps: ApiDeps,
  search: PersonalSearch,
): Promise<readonly PersonHead[]> {
  const query = queryOf(search);
  if (query === null) return [];
  const centers = centersOf(context);
  const rows = await findPersons(deps.pool, deps.secrets.lookup, { centers, query });
  return rows.map(({ id, wrapped_key, masked }) =>
    personHead(deps.secrets, { person: id, wrapped_key, masked }),
  );
}

function queryOf(search: PersonalSearch): PersonQuery | null {
  const { documentNumber, name, phone, accountNumber } = search;
  const given: PersonQuery[] = [
    ...(documentNumber === undefined ? [] : [{ documentNumber }]),
    ...(name === undefined ? [] : [{ name }]),
    ...(phone === undefined ? [] : [{ phone }]),
    ...(accountNumber === undefined ? [] : [{ accountNumber: accountNumber.trim() }]),
  ];
  if (given.length > 1) throw invalid([{ pointer: '#', detail: '每次只按一项查找' }]);
  return given[0] ?? null;
}

/** By what was searched and how much was found; never what was typed. */
export async function recordSearch(
  context: Context,
  deps: ApiDeps,
  kind: Extract<AccessKind, 'person-searched' | 'case-searched'>,
  told: { readonly by: readonly string[]; readonly found: number },
): Promise<void> {
  const grant = context.grants[0];
  if (!grant) return;
  await recordAccess(deps.pool, {
    kind,
    center: grant.center,
    public: told,
    by: acting(context, deps, grant),
  });
}
