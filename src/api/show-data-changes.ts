/** The history of a person's data: what was changed, when, by which case, before and after masked. */
import { personalChangeTitle } from '../cases/wording-recent-changes.ts';
import { openJson } from '../crypto/cipher.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { MaskedChange } from '../db/personal-changes.ts';
import { DOCUMENT_TYPES, DOCUMENT_TYPE_NAMES } from '../domain/vocabulary.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import { dataChangesOf, type DataChangeRow } from './queries/person-parts.ts';
import type { PersonRow } from './queries/persons.ts';

export async function showDataChanges(context: Context, deps: ApiDeps, person: PersonRow) {
  const rows = await dataChangesOf(deps.pool, context, person.person);
  return rows.map((row) => {
    const { masked: _, ...rest } = row;
    return { ...rest, values: valuesOf(deps, person, row) };
  });
}

/** None once the person's key was destroyed. */
function valuesOf({ secrets }: ApiDeps, { person, wrapped_key }: PersonRow, row: DataChangeRow) {
  if (wrapped_key === null) return [];
  const key = createPersonKeys(secrets.center).unwrap(person, wrapped_key);
  // Sealed by keepHistory and by nothing else.
  const all = openJson(
    key,
    place.personalChange(row.id, 'masked'),
    row.masked,
  ) as readonly MaskedChange[];
  return all.map(({ kind, before, after, type, struck = false }) => ({
    ...{ kind, before, after, struck },
    title: type === undefined ? personalChangeTitle(kind) : typeName(type),
  }));
}

export function typeName(type: string): string {
  const known = DOCUMENT_TYPES.find((one) => one === type);
  return known === undefined ? type : DOCUMENT_TYPE_NAMES[known];
}
