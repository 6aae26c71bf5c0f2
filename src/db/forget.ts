/**
 * Forgetting a person: their key is destroyed, and with it everything ever sealed under it, in
 * every table, backup and file; so are the keys of lists in which they stood beside others. Case, ledger and trail keep their rows and stay whole.
 *
 * Whether the time to keep records is over is the caller's business; what is still under way
 * stands in the way here.
 */
import { timestamp, type Tx } from './pool.ts';

export interface Forgetting {
  readonly person: string;
  readonly by: {
    readonly id: string;
    readonly role: string;
    readonly origin: string;
    /** ms */
    readonly at: number;
  };
}

/** What still needs the person's data. */
export type StillNeeded = 'open-account' | 'open-case' | 'undelivered-message';

/**
 * @returns what stands in the way; empty when the person is forgotten (or was before)
 */
export async function forgetPerson(
  tx: Tx,
  { person, by }: Forgetting,
): Promise<readonly StillNeeded[]> {
  const { rows } = await tx.query<{ center: string }>(
    'select center from person where id = $1 and wrapped_key is not null for update',
    [person],
  );
  const center = rows[0]?.center;
  if (center === undefined) return [];
  const needed = await stillNeeded(tx, person);
  if (needed.length > 0) return needed;
  await tx.query(
    `update person set wrapped_key = null, key_id = 'destroyed', key_destroyed_at = $2,
       name = '', name_hash = '', born_on = null, sex = null, phone = null, phone_hash = null,
       address = null, masked = ''
     where id = $1`,
    [person, timestamp(by.at)],
  );
  // The hash would still answer "is this number known?".
  await tx.query(
    `update identity_document set number = '', number_hash = 'destroyed:' || id, valid_until = null
      where person = $1`,
    [person],
  );
  await forgetLists(tx, person, by.at);
  await tx.query(
    `insert into event (center, person, kind, at, actor, actor_role, origin)
     values ($1, $2, 'person-forgotten', $3, $4, $5, $6)`,
    [center, person, timestamp(by.at), by.id, by.role, by.origin],
  );
  return [];
}

/** The lists of bulk starts that this person stood in: nobody's row can be taken out of a sealed file. */
async function forgetLists(tx: Tx, person: string, at: number): Promise<void> {
  await tx.query(
    `update file set wrapped_key = null, key_id = 'destroyed', key_destroyed_at = $2
      where wrapped_key is not null and id in (
        select o.file from operation o join operation_row r on r.operation = o.id
          join "case" c on c.id = r.case_id where c.person = $1)`,
    [person, timestamp(at)],
  );
}

async function stillNeeded(tx: Tx, person: string): Promise<readonly StillNeeded[]> {
  const { rows } = await tx.query<Record<StillNeeded, boolean>>(
    `select exists (select from account where person = $1 and state <> 'closed') as "open-account",
            exists (select from "case" where person = $1 and closed_at is null) as "open-case",
            exists (select from outbox where person = $1 and delivered_at is null)
              as "undelivered-message"`,
    [person],
  );
  const found = rows[0];
  const all = ['open-account', 'open-case', 'undelivered-message'] as const;
  return all.filter((reason) => found?.[reason] === true);
}
