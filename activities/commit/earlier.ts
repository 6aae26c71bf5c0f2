/**
 * What was written before, found by its key or by the version it led to.
 *
 * A worker may be gone between its commit and the moment the workflow hears of it. Whoever comes
 * next finds here what stands in the books and what the course remembered, and goes on from there.
 */
import type { Before, Change, Committed, Remembered } from '../../src/cases/change.ts';
import { openJson, sealJson } from '../../src/crypto/cipher.ts';
import type { PersonKeys } from '../../src/crypto/person-key.ts';
import { place } from '../../src/crypto/places.ts';
import {
  contentAt,
  findEffect,
  findEffectAt,
  insertEffect,
  lastEffect,
  type StoredEffect,
} from '../../src/db/effects.ts';
import type { Db } from '../../src/db/pool.ts';
import { Fault } from '../../src/domain/fault.ts';
import type { Deps } from '../deps.ts';
import type { Context } from './context.ts';
import { sha256 } from './trail.ts';

/** As `effect.result` keeps it: the notes are sealed under the key of the person named here. */
interface Kept extends Omit<Committed, 'before'> {
  readonly asked: string | null;
  readonly person: string;
  readonly notes: string;
}

/** Writes down that this change is done, with what the course needs to go on from it. */
export async function keepDone(
  { later, change, person }: Context,
  committed: Omit<Committed, 'before'>,
): Promise<void> {
  const { key, caseId, asked, notes } = change;
  const kept: Kept = {
    ...committed,
    asked,
    person: person.id,
    notes: sealJson(person.key, place.notes(key), notes),
  };
  await insertEffect(later, { key, caseId, hash: sha256(JSON.stringify(change)), result: kept });
}

/** The same change as it was written before, or null. */
export async function findDone(db: Db, deps: Deps, change: Change): Promise<Committed | null> {
  return earlier(db, deps, change.caseId, await findEffect(db, change.key));
}

/** Whatever came to this change's version first, or null. */
export async function findInstead(db: Db, deps: Deps, change: Change): Promise<Committed | null> {
  const { caseId, expected } = change;
  return earlier(db, deps, caseId, await findEffectAt(db, caseId, expected + 1));
}

/** The newest change of a case, or null when there is no such case. */
export async function findLast(db: Db, deps: Deps, caseId: string): Promise<Committed | null> {
  return earlier(db, deps, caseId, await lastEffect(db, caseId));
}

async function earlier(
  db: Db,
  { personKeys }: Deps,
  caseId: string,
  effect: StoredEffect | null,
): Promise<Committed | null> {
  if (!effect) return null;
  const { asked, person, notes, ...committed } = effect.result as Kept;
  const key = personKeys.unwrap(person, effect.wrapped_key);
  const before: Before = {
    asked,
    notes: openJson(key, place.notes(effect.key), notes) as Remembered,
    content: await readContent(db, personKeys, { caseId, version: committed.version }),
  };
  return { ...committed, before };
}

/** The form in force at a version; null when the case has none of its own. */
async function readContent(
  db: Db,
  personKeys: PersonKeys,
  { caseId, version }: { readonly caseId: string; readonly version: number },
): Promise<Before['content']> {
  const row = await contentAt(db, caseId, version);
  if (!row) return null;
  const key = personKeys.unwrap(row.person, row.wrapped_key);
  const content: unknown = openJson(key, place.formContent(caseId, row.version), row.content);
  if (typeof content !== 'object' || content === null) {
    throw new Fault('not-found', 'the form is not an object');
  }
  return { ...content };
}
