/**
 * What was done under which key: a change is written once, and whoever comes again finds it here.
 */
import type { Db } from './pool.ts';
import type { Writer } from './together.ts';

/** What was done under a key, and the wrapped key of the person it is sealed for. */
export interface StoredEffect {
  readonly key: string;
  readonly result: unknown;
  readonly wrapped_key: string | null;
}

const EFFECT = `select e.key, e.result, p.wrapped_key
  from effect e left join person p on p.id = (e.result->>'person')::uuid`;

export async function findEffect(db: Db, key: string): Promise<StoredEffect | null> {
  const { rows } = await db.query<StoredEffect>({
    name: 'find-effect',
    text: `${EFFECT} where e.key = $1`,
    values: [key],
  });
  return rows[0] ?? null;
}

/** The change that led to a version of the case. */
export async function findEffectAt(
  db: Db,
  caseId: string,
  version: number,
): Promise<StoredEffect | null> {
  const { rows } = await db.query<StoredEffect>({
    name: 'find-effect-at',
    text: `${EFFECT} where e.case_id = $1 and (e.result->>'version')::integer = $2`,
    values: [caseId, version],
  });
  return rows[0] ?? null;
}

/** The newest change of a case. */
export async function lastEffect(db: Db, caseId: string): Promise<StoredEffect | null> {
  const { rows } = await db.query<StoredEffect>({
    name: 'last-effect',
    text: `${EFFECT} where e.case_id = $1
           order by (e.result->>'version')::integer desc limit 1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export interface ContentRow {
  readonly version: number;
  readonly content: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/** The form in force at a version of the case, still sealed. */
export async function contentAt(
  db: Db,
  caseId: string,
  version: number,
): Promise<ContentRow | null> {
  const { rows } = await db.query<ContentRow>({
    name: 'content-at',
    text: `select f.version, f.content, f.person, p.wrapped_key
             from form_content f join person p on p.id = f.person
            where f.case_id = $1 and f.version <= $2 order by f.version desc limit 1`,
    values: [caseId, version],
  });
  return rows[0] ?? null;
}

export async function insertEffect(
  to: Writer,
  row: { key: string; caseId: string; hash: string; result: unknown },
): Promise<void> {
  await to.query({
    name: 'insert-effect',
    text: 'insert into effect (key, case_id, content_hash, result) values ($1, $2, $3, $4)',
    values: [row.key, row.caseId, row.hash, JSON.stringify(row.result)],
  });
}
